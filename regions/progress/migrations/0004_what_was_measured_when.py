"""Snapshots say of which day they are. Those of before are forgotten: facts make them again."""

from django.db import migrations, models


def forget(apps, schema_editor):
    apps.get_model("progress", "RegionMonth").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("progress", "0003_keep_stories_by_key")]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AddField("regionmonth", "measured_on", models.DateField(null=True)),
        migrations.AddField("regionmonth", "measured_at", models.DateTimeField(null=True)),
        migrations.AddField("regionmonth", "idle_tempo_months", models.FloatField(null=True)),
    ]
