"""Policies get an order and conditions; conversations what the next response and the resolving are counted by."""

import django.db.models.deletion
from django.db import migrations, models

# What a brand had set for an intent becomes a condition, those for any intent after those for one. Danger has one clock
# for every brand now, which no policy loosens; no screen ever let anybody set another.
CONDITIONS = """
DELETE FROM converse_clockpolicy WHERE intent = 'danger';
UPDATE converse_clockpolicy AS policy SET
  name = left(brand.name || CASE WHEN intent = '' THEN '' ELSE ': ' || intent END, 80),
  condition = 'brand:' || brand.slug || CASE WHEN intent = '' THEN '' ELSE ' intent:' || intent END,
  next_response_minutes = first_response_minutes,
  position = placed.at
FROM workspace_brand AS brand, (
  SELECT id, row_number() OVER (ORDER BY intent = '', brand_id, id) AS at FROM converse_clockpolicy
) AS placed
WHERE brand.id = policy.brand_id AND placed.id = policy.id;
"""
RUNNING = """
UPDATE converse_conversation SET first_answered_at = answered_at,
  asks = waiting_since IS NOT NULL AND answer_due_at IS NOT NULL,
  resolve_from = CASE WHEN status IN ('open', 'waiting') THEN opened_at END
WHERE status <> 'past';
"""


class Migration(migrations.Migration):
    dependencies = [("converse", "0003_elsewhere"), ("workspace", "0004_notices")]

    operations = [
        migrations.RenameField("clockpolicy", "answer_minutes", "first_response_minutes"),
        migrations.AddField("clockpolicy", "name", models.CharField(max_length=80, default=""), preserve_default=False),
        migrations.AddField("clockpolicy", "position", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("clockpolicy", "condition", models.TextField(blank=True, max_length=2000, default=""), preserve_default=False),
        migrations.AlterField("clockpolicy", "acknowledge_minutes", models.PositiveIntegerField(default=15, null=True)),
        migrations.AddField("clockpolicy", "next_response_minutes", models.PositiveIntegerField(default=60, null=True)),
        migrations.AddField("clockpolicy", "resolve_minutes", models.PositiveIntegerField(null=True)),
        migrations.AddField("clockpolicy", "warn_minutes", models.PositiveIntegerField(default=10)),
        migrations.AddField("clockpolicy", "day_and_night", models.BooleanField(default=False)),
        migrations.RunSQL(CONDITIONS, migrations.RunSQL.noop),
        migrations.RemoveConstraint("clockpolicy", "converse_policy_intent"),
        migrations.RemoveField("clockpolicy", "brand"),
        migrations.RemoveField("clockpolicy", "intent"),
        migrations.AddIndex("clockpolicy", models.Index(fields=["position", "id"], name="converse_policy_order")),
        migrations.AddField("conversation", "first_answered_at", models.DateTimeField(null=True)),
        migrations.AddField("conversation", "next_due_at", models.DateTimeField(null=True)),
        migrations.AddField("conversation", "resolve_from", models.DateTimeField(null=True)),
        migrations.AddField("conversation", "resolve_due_at", models.DateTimeField(null=True)),
        migrations.AddField("conversation", "asks", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("conversation", "runs_always", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("conversation", "warn_minutes", models.PositiveIntegerField(db_default=10, default=10)),
        migrations.AddField(
            "conversation",
            "policy",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="converse.clockpolicy"),
        ),
        migrations.CreateModel(
            "Pause",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(choices=[("customer", "Their turn"), ("department", "A department was asked")], max_length=10)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("conversation", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="converse.conversation")),
            ],
            options={
                "indexes": [models.Index(fields=["conversation", "since"], name="converse_pauses")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("conversation", "why"), name="converse_one_pause_of_a_kind"
                    )
                ],
            },
        ),
        migrations.RunSQL(RUNNING, migrations.RunSQL.noop),
    ]
