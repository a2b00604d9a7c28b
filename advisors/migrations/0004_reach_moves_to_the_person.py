"""How somebody is reached is told of every person, not of advisors alone."""

from django.conf import settings
from django.db import migrations


def to_the_person(apps, schema_editor):
    person = apps.get_model("accounts", "User").objects
    for row in apps.get_model("advisors", "Availability").objects.all():
        person.filter(pk=row.pk).update(phone=row.phone, days=row.days)


def back(apps, schema_editor):
    told = apps.get_model("advisors", "Availability").objects
    for user in apps.get_model("accounts", "User").objects.exclude(phone="", days=""):
        told.create(advisor_id=user.pk, phone=user.phone, days=user.days)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_how_to_reach"),
        ("advisors", "0003_readings_taken_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(to_the_person, back),
        migrations.DeleteModel("Availability"),
    ]
