"""The labs of a region with who came there, cut and sorted as the address asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.counts import SMALL, count_text
from regions.dutch import number_word, number_words
from regions.labs.models import Attendance, Event, Lab
from regions.models import Region
from regions.months import first_month_of, school_year_of
from regions.web.searching import finds
from regions.words.folding import sort_key


@dataclass(frozen=True)
class ListedLab:
    lab: Lab
    parts: list[int]
    held: int
    next_one: Event | None
    exact: bool

    @property
    def owner(self) -> str:
        return str(self.lab.owner_school or self.lab.owner_partner or "")

    @property
    def visitors(self) -> str:
        return count_text(self.parts, self.exact)

    @property
    def total(self) -> int:
        return sum(self.parts)


def labs_of(region: Region, now: datetime, exact: bool) -> list[ListedLab]:
    """Every lab of a region with its visits in the school year of `now`."""
    labs = region.labs.select_related("owner_school", "owner_partner__business")
    start = first_month_of(school_year_of(now)).start
    parts: dict[int, list[int]] = defaultdict(list)
    held: dict[int, set[int]] = defaultdict(set)
    came = Attendance.objects.filter(
        event__region=region, event__lab__isnull=False, event__state=Event.State.HELD,
        event__starts_at__gte=start,
    )  # fmt: skip
    for lab, event, count in came.values_list("event__lab", "event", "count"):
        parts[lab].append(count)
        held[lab].add(event)
    coming: dict[int, Event] = {}
    for visit in Event.objects.filter(
        region=region, lab__isnull=False, state=Event.State.PLANNED, starts_at__gte=now
    ).order_by("-starts_at", "-pk"):
        coming[visit.lab_id] = visit  # type: ignore[index]
    return [
        ListedLab(lab, parts[lab.pk], len(held[lab.pk]), coming.get(lab.pk), exact) for lab in labs
    ]


def chosen(rows: Iterable[ListedLab], query: Mapping[str, str]) -> list[ListedLab]:
    """The rows that the filter asks for."""
    text, kind, only = query["q"], query["kind"], query["open"]
    kept = [
        row
        for row in rows
        if finds(text, f"{row.lab.name} {row.lab.place} {row.owner}")
        and (not kind or row.lab.kind == kind)
        and (not only or (row.lab.closed_on is None) == (only == "yes"))
    ]
    if query["sort"] == "visitors":
        # what is not shown exactly decides no order either
        return sorted(kept, key=lambda row: (-_shown(row), sort_key(row.lab.name)))
    return sorted(kept, key=lambda row: (row.lab.closed_on is not None, sort_key(row.lab.name)))


def _shown(row: ListedLab) -> int:
    return row.total if row.exact else sum(part for part in row.parts if part >= SMALL)


def labs_heading(rows: list[ListedLab]) -> str:
    """The heading: how many are open, and how many people came this school year."""
    here = [row for row in rows if row.lab.closed_on is None]
    if not here:
        return _("No lab is open now")
    parts = [part for row in here for part in row.parts]
    values = {"labs": number_word(len(here), capital=True)}
    if not sum(parts):
        text = ngettext(
            "%(labs)s lab, no visitors yet this school year",
            "%(labs)s labs, no visitors yet this school year",
            len(here),
        )
        return text % values
    visited = sum(1 for row in here if sum(row.parts))
    people = count_text(parts, rows[0].exact)
    if visited < len(here):
        text = ngettext(
            "%(visited)s of %(labs)s labs received %(people)s visitors this school year",
            "%(visited)s of %(labs)s labs received %(people)s visitors this school year",
            visited,
        )
        some, all_here = number_words(visited, len(here), capital=True)
        return text % {"visited": some, "labs": all_here, "people": people}
    text = ngettext(
        "%(labs)s lab received %(people)s visitors this school year",
        "%(labs)s labs received %(people)s visitors this school year",
        len(here),
    )
    return text % (values | {"people": people})
