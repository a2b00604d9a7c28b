"""Labs and events of the demonstration: what was, what moved, what comes."""

import datetime
from random import Random
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from regions.labs.models import Attendance, Event, EventChange, Lab
from regions.months import AMSTERDAM, is_working_day
from regions.partners.models import Partnership
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.stories import MERENLAND
from sto_portal.public.models import PublicPage

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

SEED = "labs and events"
LABS = (
    ("lab", "Leerlab Smart Technology", "3D-printers\nLasrobot\nMeetopstelling"),
    ("hotspot", "Hotspot Scheepsbouw", "Composietwerkplaats"),
    ("bus", "Techniekbus", "Twaalf werkplekken\nDrones"),
)
# kind, title, days from now, state, public, counts by group
EVENTS: tuple[tuple[str, str, int, str, bool, dict[str, int]], ...] = (
    ("primary_visit", "Groep 7 en 8 in het leerlab", -64, "held", False, {"primary": 52}),
    ("guest_lesson", "Gastles over composiet", -48, "held", False, {"pupils": 24, "business": 2}),
    ("open_day", "Open dag techniek", -33, "held", True, {"parents": 140, "primary": 85}),
    ("company_visit", "Op bezoek bij de werf", -21, "cancelled", False, {}),
    ("network", "Bedrijven en scholen aan tafel", -12, "held", False, {"business": 18}),
    ("primary_visit", "Techniekdag basisscholen", -6, "planned", False, {}),
    ("guest_lesson", "Gastles installatietechniek", 9, "planned", False, {}),
    ("open_day", "Kijkavond in het leerlab", 18, "planned", True, {}),
    ("teacher_placement", "Docenten lopen mee", 30, "planned", False, {}),
    ("network", "Netwerkbijeenkomst keuzevakken", 41, "planned", True, {}),
)
DIRECTIONS = {"primary_visit": "in", "open_day": "in", "company_visit": "out"}
INTRO = (
    "In %(region)s leren vmbo-leerlingen techniek op school, in het leerlab en bij bedrijven. "
    "Kom kijken wat zij maken, en vraag gerust wat er bij u in de buurt te doen is."
)
AS_IN_MERENLAND = 8  # regions with the whole calendar; the others have one lab and the open days


def add_events(places: "list[Place]", clock: Clock) -> None:
    """Labs, and a calendar of ten weeks back and six ahead."""
    labs, events, counts, changes = [], [], [], []
    partners = {
        partnership.region_id: partnership
        for partnership in Partnership.objects.filter(step__in=["structural", "co_owner"]).order_by(
            "-pk"
        )
    }
    for number, place in enumerate(places):
        random = Random(f"{SEED} {place.region.slug}")
        is_rich = number < AS_IN_MERENLAND or place.story is MERENLAND
        own = [_lab(place, told, clock) for told in (LABS if is_rich else LABS[:1])]
        labs += own
        for told in EVENTS:
            if not is_rich and told[0] != "open_day":
                continue
            event = _event(place, own[0], told, random, clock)
            events.append(event)
            came = told[5]
            counts += [Attendance(event=event, group=group, count=came[group]) for group in came]
            changes += _changes(event, told[2], clock)
    Lab.objects.bulk_create(labs)
    Event.objects.bulk_create(events)
    Attendance.objects.bulk_create(counts)
    EventChange.objects.bulk_create(changes)
    for lab in labs:
        if lab.region_id in partners and lab.kind == "lab":
            lab.contributors.add(partners[lab.region_id])


def add_public_pages(places: "list[Place]", clock: Clock) -> None:
    """Three regions show themselves to everybody; in Merenland the leader may be called."""
    merenland = next(place for place in places if place.story is MERENLAND)
    others = [place for place in places if place is not merenland][:2]
    pages = [
        PublicPage(
            region=place.region,
            intro=INTRO % {"region": place.region},
            opened_at=clock.instant(clock.current.plus(-2).first_day, 14),
        )
        for place in [merenland, *others]
    ]
    pages[0].contact_name, pages[0].may_be_named = merenland.team.leader.name, True
    pages[0].contact_email = merenland.team.leader.email
    PublicPage.objects.bulk_create(pages)


def _lab(place: "Place", told: tuple[str, str, str], clock: Clock) -> Lab:
    kind, name, equipment = told
    school = place.schools[0]
    is_home_lab = place.story is MERENLAND and kind == "lab"
    return Lab(
        region=place.region,
        kind=kind,
        name=f"{name} in Oosterveen" if is_home_lab else name,
        place="Oosterveen" if is_home_lab else school.place,
        owner_school=school if kind != "hotspot" else None,
        equipment=equipment,
        opened_on=clock.current.plus(-13).first_day,
    )


def _working_day(today: datetime.date, days: int) -> datetime.date:
    """So many days from now, or the first working day further on in that direction."""
    step = datetime.timedelta(days=1 if days > 0 else -1)
    day = today + datetime.timedelta(days=days)
    while not is_working_day(day):
        day += step
    return day


def _event(place: "Place", lab: Lab, told: tuple, random: Random, clock: Clock) -> Event:
    kind, title, days, state, is_public, _counts = told
    day = _working_day(clock.today, days)
    hour = random.choice((9, 13))
    if "avond" in title:
        hour = 19
    starts_at = datetime.datetime.combine(day, datetime.time(hour), AMSTERDAM)
    return Event(
        region=place.region,
        lab=lab if kind in ("primary_visit", "open_day") else None,
        kind=kind,
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=2),
        place=lab.name,
        is_online=title == "Netwerkbijeenkomst keuzevakken",
        direction=DIRECTIONS.get(kind, "none"),
        is_public=is_public,
        invitation="Iedereen is welkom; aanmelden hoeft niet." if is_public else "",
        state=state,
        reason="Het bedrijf had die week geen begeleider." if state == "cancelled" else "",
        closed_at=clock.instant(day, 21) if state != "planned" else None,
    )


def _changes(event: Event, days: int, clock: Clock) -> list[EventChange]:
    """One went online, one was cancelled, one moved by a week."""
    made_at = clock.instant(clock.today - datetime.timedelta(days=max(3, 5 - days)))
    if event.is_online:
        return [EventChange(event=event, kind="online", reason="Zaal bezet.", made_at=made_at)]
    if event.state == "cancelled":
        return [EventChange(event=event, kind="cancelled", reason=event.reason, made_at=made_at)]
    if event.title == "Open dag techniek":
        week = datetime.timedelta(days=7)
        return [
            EventChange(
                event=event,
                kind="moved",
                reason="Die dag was de toetsweek van het mbo.",
                starts_at_before=event.starts_at - week,
                starts_at_after=event.starts_at,
                made_at=clock.instant(localdate(event.starts_at) - 2 * week),
            )
        ]
    return []
