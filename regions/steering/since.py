"""What the group itself did since the digest before: answers to proposals, decisions, replies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.models import Membership, Region
from regions.plans.digest import DecisionAsked

from .models import Decision, Remark, SteeringGroup, Vote

WORDS = 140  # characters of a question or an answer
MOST_ANSWERS = 3


def answered_by(
    region: Region, proposals: Sequence[DecisionAsked], day: date
) -> list[DecisionAsked]:
    """The same proposals with how many members of that day answered; at most two queries."""
    if not proposals:
        return []
    seats = Membership.objects.on(day).steering().filter(region=region, user__is_active=True)
    people = set(seats.values_list("user_id", flat=True))
    votes = Vote.objects.filter(change__in=[asked.key for asked in proposals])
    given = set(votes.values_list("change_id", "user_id"))
    return [
        replace(
            asked,
            answered=sum(user in people for change, user in given if change == asked.key),
            members=len(people),
        )
        for asked in proposals
    ]


def decisions_taken(region: Region, since: datetime, now: datetime) -> list[str]:
    """ "Besloten op 3 november: Stages later, aangenomen (3 voor, 1 tegen)."."""
    rows = Decision.objects.filter(
        change__region=region, concluded_at__gt=since, concluded_at__lte=now
    ).select_related("change")
    return [
        _("Decided on %(day)s: %(title)s, %(outcome)s (%(in_favour)s for, %(against)s against).")
        % {
            "day": date_format(localdate(row.concluded_at), "j F"),
            "title": row.change.title,
            "outcome": _("accepted") if row.is_accepted else _("rejected"),
            "in_favour": row.in_favour,
            "against": row.against,
        }
        for row in rows.order_by("concluded_at")
    ]


def answers_given(group: SteeringGroup, since: datetime, now: datetime) -> list[str]:
    """Replies to what the group asked about the plan; advice stays between its writer and the
    leader."""
    rows = Remark.objects.about_the_plan().filter(
        steering_group=group, replied_at__gt=since, replied_at__lte=now
    )
    return [
        _("Answered: “%(question)s” – %(answer)s")
        % {"question": _short(row.text), "answer": _short(row.reply)}
        for row in rows.order_by("-replied_at")[:MOST_ANSWERS]
    ]


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(WORDS)
