from django.db import migrations, models

from rapport.query.values import folded

AT_ONCE = 2_000


def fold_names(apps, schema_editor):
    """Names that are stored already; those heard meanwhile are folded as they are written."""
    handles = apps.get_model("people", "Handle")
    some = []
    for handle in handles.objects.exclude(name="").only("name").iterator(AT_ONCE):
        handle.folded_name = folded(handle.name)[:300]
        some.append(handle)
        if len(some) == AT_ONCE:
            handles.objects.bulk_update(some, ["folded_name"])
            some = []
    handles.objects.bulk_update(some, ["folded_name"])


class Migration(migrations.Migration):
    dependencies = [("people", "0002_handle_wrote_at")]

    operations = [
        migrations.AddField(
            model_name="handle",
            name="folded_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="handle",
            index=models.Index(fields=["folded_name"], name="people_handle_folded"),
        ),
    ]
