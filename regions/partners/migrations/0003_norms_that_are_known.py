"""The norms of which period and source are known; rates have no known dates, so the bureau adds
those."""

import datetime
from decimal import Decimal

from django.db import migrations

SOURCE = "Sterk Techniekonderwijs {years}: deel van het subsidiabele meerjarenbudget"
NORMS = (
    (Decimal("7.5"), datetime.date(2020, 1, 1), datetime.date(2024, 8, 31)),
    (Decimal("10"), datetime.date(2025, 1, 1), datetime.date(2028, 12, 31)),
)


def add_norms(apps, schema_editor):
    norms = apps.get_model("partners", "CofinancingNorm").objects
    for percent, first, last in NORMS:
        if not norms.filter(valid_from_on__lte=last, valid_until_on__gte=first).exists():
            norms.create(
                percent=percent,
                valid_from_on=first,
                valid_until_on=last,
                source=SOURCE.format(years=f"{first.year}–{last.year}"),
            )


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_contribution_upload")]
    operations = [migrations.RunPython(add_norms, migrations.RunPython.noop)]
