"""What waits for a leader, over the monthly log: in the rooms around it, each with its number."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from advisors.feedback.reviews import unread
from advisors.lessons.doors import to_ask
from regions.labs.events.list import waiting
from regions.models import Region
from regions.partners.ladder.watching import number_to_call
from regions.progress.waits import Wait
from regions.steering.models import Remark


def waits_of_leader(region: Region, now: datetime) -> list[Wait]:
    """Six queries. Advice of a member asks no answer and is not counted."""
    asked = Remark.objects.filter(steering_group__region=region).about_the_plan().untouched()
    events = waiting(region, now).order_by().count()
    calls = number_to_call(region.pk, localdate(now))
    picked_up = to_ask(region, localdate(now)).order_by().count()
    questions, messages = asked.count(), unread(region).order_by().count()
    found = [
        (
            questions,
            ngettext(
                "%(n)s question of the steering group",
                "%(n)s questions of the steering group",
                questions,
            ),
            "remarks",
        ),
        (
            messages,
            ngettext("%(n)s message of your advisor", "%(n)s messages of your advisor", messages),
            "feedback",
        ),
        (events, ngettext("%(n)s event to close", "%(n)s events to close", events), "events"),
        (
            calls,
            ngettext("%(n)s partner to call", "%(n)s partners to call", calls),
            "partners",
        ),
        (
            picked_up,
            ngettext(
                "%(n)s obstacle picked up: may others learn from it?",
                "%(n)s obstacles picked up: may others learn from them?",
                picked_up,
            ),
            "obstacles",
        ),
    ]
    return [
        Wait(text % {"n": number}, reverse(page, args=[region.slug]))
        for number, text, page in found
        if number
    ]
