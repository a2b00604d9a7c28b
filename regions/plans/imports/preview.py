"""The preview of an import: the finding, the table, and which of its cells are wrong."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import decimal_text, euros, number_word
from regions.workbooks import preview as workbook

from .parsed import ParsedActivity, ParsedCost, ParsedPlan


@dataclass(frozen=True)
class Shown:
    text: str
    is_wrong: bool


@dataclass(frozen=True)
class PreviewRow:
    activity: ParsedActivity
    start: Shown
    end: Shown
    budget: Shown
    details: list[Shown]
    costs: list[str]
    is_wrong: bool


def heading(plan: ParsedPlan) -> str:
    """ "Negen activiteiten gevonden, twee cellen kloppen niet"."""
    count = len(plan.activities)
    if not count:
        return _("No plan was found in this workbook")
    found = ngettext("%(number)s activity found", "%(number)s activities found", count)
    return workbook.heading(found % {"number": number_word(count, capital=True)}, plan)


def rows(plan: ParsedPlan) -> list[PreviewRow]:
    wrong = workbook.wrong_cells(plan)
    return [_row(activity, wrong) for activity in plan.activities]


def _row(activity: ParsedActivity, wrong: set[str]) -> PreviewRow:
    bad = {name for name, cell in activity.cells.items() if cell in wrong}

    def shown(name: str, text: str) -> Shown:
        return Shown(activity.raw.get(name) or text, name in bad)

    details = [
        shown(name, text)
        for name, text in _details(activity)
        if text or (name in bad and activity.raw.get(name))
    ]
    return PreviewRow(
        activity,
        shown("starts_on", _day(activity.starts_on)),
        shown("ends_on", _day(activity.ends_on)),
        shown("budget", "" if activity.budget_cents is None else euros(activity.budget_cents)),
        details,
        [_cost(cost) for cost in activity.costs],
        bool(bad),
    )


def _cost(cost: ParsedCost) -> str:
    """ "Personeel · Lessen schrijven · 2026 · 600 uur × € 60,00 = € 36.000,00"."""
    amount = euros(cost.cents)
    if cost.quantity is not None and cost.price_cents is not None:
        places = 0 if cost.quantity == int(cost.quantity) else 2
        factors = f"{decimal_text(cost.quantity, places)} {cost.unit}".strip()
        amount = f"{factors} × {euros(cost.price_cents)} = {amount}"
    year = str(cost.year) if cost.year else ""
    told = " · ".join(part for part in (cost.kind, cost.text, year, amount) if part)
    if not cost.cofinancing_cents:
        return told
    values = {"cost": told, "amount": euros(cost.cofinancing_cents)}
    return _("%(cost)s, of which %(amount)s co-financing") % values


def _day(day) -> str:
    return date_format(day, "j b Y") if day else ""


def _details(activity: ParsedActivity) -> list[tuple[str, str]]:
    count = len(activity.milestones)
    milestones = ngettext("%(count)s milestone", "%(count)s milestones", count) % {"count": count}
    return [
        ("target", f"{activity.target or ''} {activity.unit}".strip()),
        ("audience", activity.audience),
        ("schools", ", ".join(activity.schools)),
        ("owner", activity.owner),
        ("partners", activity.partners),
        ("milestones", milestones if count else ""),
    ]
