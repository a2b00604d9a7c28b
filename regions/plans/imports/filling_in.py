"""How a workbook is filled in: what its sheets Toelichting and Voorbeeld show."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from regions.plans.models import Activity

from .parsed import ParsedActivity, ParsedCost, ParsedLine, ParsedMilestone


def example() -> tuple[list[ParsedLine], list[ParsedActivity]]:
    line = ParsedLine("1", "Aantrekkelijk techniekaanbod", 0)
    first = ParsedActivity(
        line=line,
        code="1.1",
        title="Keuzevak Slimme Logistiek",
        row=0,
        delivers="Een keuzevak dat past bij de bedrijven in de regio",
        kind=str(Activity.Kind.EDUCATION.label),
        audience="leerjaar 3 en 4",
        starts_on=date(2026, 9, 1),
        ends_on=date(2028, 6, 30),
        budget_cents=42_750_50,
        owner="Anna de Wit",
        partners="twee logistieke bedrijven",
        milestones=(
            ParsedMilestone("Lesmateriaal getest", date(2027, 2, 1), Decimal(40)),
            ParsedMilestone("Op alle scholen gegeven", date(2028, 6, 30)),
        ),
        costs=(
            ParsedCost(
                cents=36_000_00,
                text="Ontwikkeling van de lessen",
                kind="Personeel",
                year=2026,
                quantity=Decimal(600),
                unit="uur",
                price_cents=60_00,
            ),
            ParsedCost(
                cents=6_750_50,
                text="Scanners en rekken",
                kind="Materiaal",
                year=2027,
                cofinancing_cents=2_000_00,
            ),
        ),
    )
    second = ParsedActivity(
        line=line,
        code="1.2",
        title="Stages leerjaar 3",
        row=0,
        delivers="Voor elke leerling een stageplek",
        kind=str(Activity.Kind.PLACEMENT.label),
        audience="leerjaar 3",
        starts_on=date(2026, 8, 1),
        ends_on=date(2027, 5, 1),
        budget_cents=30_000_00,
        target=120,
        unit="stageplekken",
    )
    return [line], [first, second]


def explanation() -> list[str]:
    return [
        _("One row for each activity. You may change the order of the columns."),
        _("Action line: number and name. Write them on each row, or merge the cells of one line."),
        _("Number: another one for each activity, for example 2.1."),
        _("Dates: 1-9-2026, or “sept. 2026” for a whole month. The end is not before the start."),
        _("Budget: an amount in euros, for example 12.500,00."),
        _("Target: a whole number that the activity counts, for example 120 places."),
        _("Schools: names separated by a semicolon, as they are known in the portal."),
        _("Milestones: on the sheet Mijlpalen, with number of the activity, title and date."),
        _("Costs: on the sheet Begroting, one on a row, with the number of the activity."),
        _("Amount: or a quantity and a price. Subsidy and co-financing are parts of the amount."),
        _("Year: of one calendar year, or empty for the whole period."),
        _("Share: how much of the activity is then done, in percent; may stay empty."),
        _("The sheets Toelichting and Voorbeeld are not read."),
    ]
