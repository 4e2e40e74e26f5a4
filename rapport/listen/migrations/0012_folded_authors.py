import django.contrib.postgres.fields
from django.db import migrations, models

from rapport.query.values import folded


def fold_authors(apps, schema_editor):
    for kept in apps.get_model("listen", "StoredList").objects.all():
        kept.folded_authors = [folded(author)[:300] for author in kept.authors]
        kept.save(update_fields=["folded_authors"])


class Migration(migrations.Migration):
    dependencies = [
        ("listen", "0011_delays"),
        # Handles are found by their folded names from here on.
        ("people", "0003_folded_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="storedlist",
            name="folded_authors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=300), default=list, size=None
            ),
        ),
        migrations.RunPython(fold_authors, migrations.RunPython.noop, elidable=True),
    ]
