"""One lab: what it has, who takes part, and who came there by group over the school years."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regions.counts import SMALL, count_text
from regions.labs.events.list import events_of, told_rows
from regions.labs.models import Attendance, Event, Lab
from regions.months import school_year_of, school_year_text
from regions.plans.versions import activity_names
from regions.words.folding import sort_key

SHOWN_EVENTS = 10


@dataclass(frozen=True)
class Year:
    """The visits of one school year: a text for each group that ever came, and for all."""

    label: str
    cells: list[str]
    total: str
    share: float


def shown_lab(lab: Lab, now: datetime, exact: bool) -> dict[str, Any]:
    """The context of the page; a number of queries that does not grow with the events."""
    groups, years = visits(lab, exact)
    rows = events_of(lab.region).filter(lab=lab)
    coming = rows.filter(ends_at__gte=now, state=Event.State.PLANNED)[:SHOWN_EVENTS]
    past = rows.exclude(ends_at__gte=now, state=Event.State.PLANNED).order_by("-starts_at", "-pk")
    return {
        "lab": lab,
        "equipment": [line.strip() for line in lab.equipment.splitlines() if line.strip()],
        "contributors": sorted(
            lab.contributors.select_related("business"),
            key=lambda contributor: sort_key(str(contributor)),
        ),
        "schools": list(lab.schools.all()),
        "groups": groups,
        "years": years,
        "coming": told_rows(coming, now, exact),
        "past": told_rows(past[:SHOWN_EVENTS], now, exact),
        "activity": activity_names(lab.region).get(lab.activity_key, ""),
    }


def visits(lab: Lab, exact: bool) -> tuple[list[str], list[Year]]:
    """The groups that came, as words, and the school years with visits, newest first."""
    came = Attendance.objects.filter(event__lab=lab, event__state=Event.State.HELD)
    parts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for starts_at, group, count in came.values_list("event__starts_at", "group", "count"):
        parts[school_year_text(school_year_of(starts_at))][group].append(count)
    groups = [
        kind for kind in Attendance.Group if any(kind.value in year for year in parts.values())
    ]
    every = {year: [n for some in found.values() for n in some] for year, found in parts.items()}
    seen = {year: sum(n for n in some if exact or n >= SMALL) for year, some in every.items()}
    most = max(seen.values(), default=0)
    years = [
        Year(
            year,
            [count_text(parts[year][group.value], exact) for group in groups],
            count_text(every[year], exact),
            seen[year] / most if most else 0,
        )
        for year in sorted(parts, reverse=True)
    ]
    return [str(group.label) for group in groups], years
