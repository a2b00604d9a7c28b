"""How many months each shared way won, and the regions that caught up nationwide."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisors.models import Lesson
from regions.accounts.models import User
from regions.months import Month
from regions.progress.measure.deadlines import last_due_month
from regions.progress.measure.fresh import complete, months_at
from regions.progress.models import RegionMonth
from regions.progress.obstacles.catching_up import (
    LEAST_OF_ACTIVITY,
    MONTHS,
    Span,
    caught_up,
    months_around,
    spans_of,
)

from .doors import name_regions, ways_for_network

LOOKS_BACK = 12  # months in which a region caught up

Told = Mapping[int, Sequence[RegionMonth]]


@dataclass(frozen=True)
class Link:
    """One shared way, and what its activity won meanwhile; None where nothing is seen of it."""

    lesson: Lesson
    months: float | None
    span: Span | None


@dataclass(frozen=True)
class CaughtUp:
    """A region that caught up, with what it shares of how; `name` is "" where that is left out."""

    name: str
    span: Span
    links: list[Link]


@dataclass(frozen=True)
class CatchingUp:
    """Who caught up in a year: with their ways, and how many share none."""

    regions: list[CaughtUp]
    silent: int

    @property
    def total(self) -> int:
        return len(self.regions) + self.silent


def months_looked_at(today: datetime.date) -> list[Month]:
    """The months that are compared to find who caught up."""
    due = last_due_month(today)
    return list(Month.range(due.plus(1 - LOOKS_BACK - MONTHS), due))


def catching_up(told: Told, user: User, today: datetime.date) -> CatchingUp:
    """`told` are the snapshots of `months_looked_at` by region. Three queries."""
    last = last_due_month(today)
    found = {pk: caught_up(_until(rows, last), today) for pk, rows in told.items()}
    found = {pk: spans for pk, spans in found.items() if spans}
    ways: dict[int, list[Lesson]] = defaultdict(list)
    rows = ways_for_network().filter(obstacle__region__in=found)
    for lesson in name_regions(rows, user):
        if any(span.holds(lesson.obstacle.closed_on) for span in found[lesson.obstacle.region_id]):
            ways[lesson.obstacle.region_id].append(lesson)
    chosen = {pk: _telling(found[pk], lessons) for pk, lessons in ways.items()}
    complete(row for span in chosen.values() for row in (span.before, span.after))
    regions = [
        CaughtUp(lessons[0].region_name, chosen[pk], _links(chosen[pk], lessons))  # type: ignore[attr-defined]
        for pk, lessons in ways.items()
    ]
    regions.sort(key=lambda one: (one.span.after.month_on, one.span.months), reverse=True)
    return CatchingUp(regions, len(found) - len(regions))


def _until(rows: Iterable[RegionMonth], last: Month) -> list[RegionMonth]:
    first = last.plus(1 - LOOKS_BACK - MONTHS)
    return [row for row in rows if first <= row.month <= last]


def _telling(spans: list[Span], lessons: list[Lesson]) -> Span:
    """Of the spans in which something was picked up that is shared, the best."""
    held = [span for span in spans if any(span.holds(one.obstacle.closed_on) for one in lessons)]
    return max(held, key=lambda span: (span.months, span.after.month_on))


def _links(span: Span, lessons: list[Lesson]) -> list[Link]:
    held = [one for one in lessons if span.holds(one.obstacle.closed_on)]
    links = [Link(one, _seen(span.won_by(one.obstacle.activity_key)), span) for one in held]
    return sorted(links, key=lambda link: -(link.months or 0.0))


def _seen(months: float | None) -> float | None:
    return months if months is not None and months >= LEAST_OF_ACTIVITY else None


def links_of(lessons: Sequence[Lesson], today: datetime.date) -> list[Link]:
    """Each with the three months around its end in which its activity won most. Two queries."""
    ends = {one.pk: Month.of(one.obstacle.closed_on) for one in lessons if one.obstacle.closed_on}
    wanted = {month for end in ends.values() for month in months_around(end)}
    regions = {one.obstacle.region_id: one.obstacle.region for one in lessons}
    told = months_at(wanted, list(regions.values()), today) if wanted else {}
    spans: dict[int, list[Span]] = {}
    for one in lessons:
        rows = spans_of(told.get(one.obstacle.region_id, []), today)
        spans[one.pk] = [span for span in rows if span.holds(one.obstacle.closed_on)]
    complete(row for found in spans.values() for span in found for row in (span.before, span.after))
    return [_best(one, spans[one.pk]) for one in lessons]


def _best(lesson: Lesson, spans: list[Span]) -> Link:
    key = lesson.obstacle.activity_key
    won = [(months, span) for span in spans if (months := _seen(span.won_by(key))) is not None]
    if not won:
        return Link(lesson, None, None)
    months, span = max(won, key=lambda one: (one[0], one[1].after.month_on))
    return Link(lesson, months, span)
