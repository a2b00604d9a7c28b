"""The meetings of the group of Merenland: two that were held, and one to come with its agenda."""

import datetime
from typing import TYPE_CHECKING

from regions.accounts.models import User
from regions.dutch import date_text
from regions.months import AMSTERDAM, is_working_day
from regions.steering.meetings.agenda.agenda import take
from regions.steering.meetings.agenda.papers import send_papers
from regions.steering.meetings.minutes.minutes import approve
from regions.steering.meetings.planning import invite
from regions.steering.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingRhythm,
    Outcome,
    SteeringGroup,
)
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.stories import MERENLAND

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

PLACE = "Gemeentehuis Merendam, zaal 2"
WEEK = datetime.timedelta(weeks=1)
THURSDAY = 3
Kind = AgendaItem.Kind


def add_meetings(places: "list[Place]", clock: Clock) -> None:
    """After everything that an agenda is made of."""
    place = next(home for home in places if home.story is MERENLAND)
    group = SteeringGroup.objects.select_related("region").get(region=place.region)
    MeetingRhythm.objects.create(
        steering_group=group, week=2, weekday=THURSDAY, months=[1, 3, 5, 7, 9, 11],
        begins=datetime.time(14), ends=datetime.time(15, 30), place=PLACE,
    )  # fmt: skip
    members = [place.team.chair, *(user for user, _role in place.team.others)]
    leader = place.team.leader
    first = _meeting(group, leader, clock, -18)
    second = _meeting(group, leader, clock, -7)
    coming = _meeting(group, leader, clock, 2)
    _hold_first(first, members, leader, clock)
    _hold_second(second, first, members, leader, clock)
    _prepare(coming, members, clock)


def _day(clock: Clock, weeks: int) -> datetime.date:
    """A Thursday on which people work, so many weeks from now; for one to come at least two."""
    thursday = clock.today + datetime.timedelta(days=(THURSDAY - clock.today.weekday()) % 7)
    day = thursday + weeks * WEEK
    while not is_working_day(day):
        day += WEEK if weeks > 0 else -WEEK
    return day


def _meeting(group: SteeringGroup, leader: User, clock: Clock, weeks: int) -> Meeting:
    day = _day(clock, weeks)
    made_at = min(clock.now, clock.instant(day - 8 * WEEK, 9, 10))
    return Meeting.objects.create(
        steering_group=group,
        starts_at=datetime.datetime.combine(day, datetime.time(14), AMSTERDAM),
        ends_at=datetime.datetime.combine(day, datetime.time(15, 30), AMSTERDAM),
        place=PLACE,
        made_by=leader,
        made_at=made_at,
        invited_at=made_at if weeks < 0 else None,
    )


def _item(meeting: Meeting, position: int, kind: str, title: str, **fields: object) -> AgendaItem:
    told = {"minutes": 10, **fields}
    return AgendaItem.objects.create(
        meeting=meeting, position=position, kind=kind, title=title, **told
    )


def _send(meeting: Meeting, clock: Clock) -> None:
    send_papers(meeting, clock.instant(meeting.day - 2 * WEEK, 10, 0))
    meeting.refresh_from_db()


def _close(meeting: Meeting, members: list[User], leader: User, present: set[int]) -> None:
    """Opened by the chair; who is there is written down, and it is closed at its end."""
    for number, user in enumerate([*members, leader]):
        is_present = number in present or user == leader
        Attendee.objects.create(
            meeting=meeting,
            user=user,
            answer="comes" if is_present else "absent",
            answered_at=meeting.starts_at - 3 * WEEK,
            is_present=is_present,
        )
    meeting.opened_at, meeting.opened_by = meeting.starts_at, members[0]
    meeting.closed_at = meeting.ends_at
    meeting.save()


def _hold_first(meeting: Meeting, members: list[User], leader: User, clock: Clock) -> None:
    stand = _item(meeting, 1, Kind.STAND, "Hoe het plan ervoor staat", ref="stand", minutes=20)
    busses = _item(meeting, 2, Kind.OTHER, "Vervoer van leerlingen naar het leerlab")
    around = _item(meeting, 3, Kind.OTHER, "Rondvraag", minutes=5)
    _send(meeting, clock)
    written = {"written_by": leader, "written_at": meeting.ends_at}
    Outcome.objects.create(
        item=stand, decision="De groep neemt kennis van de stand; er is geen besluit nodig.",
        **written,
    )  # fmt: skip
    Outcome.objects.create(
        item=busses,
        agreement="Een overzicht maken van wat vervoer per school kost.",
        who="Sanne Wiggers",
        due_on=meeting.day + 5 * WEEK,
        done_on=meeting.day + 4 * WEEK,
        done_by=leader,
        **written,
    )
    Outcome.objects.create(item=around, decision="Geen punten.", **written)
    _close(meeting, members, leader, {0, 1, 2, 4})


def _hold_second(
    meeting: Meeting, first: Meeting, members: list[User], leader: User, clock: Clock
) -> None:
    """It approved the minutes of the first; its own are a concept until the next."""
    title = f"Verslag van {date_text(first.day)}"
    _item(meeting, 1, Kind.MINUTES, title, ref=f"minutes:{first.pk}", minutes_of=first, minutes=5)
    stand = _item(meeting, 2, Kind.STAND, "Hoe het plan ervoor staat", ref="stand", minutes=20)
    partners = _item(meeting, 3, Kind.OTHER, "Bedrijven die we lang niet spraken")
    _send(meeting, clock)
    written = {"written_by": leader, "written_at": meeting.ends_at}
    Outcome.objects.create(
        item=stand,
        decision="De groep vraagt een voorstel over de stages van leerjaar 3.",
        agreement="Het voorstel met de gevolgen voor de planning rondsturen.",
        who="Sanne Wiggers",
        due_on=meeting.day + 5 * WEEK,
        done_on=meeting.day + 5 * WEEK - datetime.timedelta(days=1),
        done_by=leader,
        **written,
    )
    Outcome.objects.create(
        item=partners,
        agreement="Twee bedrijven vragen of zij in het voorjaar een gastles geven.",
        who="het lid namens het bedrijfsleven",
        due_on=clock.today + 3 * WEEK,
        **written,
    )
    _close(meeting, members, leader, {0, 1, 3})
    approve(first, meeting, meeting.starts_at + datetime.timedelta(minutes=5))


def _prepare(meeting: Meeting, members: list[User], clock: Clock) -> None:
    invite(meeting, clock.now - datetime.timedelta(days=9))
    take(meeting, None, clock.now)
    for member, said in zip(members[1:4], ("comes", "comes", "absent"), strict=False):
        Attendee.objects.create(
            meeting=meeting, user=member, answer=said,
            answered_at=clock.now - datetime.timedelta(days=6),
        )  # fmt: skip
