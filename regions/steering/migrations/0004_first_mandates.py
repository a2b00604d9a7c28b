from django.db import migrations


def keep_mandates(apps, schema_editor):
    """What each group had as its mandate becomes the first version; it decides what it did."""
    groups = apps.get_model("steering", "SteeringGroup").objects.all()
    mandates = apps.get_model("steering", "Mandate").objects
    mandates.bulk_create(
        mandates.model(steering_group=group, text=group.mandate, holds_from_on=group.digests_from_on)
        for group in groups
    )


class Migration(migrations.Migration):
    dependencies = [("steering", "0003_what_groups_decide")]
    operations = [migrations.RunPython(keep_mandates, migrations.RunPython.noop)]
