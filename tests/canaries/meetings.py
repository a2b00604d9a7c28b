"""The canary words of the meetings of a steering group."""

import datetime

from regions.steering.meetings.agenda.papers import send_papers
from regions.steering.meetings.minutes.minutes import approve
from regions.steering.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingRhythm,
    Outcome,
    Remark,
)
from tests.conftest import NOW, Place

DAY = datetime.timedelta(days=1)


def meeting_at(home: Place, days: int, **fields: object) -> Meeting:
    """So many days from now, for an hour and a half."""
    starts_at = NOW + days * DAY
    told = {"ends_at": starts_at + datetime.timedelta(minutes=90), "place": "Zaal 1", **fields}
    return Meeting.objects.create(steering_group=home.group, starts_at=starts_at, **told)


def plant_meetings(place: Place, word: str) -> dict[str, object]:
    """One with its papers sent, one with a concept of minutes, and one with approved minutes."""
    MeetingRhythm.objects.create(
        steering_group=place.group, months=[1, 4], begins=datetime.time(14),
        ends=datetime.time(15), place=f"Zaal {word}",
    )  # fmt: skip
    sitting = {"invited_at": NOW - 90 * DAY, "opened_at": NOW - 30 * DAY, "closed_at": NOW - DAY}
    old = meeting_at(place, -60, **sitting, guests=f"Gast {word}")
    held = meeting_at(place, -30, **sitting, invitation=f"Welkom {word}")
    item = AgendaItem.objects.create(meeting=old, position=1, title=f"Onderwerp {word}")
    later = AgendaItem.objects.create(meeting=held, position=1, title=f"Rondje {word}")
    outcome = Outcome.objects.create(item=later, agreement=f"Wij doen {word}", who=f"Wie {word}")
    Outcome.objects.create(item=item, decision=f"Besloten {word}")
    Attendee.objects.create(meeting=held, user=place.chair, is_present=True)
    coming = meeting_at(place, 20, invited_at=NOW, place=f"Zaal {word}")
    approve(old, coming, NOW)
    point = Remark.objects.create(
        steering_group=place.group, about="what", text=f"Punt {word}", is_for_meeting=True,
        made_by=place.chair,
    )  # fmt: skip
    first = AgendaItem.objects.create(
        meeting=coming, position=1, kind="remark", title=f"Punt {word}", text=f"Punt {word}",
        remark=point, ref=f"remark:{point.pk}",
    )  # fmt: skip
    AgendaItem.objects.create(meeting=coming, position=2, title="Stand", kind="stand", ref="stand")
    send_papers(coming, NOW)
    return {
        "group_meeting": coming.pk, "held": held.pk, "agreed": outcome.pk, "agenda_item": first.pk,
    }  # fmt: skip
