from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("converse", "0002_told_facts")]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="came_back",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="turn",
            name="brought_at",
            field=models.DateTimeField(null=True),
        ),
    ]
