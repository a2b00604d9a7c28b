"""The register: every decision of a group under its number, with what it was reopened for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.models import Region
from regions.plans.models import PlanChange
from regions.steering.models import Decision


@dataclass(frozen=True)
class Entry:
    """One line; `counts` are in favour, against, no vote and not seen, empty for one on paper.

    A decision that was reopened and not taken again has no day and no counts.
    """

    pk: int
    number: str
    title: str
    kind: str
    outcome: str
    decided_on: date | None
    decided_by: str
    counts: tuple[int, ...] | tuple[str, ...]
    holds_from_on: date | None
    early_reason: str
    reopened: tuple[str, ...]
    note: str

    @property
    def is_counted(self) -> bool:
        return isinstance(self.counts[0], int)


def years_of(region: Region) -> list[int]:
    """The years of which there are decisions, the last first."""
    years = region.plan_changes.filter(register_year__isnull=False).values_list("register_year")
    return [year for (year,) in years.order_by("-register_year").distinct() if year]


def register_of(region: Region, year: int) -> list[Entry]:
    """The decisions of a year in the order of their numbers, in two queries."""
    rows = region.plan_changes.filter(register_year=year).select_related("new_plan")
    taken = Decision.objects.select_related("reopened_by").order_by("concluded_at")
    rows = rows.prefetch_related(Prefetch("decisions", taken, to_attr="all_decisions"))
    return [_entry(change) for change in rows.order_by("register_number")]


def _entry(change: PlanChange) -> Entry:
    decisions: list[Decision] = change.all_decisions  # type: ignore[attr-defined]
    stands = next((taken for taken in decisions if taken.reopened_at is None), None)
    is_decided = change.decided_on is not None
    return Entry(
        change.pk,
        change.number,
        change.title,
        change.get_kind_display(),
        change.get_state_display() if is_decided else _("Reopened, not decided again"),
        change.decided_on,
        change.decided_by,
        _counts(stands),
        _holds_from(change),
        stands.early_reason if stands else "",
        tuple(_reopened(taken) for taken in decisions if taken.reopened_at),
        change.note,
    )


def _counts(taken: Decision | None) -> tuple[int, ...] | tuple[str, ...]:
    if taken is None:
        return ("", "", "", "")
    return (taken.in_favour, taken.against, taken.abstained, taken.not_seen)


def _holds_from(change: PlanChange) -> date | None:
    """Of an accepted version: the day on which it came or comes to hold."""
    if change.state != PlanChange.State.ACCEPTED:
        return None
    if change.new_plan.approved_on:
        return change.new_plan.approved_on
    return localdate(change.holds_from_at) if change.holds_from_at else None


def _reopened(taken: Decision) -> str:
    return _("on %(day)s by %(name)s: %(reason)s") % {
        "day": date_format(localdate(taken.reopened_at), "j F Y"),
        "name": taken.reopened_by.name if taken.reopened_by else "–",
        "reason": taken.reopen_reason,
    }
