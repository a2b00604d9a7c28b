"""The secret of a calendar's address is kept as a hash; addresses in use keep working."""

import hashlib

from django.db import migrations, models


def hash_secrets(apps, schema_editor):
    feeds = apps.get_model("labs", "CalendarFeed")
    for feed in feeds.objects.all():
        feed.secret_hash = hashlib.sha256(feed.secret_hash.encode()).hexdigest()
        feed.save(update_fields=["secret_hash"])


class Migration(migrations.Migration):
    dependencies = [("labs", "0001_initial")]

    operations = [
        migrations.RenameField("calendarfeed", "secret", "secret_hash"),
        migrations.AlterField(
            "calendarfeed",
            "secret_hash",
            models.CharField(editable=False, max_length=64, unique=True),
        ),
        migrations.RunPython(hash_secrets),
        migrations.AddField(
            "calendarfeed",
            "nonce",
            models.CharField(default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            "calendarfeed", "expires_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "calendarfeed", "revoked_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "calendarfeed", "opened_at", models.DateTimeField(blank=True, null=True)
        ),
    ]
