"""How far electives came over the quarters, and which stand still, with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from electives.models import Elective, PathStep, Stage
from electives.models.path import MOST_OVERLAP
from regions.dutch import number_words
from regions.months import Month

STANDS_STILL = 60  # days after the last step
QUARTERS = 8
WAITS_FOR = {
    Stage.IDEA: gettext_lazy("waits for the overlap check"),
    Stage.OVERLAP: gettext_lazy("waits to be reported to DUO"),
    Stage.REPORTED: gettext_lazy("waits for the committee"),
    Stage.JUDGED: gettext_lazy("waits for the exam programme"),
    Stage.WRITTEN: gettext_lazy("waits for the minister"),
    Stage.ESTABLISHED: gettext_lazy("waits for a school that offers it"),
}


@dataclass(frozen=True)
class Quarter:
    label: str
    counts: tuple[int, ...]  # by stage, from idea to offered

    @property
    def total(self) -> int:
        return sum(self.counts)


def quarters(electives: QuerySet[Elective], today: date) -> list[Quarter]:
    """How many stood where at the end of each quarter, today for the running one; one query."""
    rows = electives.filter(steps__isnull=False).values_list(
        "pk", "rejected_on", "steps__stage", "steps__dated_on"
    )
    steps = list(rows)
    return [Quarter(label, _counted(steps, day)) for label, day in _ends(today)]


def _ends(today: date) -> list[tuple[str, date]]:
    """Label and last day of each quarter; the running one ends today."""
    current = Month.of(today)
    first = current.plus(-((current.month - 1) % 3))
    found = []
    for back in range(QUARTERS - 1, -1, -1):
        begin = first.plus(-3 * back)
        values = {"number": (begin.month + 2) // 3, "year": begin.year}
        last = begin.plus(2).last_day
        label = _("Q%(number)s %(year)s") if last <= today else _("Q%(number)s %(year)s so far")
        found.append((label % values, min(last, today)))
    return found


def _counted(steps: Iterable[tuple[int, date | None, int, date]], day: date) -> tuple[int, ...]:
    reached: dict[int, int] = {}
    for pk, rejected_on, stage, dated_on in steps:
        if dated_on <= day and (rejected_on is None or rejected_on > day):
            reached[pk] = max(stage, reached.get(pk, 0))
    stages = list(reached.values())
    return tuple(stages.count(stage) for stage in Stage.values)


def under_way(electives: QuerySet[Elective]) -> QuerySet[Any]:
    """In development, with the last step; what waits longest first."""
    last = PathStep.objects.filter(elective=OuterRef("pk")).order_by("-stage")
    rows = electives.filter(rejected_on=None).annotate(
        step_id=Subquery(last.values("pk")[:1]),
        stage=Subquery(last.values("stage")[:1]),
        stage_on=Subquery(last.values("dated_on")[:1]),
        step_note=Subquery(last.values("note")[:1]),
        overlap_found=Subquery(last.values("overlap_percent")[:1]),
    )
    rows = rows.filter(stage__lt=Stage.OFFERED)
    return rows.select_related("region").defer("search").order_by("stage_on", "pk")


def standing_still(electives: QuerySet[Elective], today: date) -> QuerySet[Elective]:
    """In development, and no step for sixty days; the longest first."""
    return under_way(electives).filter(stage_on__lte=today - timedelta(days=STANDS_STILL))


def still_titles(today: date) -> ArraySubquery:
    """For an annotation of regions: titles of what stands still there, the longest first."""
    rows = Elective.objects.filter(region=OuterRef("pk"))
    return ArraySubquery(standing_still(rows, today).values("title"))


def reason_of(row: Any) -> str:
    """What its people wrote at the last step, or else what it waits for."""
    if row.step_note:
        return str(row.step_note)
    if (row.overlap_found or 0) > MOST_OVERLAP:
        return _("%(percent)s%% overlap: it can go no further") % {"percent": row.overlap_found}
    return str(WAITS_FOR[Stage(row.stage)])


def path_heading(quarter: Quarter, still: int) -> str:
    """ "Zes in het aanbod, vier staan stil"."""
    there = quarter.counts[Stage.OFFERED]
    offered, making, stands = number_words(there, quarter.total - there, still, capital=True)
    values = {"offered": offered, "making": making, "still": stands}
    if still:
        return _(
            "%(offered)s offered, %(making)s in development of which %(still)s stand still"
        ) % (values)
    return _("%(offered)s offered, %(making)s in development") % values
