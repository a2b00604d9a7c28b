"""A meeting about a theme calls those who asked about it in the open and lead a region now."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from advisors.models import Attendance, NetworkMeeting, Question
from advisors.network.fitting import ASKED_WITHIN
from regions.months import AMSTERDAM

from .readers import Lately, News, Seats


def invited(seats: Seats, lately: Lately) -> Iterator[News]:
    """Once for each meeting; not to who signed up already, nor to who planned it. Three queries."""
    planned = NetworkMeeting.objects.filter(
        planned_at__range=lately, cancelled_at=None, starts_at__gt=lately[1], theme__isnull=False
    )
    meetings = list(planned)
    asked = (
        Question.objects.not_confidential()
        .for_advisor()
        .filter(theme__in={meeting.theme_id for meeting in meetings}, asked_by__isnull=False)
        .filter(asked_at__range=(lately[1] - ASKED_WITHIN, lately[1]))
    )
    askers = set(asked.order_by().values_list("theme", "asked_by", "region"))
    coming = set(
        Attendance.objects.filter(meeting__in=[meeting.pk for meeting in meetings]).values_list(
            "meeting", "person"
        )
    )
    for meeting in meetings:
        told = {
            "title": meeting.title,
            "day": date_format(meeting.starts_at.astimezone(AMSTERDAM), "l j F, H.i"),
        }
        text = _("There is a meeting about what you asked: “%(title)s”, %(day)s") % told
        leads = {
            person
            for theme, person, region in askers
            if theme == meeting.theme_id and person in seats.leaders[region]
        }
        for person in sorted(leads - {meeting.made_by_id}):
            if (meeting.pk, person) not in coming:
                path = reverse("meeting", args=[meeting.pk])
                yield News(f"invite:{meeting.pk}", person, text, _("To the meeting"), path)
