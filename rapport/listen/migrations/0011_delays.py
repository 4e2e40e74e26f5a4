from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listen', '0010_list_brand'),
    ]

    operations = [
        migrations.AddField(
            model_name='sighting',
            name='delay_ms',
            field=models.IntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='sighting',
            index=models.Index(condition=models.Q(('delay_ms__isnull', False)), fields=['at'], include=('account', 'delay_ms'), name='listen_sighting_delay'),
        ),
    ]
