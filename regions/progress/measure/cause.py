"""What a backlog is made of: activities by their share of it, and what holds for the rest.

The backlog is the sum of weight × (planned − realised) over the activities for which that is
positive. Activities are named in the order of their share until `COVERED` of it is told. What is
said of the rest follows from the rest: from what was counted and from what the leader says, and
where these differ the sentence says so. Pure functions over a snapshot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import decimal_text, list_text, number_word, percent
from regions.progress.models import TROUBLED, ActivityMonth, RegionMonth, Status

from .tempo import Verdict, verdict

COVERED = 0.7
MOST_NAMED = 4  # when more are needed to cover it, three are named and the others counted
LEAST_GAP = 1e-6


@dataclass(frozen=True)
class Cause:
    """One activity and its share of the backlog, from 0 to 1."""

    activity: ActivityMonth
    share: float


def causes_of(activities: Sequence[ActivityMonth]) -> list[Cause]:
    """The activities that make up `COVERED` of the backlog, the largest share first."""
    late = sorted(
        (activity for activity in activities if activity.gap > LEAST_GAP),
        key=lambda activity: (-activity.gap, activity.code),
    )
    total = fsum(activity.gap for activity in late)
    causes: list[Cause] = []
    for activity in late:
        if fsum(cause.share for cause in causes) >= COVERED - LEAST_GAP:
            break
        causes.append(Cause(activity, activity.gap / total))
    return causes


def differs(activity: ActivityMonth, tolerance: float) -> bool:
    """Whether the leader calls it on track while by its count it is behind."""
    is_behind = verdict(activity.tempo, tolerance) == Verdict.BEHIND
    return activity.status == Status.ON_TRACK and is_behind


def cause_of(row: RegionMonth, tolerance: float) -> str:
    """Why a region stands where it stands, in one to three sentences."""
    stand = verdict(row.tempo_months, tolerance)
    if stand == Verdict.BEHIND:
        named = causes_of(row.activities)
        sentences = [_("Cause: %(activities)s.") % {"activities": _shares(named)}]
        told = {cause.activity.key for cause in named}
    else:
        sentences = [_ahead(row.activities, tolerance)] if stand == Verdict.AHEAD else []
        told = set()
    rest = [activity for activity in row.activities if activity.key not in told]
    return " ".join(
        sentence
        for sentence in [*sentences, *_of_rest(rest, any(sentences), tolerance)]
        if sentence
    )


def _of_rest(rest: Sequence[ActivityMonth], is_rest: bool, tolerance: float) -> list[str]:
    """By word first; what differs from the word by count is said as such."""
    troubled = [activity for activity in rest if activity.status in TROUBLED]
    apart = sum(differs(activity, tolerance) for activity in rest)
    uncounted = sum(activity.is_uncounted for activity in rest)
    sentences = []
    if troubled:
        names = [f"{in_sentence(activity.title)} ({_word(activity)})" for activity in troubled]
        sentences.append(_("Also behind: %(activities)s.") % {"activities": _first(names)})
    if apart:
        sentences.append(_by_word_only(apart, is_rest or bool(troubled), tolerance))
    if uncounted:
        sentences.append(_not_counted(uncounted))
    if not sentences and rest:
        sentences.append(_("The rest is on track.") if is_rest else _nothing_behind())
    return sentences


def _nothing_behind() -> str:
    return _("No activity is behind by more than the tolerance.")


def _by_word_only(count: int, is_rest: bool, tolerance: float) -> str:
    sentence = (
        ngettext(
            "The programme leader reports the rest as on track; the count does not: "
            "%(n)s activity more than %(months)s behind.",
            "The programme leader reports the rest as on track; the count does not: "
            "%(n)s activities more than %(months)s behind.",
            count,
        )
        if is_rest
        else ngettext(
            "The programme leader reports all as on track; the count does not: "
            "%(n)s activity more than %(months)s behind.",
            "The programme leader reports all as on track; the count does not: "
            "%(n)s activities more than %(months)s behind.",
            count,
        )
    )
    return sentence % {"n": number_word(count), "months": _tolerated(tolerance)}


def _tolerated(tolerance: float) -> str:
    if tolerance == 1:
        return _("a month")
    months = decimal_text(tolerance).removesuffix(",0")
    return _("%(months)s months") % {"months": months}


def _not_counted(count: int) -> str:
    return ngettext(
        "Of %(n)s activity nothing is counted yet.",
        "Of %(n)s activities nothing is counted yet.",
        count,
    ) % {"n": number_word(count)}


def _shares(causes: Sequence[Cause]) -> str:
    names = []
    for cause in causes:
        name = f"{in_sentence(cause.activity.title)} {percent(cause.share)}"
        if cause.activity.status == Status.STALLED:
            name = f"{name} ({_('stalled')})"
        names.append(name)
    return _first(names)


def _first(names: list[str]) -> str:
    if len(names) > MOST_NAMED:
        more = len(names) - MOST_NAMED + 1
        others = ngettext("%(n)s other", "%(n)s others", more) % {"n": more}
        names = [*names[: MOST_NAMED - 1], others]
    return list_text(names)


def _word(activity: ActivityMonth) -> str:
    return _("stalled") if activity.status == Status.STALLED else _("behind")


def _ahead(activities: Sequence[ActivityMonth], tolerance: float) -> str:
    further = sorted(
        (item for item in activities if verdict(item.tempo, tolerance) == Verdict.AHEAD),
        key=lambda activity: (activity.gap, activity.code),
    )
    if not further:
        return ""
    names = [in_sentence(activity.title) for activity in further]
    return _("Ahead through: %(activities)s.") % {"activities": _first(names)}


def in_sentence(title: str) -> str:
    """A title inside a sentence: a small first letter, unless it begins with an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
