"""What the digest tells of meetings: when the next one is, what came of the last, what is open."""

from datetime import datetime

from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import at_the_latest, date_text
from regions.steering.models import Meeting, Outcome, SteeringGroup

from .agenda.agenda import open_agreements
from .planning import when_text

WORDS = 140  # characters
MOST = 6


def meetings_told(group: SteeringGroup, since: datetime, now: datetime) -> list[str]:
    """Sentences; nothing is said of what is not there. Four queries at most."""
    return [*_next(group, now), *_agreed(group, since, now), *_late(group, now)]


def _next(group: SteeringGroup, now: datetime) -> list[str]:
    rows = Meeting.objects.to_come(now).filter(
        steering_group=group, invited_at__isnull=False, starts_at__gt=now
    )
    soonest = rows.first()
    if soonest is None:
        return []
    told = {"when": when_text(soonest), "place": soonest.place}
    if soonest.place:
        return [_("Next meeting: %(when)s, %(place)s.") % told]
    return [_("Next meeting: %(when)s.") % told]


def _agreed(group: SteeringGroup, since: datetime, now: datetime) -> list[str]:
    """What meetings decided and agreed on that were closed since the digest before."""
    rows = Outcome.objects.filter(
        item__meeting__steering_group=group,
        item__meeting__closed_at__gt=since,
        item__meeting__closed_at__lte=now,
    ).exclude(agreement="", decision="")
    found = list(rows.select_related("item__meeting").order_by("item__meeting", "item__position"))
    told = [_sentence(outcome) for outcome in found[:MOST]]
    rest = len(found) - MOST
    if rest > 0:
        text = ngettext(
            "And %(n)s more outcome, in the minutes.",
            "And %(n)s more outcomes, in the minutes.",
            rest,
        )
        told.append(text % {"n": rest})
    return told


def _sentence(outcome: Outcome) -> str:
    day = date_text(outcome.item.meeting.day)
    if not outcome.agreement:
        told = {"day": day, "text": _short(outcome.decision)}
        return _("Decided in the meeting of %(day)s: %(text)s") % told
    parts = [_short(outcome.agreement)]
    parts += [outcome.who] if outcome.who else []
    parts += [at_the_latest(outcome.due_on)] if outcome.due_on else []
    told = {"day": day, "text": " · ".join(parts)}
    return _("Agreed in the meeting of %(day)s: %(text)s") % told


def _late(group: SteeringGroup, now: datetime) -> list[str]:
    late = open_agreements(group).filter(due_on__lt=localdate(now)).count()
    if not late:
        return []
    text = ngettext(
        "%(n)s thing that was agreed is past its day.",
        "%(n)s things that were agreed are past their day.",
        late,
    )
    return [text % {"n": late}]


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(WORDS)
