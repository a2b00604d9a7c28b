"""What was decided before there was a register gets its number, in the order of the days."""

from itertools import groupby

from django.db import migrations


def number_them(apps, schema_editor):
    PlanChange = apps.get_model("plans", "PlanChange")
    decided = PlanChange.objects.filter(decided_on__isnull=False, register_number=None)
    rows = decided.order_by("region_id", "decided_on", "pk").only("region_id", "decided_on")
    for (_region, year), of_year in groupby(rows, lambda row: (row.region_id, row.decided_on.year)):
        for number, row in enumerate(of_year, 1):
            decided.filter(pk=row.pk).update(register_year=year, register_number=number)


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_decisions_have_a_number")]
    operations = [migrations.RunPython(number_them, migrations.RunPython.noop)]
