"""The dated facts of partnerships, read in as many queries for sixty as for one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Count, Max, Q

from regions.months import AMSTERDAM
from regions.partners.models import ContactMoment, ContactPerson, Contribution, Partnership, Proof

from .agreed import Agreed, agreed_with
from .ladder import QUARTERS_LOOKED_AT, Facts, Paper, Talk, quarter_of, quarter_start, year_before


@dataclass
class Known:
    """What is known of one partnership up to a day."""

    facts: Facts = field(default_factory=Facts)
    last_on: date | None = None
    people: int = 0  # at the business now
    agreed: Agreed | None = None  # the next contact


def known_of(ids: Iterable[int], today: date) -> dict[int, Known]:
    """For each partnership what counts for its step, its interval and its people."""
    wanted = list(ids)
    found: dict[int, Known] = {pk: Known() for pk in wanted}
    _read_people(wanted, found)
    _read_last(wanted, found, today)
    for pk, agreed in agreed_with(wanted, today).items():
        found[pk].agreed = agreed
    for pk, facts in _facts(wanted, today).items():
        found[pk].facts = facts
    return found


def _read_people(ids: list[int], found: dict[int, Known]) -> None:
    rows = ContactPerson.objects.filter(partnership__in=ids, left_on=None, erased_at=None)
    for pk, number in rows.order_by().values_list("partnership").annotate(Count("pk")):
        found[pk].people = number


def _read_last(ids: list[int], found: dict[int, Known], today: date) -> None:
    rows = ContactMoment.objects.real().filter(partnership__in=ids, held_on__lte=today)
    for pk, last_on in rows.order_by().values_list("partnership").annotate(Max("held_on")):
        found[pk].last_on = last_on


def _facts(ids: list[int], today: date) -> dict[int, Facts]:
    talks: dict[int, list[Talk]] = defaultdict(list)
    exchanges: dict[int, list[date]] = defaultdict(list)
    first = min(quarter_start(quarter_of(today) - QUARTERS_LOOKED_AT + 1), year_before(today))
    moments = ContactMoment.objects.real().filter(
        partnership__in=ids, held_on__gte=first, held_on__lte=today
    )
    columns = ("partnership", "held_on", "person", "channel")
    for pk, held_on, person, channel in moments.order_by().values_list(*columns):
        talks[pk].append(Talk(held_on, person))
        if channel == ContactMoment.Channel.EVENT:
            exchanges[pk].append(held_on)
    for pk, on in [*_deliveries(ids, first, today), *_events(ids, first, today)]:
        exchanges[pk].append(on)
    papers = _papers(ids, today)
    kinds = Proof.Kind
    return {
        pk: Facts(
            talks=tuple(talks[pk]),
            exchanges=(*exchanges[pk], *(paper.on for paper in papers[pk, kinds.EXCHANGE])),
            lessons=tuple(papers[pk, kinds.LESSONS]),
            agreements=tuple(papers[pk, kinds.AGREEMENT]),
        )
        for pk in ids
    }


def _deliveries(ids: list[int], first: date, today: date) -> list[tuple[int, date]]:
    rows = Contribution.objects.filter(partnership__in=ids, delivered_on__range=(first, today))
    return list(rows.order_by().values_list("partnership", "delivered_on"))  # type: ignore[arg-type]


def _events(ids: list[int], first: date, today: date) -> list[tuple[int, date]]:
    """Events that were held with the partner; the agenda is a room of its own."""
    begin = datetime.combine(first, time.min, AMSTERDAM)
    end = datetime.combine(today, time.max, AMSTERDAM)
    held = Q(agenda__state="held", agenda__starts_at__range=(begin, end))
    rows = Partnership.objects.filter(held, pk__in=ids).order_by()
    return [
        (pk, starts_at.astimezone(AMSTERDAM).date())
        for pk, starts_at in rows.values_list("pk", "agenda__starts_at")
    ]


def _papers(ids: list[int], today: date) -> dict[tuple[int, str], list[Paper]]:
    papers: dict[tuple[int, str], list[Paper]] = defaultdict(list)
    rows = Proof.objects.filter(partnership__in=ids, dated_on__lte=today).order_by()
    for pk, kind, on, until in rows.values_list(
        "partnership", "kind", "dated_on", "valid_until_on"
    ):
        papers[pk, kind].append(Paper(on, until))
    return papers
