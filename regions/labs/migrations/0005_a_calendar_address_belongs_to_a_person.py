"""A calendar address belongs to one person. Of those of before nobody knows who has them: they end."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def end_shared_addresses(apps, schema_editor):
    apps.get_model("labs", "CalendarFeed").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("labs", "0004_names_in_dutch_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(end_shared_addresses, migrations.RunPython.noop),
        migrations.AddField(
            "calendarfeed",
            "person",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "calendarfeed",
            "region",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="calendar_feeds",
                to="regions.region",
            ),
        ),
        migrations.AddConstraint(
            "calendarfeed",
            models.UniqueConstraint(fields=("region", "person"), name="one_calendar_feed_each"),
        ),
    ]
