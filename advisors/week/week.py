"""Everything that waits for one advisor, by date, and what comes next."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.models import Later
from regions.access import memberships_of
from regions.accounts.models import User
from regions.dutch import list_text, number_word
from regions.models import Membership, Region

from .calls import calls, contacts_of
from .line import Kind, WeekLine
from .sources import agreements, cards, count_text, logs, questions, readings, terms

AHEAD = datetime.timedelta(days=14)
LEAST_SHARED = 3  # regions from where one thing is said of them together


@dataclass(frozen=True)
class Waiting:
    """`lines` by date; `put_off` are those that come back on a later day."""

    lines: list[WeekLine]
    put_off: list[WeekLine]


def waiting_of(user: User, now: datetime.datetime) -> Waiting:
    """Twelve queries for any number of regions."""
    today = timezone.localdate(now)
    held = _advised(user, today)
    regions = [row.region for row in held if row.region]
    until = today + AHEAD
    contacts = contacts_of(user, held, today, until)
    found = [
        *calls(contacts, now, until),
        *agreements(user, today, until),
        *questions(user, now),
        *logs(user, regions, now),
        *readings(user, today),
        *cards(user, today),
        *terms(regions, today),
    ]
    later = set(Later.objects.filter(user=user, until_on__gt=today).values_list("key", flat=True))
    parts: tuple[list[WeekLine], list[WeekLine]] = ([], [])
    for line in found:
        parts[line.key in later or f"shared:{line.shared}" in later].append(line)
    lines, put_off = (
        sorted(said_once(part, len(regions)), key=lambda line: line.order) for part in parts
    )
    return Waiting(lines, put_off)


def _advised(user: User, today: datetime.date) -> list[Membership]:
    return [
        row for row in memberships_of(user, today) if row.is_advisor and not row.is_in_closed_region
    ]


def said_once(lines: Iterable[WeekLine], regions: int) -> list[WeekLine]:
    """What half of the regions share becomes one line, which names them."""
    told: list[WeekLine] = []
    alike: dict[str, list[WeekLine]] = defaultdict(list)
    for line in lines:
        (alike[line.shared] if line.shared else told).append(line)
    for shared, found in alike.items():
        if len(found) >= max(LEAST_SHARED, regions / 2):
            told.append(_together(shared, found))
        else:
            told += found
    return told


def _together(shared: str, lines: list[WeekLine]) -> WeekLine:
    first = min(lines, key=lambda line: line.order)
    names = [line.region.name for line in lines if line.region]
    how_many = ngettext("%(n)s region", "%(n)s regions", len(names)) % {
        "n": number_word(len(names))
    }
    return replace(
        first,
        key=f"shared:{shared}",
        title=format_html("{}", first.together % {"regions": how_many}),
        note=list_text(names),
        deed=first.together_deed or first.deed,
        region=None,
    )


@dataclass(frozen=True)
class Part:
    """The lines of today, of the rest of the week, or of after that."""

    title: str
    lines: list[WeekLine]


def parts_of(lines: Iterable[WeekLine], today: datetime.date) -> list[Part]:
    """By date in the order of `lines`; what is past belongs to today."""
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    parts = [Part(_("Today"), []), Part(_("This week"), []), Part(_("After that"), [])]
    for line in lines:
        number = 0 if line.due_on <= today else 1 if line.due_on <= sunday else 2
        parts[number].lines.append(line)
    return [part for part in parts if part.lines]


def by_region(lines: Iterable[WeekLine]) -> list[Part]:
    """One part a region, in the order in which something of it comes up; what is of none last."""
    parts: dict[int | None, Part] = {}
    for line in lines:
        region = line.region
        key = region.pk if region else None
        parts.setdefault(key, Part(region.name if region else _("Of all regions"), []))
        parts[key].lines.append(line)
    last = parts.pop(None, None)
    return [*parts.values(), *([last] if last else [])]


def heading_of(lines: Iterable[WeekLine], today: datetime.date) -> str:
    """What waits today, in numbers."""
    counts = Counter(line.kind for line in lines if line.due_on <= today)
    told = [count_text(kind, counts[kind]) % {"n": number_word(counts[kind])} for kind in Kind
            if counts[kind]]  # fmt: skip
    if not told:
        return _("Nothing waits for you today")
    return _("Today %(what)s") % {"what": list_text(told)}


def next_text(lines: list[WeekLine]) -> str:
    """ "Veenrand-Oost, 1 question, 2 agreements": the region whose line comes first, whole."""
    first = next((line for line in lines if line.region), None)
    if first is None or first.region is None:
        return ""
    here = Counter(line.kind for line in lines if _is_of(line, first.region))
    told = [count_text(kind, here[kind]) % {"n": here[kind]} for kind in Kind if here[kind]]
    return ", ".join([first.region.name, *told])


def _is_of(line: WeekLine, region: Region) -> bool:
    return line.region is not None and line.region.pk == region.pk
