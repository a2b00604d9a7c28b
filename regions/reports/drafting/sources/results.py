"""What was reached: milestones with their day, those that were due and not reached, and results
that are lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import date_text, list_text
from regions.months import Month
from regions.plans.models import Activity, Milestone
from regions.progress.measure.facts import current_logs
from regions.progress.models import TROUBLED, MilestoneMet, Outlook
from regions.reports.drafting.base import Base, Subject, Told
from regions.reports.drafting.words import log_origin, name, origins_of, plan_origin
from regions.reports.sentences import Origin, Sentence

from .activities import count_of

LATE = timedelta(days=31)  # less later than planned is not worth a word


@dataclass(frozen=True)
class Met:
    on: date
    month: Month  # of the log that said so


Reached = dict[str, Met]


def read(base: Base) -> Reached:
    """By key of the milestone, when it was reached, as the last log that counts says."""
    logs = current_logs([base.region.pk]).filter(month_on__lte=base.last_on)
    rows = MilestoneMet.objects.filter(update__check_in__in=logs.values("pk"))
    rows = rows.order_by("update__check_in__month_on", "pk")
    return {
        str(key): Met(on, Month.of(month_on))
        for key, on, month_on in rows.values_list(
            "milestone_key", "met_on", "update__check_in__month_on"
        )
    }


def tell(base: Base, reached: Reached, subject: Subject) -> list[Sentence]:
    told: list[Sentence] = []
    for activity in subject.activities:
        told += _reached(base, reached, activity)
    for activity in subject.activities:
        told += _not_reached(base, reached, activity)
        told += _lost(base, activity)
    return told


def _reached(base: Base, reached: Reached, activity: Activity) -> Iterable[Sentence]:
    here = [
        (stone, reached[str(stone.key)])
        for stone in activity.milestones.all()
        if str(stone.key) in reached and base.first_on <= reached[str(stone.key)].on <= base.last_on
    ]
    if not here:
        return []
    parts = [_when(stone, met) for stone, met in here]
    words = {"name": name(activity), "parts": list_text(parts)}
    text = _("For %(name)s was reached: %(parts)s.") % words
    origins: dict[Month, Origin] = {}
    for stone, met in here:
        origins.setdefault(met.month, log_origin(base, met.month, str(activity), stone.title))
    return [Sentence(f"reached:{activity.key}", text, tuple(origins.values()))]


def _when(stone: Milestone, met: Met) -> str:
    due = stone.original_due_on or stone.due_on
    words = {"title": f"“{stone.title}”", "day": date_text(met.on), "due": date_text(due)}
    if met.on - due > LATE:
        return _("%(title)s on %(day)s, where %(due)s was planned") % words
    return _("%(title)s on %(day)s") % words


def _not_reached(base: Base, reached: Reached, activity: Activity) -> Iterable[Sentence]:
    late = [
        stone
        for stone in activity.milestones.all()
        if str(stone.key) not in reached and base.first_on <= stone.due_on <= base.last_on
    ]
    if not late:
        return []
    words = {"title": "", "day": ""}
    parts = [
        _("%(title)s, planned for %(day)s")
        % (words | {"title": f"“{stone.title}”", "day": date_text(stone.due_on)})
        for stone in late
    ]
    text = _("For %(name)s is not reached yet: %(parts)s.")
    sentence = text % {"name": name(activity), "parts": list_text(parts)}
    quote = "\n".join(f"{stone.title}: {date_text(stone.due_on)}" for stone in late)
    return [
        Sentence(f"unreached:{activity.key}", sentence, (plan_origin(base, str(activity), quote),))
    ]


def _lost(base: Base, activity: Activity) -> Iterable[Sentence]:
    """The last log that says that a part is lost, or that it comes later."""
    said = [one for one in base.in_period(activity) if _outlook(one)]
    if not said:
        return []
    last = said[-1]
    origins = origins_of(base, [(activity, last, str(last.words["problem"]))])
    if _outlook(last) == Outlook.POSTPONED:
        text = _("A result of %(name)s comes later than planned.") % {"name": name(activity)}
    elif last.lost_count:
        text = ngettext(
            "Of %(name)s %(count)s %(unit)s cannot be made up any more.",
            "Of %(name)s %(count)s %(unit)s can no longer be made up.",
            last.lost_count,
        ) % {
            "name": name(activity),
            "count": count_of(activity, last.lost_count),
            "unit": activity.unit or _("of the target"),
        }
    else:
        text = _("A result of %(name)s is lost.") % {"name": name(activity)}
    return [Sentence(f"lost:{activity.key}", text, origins)]


def _outlook(told: Told) -> str:
    outlook = str(told.words["outlook"])
    is_told = told.status in TROUBLED and outlook in (Outlook.LOST, Outlook.POSTPONED)
    return outlook if is_told else ""
