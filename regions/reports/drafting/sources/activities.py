"""How the activities stood at the end of the period: done first, then on schedule, then the rest.

Activities that stand the same are told in one sentence. What no log says is an open place.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import decimal_text, list_text
from regions.months import Month
from regions.plans.models import Activity
from regions.progress.models import Status
from regions.reports.drafting.base import Base, Subject, Told
from regions.reports.drafting.words import counted, month_name, name, origins_of
from regions.reports.sentences import Sentence

ORDER = (Status.DONE, Status.ON_TRACK, Status.BEHIND, Status.STALLED)
ALONE = frozenset({Status.STALLED})


@dataclass(frozen=True)
class Stand:
    """An activity with the last that a log says of how it stands; None where no log does."""

    activity: Activity
    last: Told | None
    since: Month | None  # the first month in a row with this status


def read(base: Base) -> list[Stand]:
    return [_stand(base, activity) for activity in base.activities]


def _stand(base: Base, activity: Activity) -> Stand:
    said = [told for told in base.said_of(activity) if told.status]
    if not said:
        return Stand(activity, None, None)
    since = said[-1].month
    for told in reversed(said):
        if told.status != said[-1].status:
            break
        since = told.month
    return Stand(activity, said[-1], since)


def tell(base: Base, stands: list[Stand], subject: Subject) -> list[Sentence]:
    here = [stand for stand in stands if str(stand.activity.key) in subject.keys]
    told: list[Sentence] = []
    for status in ORDER:
        group = [one for one in here if one.last and one.last.status == status]
        news = [one for one in group if _is_news(base, one)]
        for part in [[one] for one in news] if status in ALONE else [news]:
            if part:
                told.append(_sentence(base, status, part))
        told += [_before(base, one) for one in group if one not in news and _is_told(base, one)]
    return [*told, *(gap for stand in here if (gap := _gap(base, stand)))]


def _is_told(base: Base, stand: Stand) -> bool:
    """Whether a log of the period tells of it."""
    return stand.last is not None and stand.last.month >= Month.of(base.first_on)


def _is_news(base: Base, stand: Stand) -> bool:
    """Whether it stands so at the end: the last log says so, or it was done."""
    if stand.last is None:
        return False
    if stand.last.status == Status.DONE:
        return True
    return bool(base.period_logs) and stand.last.month >= base.period_logs[-1].month


def _before(base: Base, stand: Stand) -> Sentence:
    """How it stood in the last log that spoke of it, with the month: what came after is open."""
    status = stand.last.status if stand.last else ""
    texts = {
        Status.ON_TRACK: _("In %(month)s %(name)s was on schedule."),
        Status.BEHIND: _("In %(month)s %(name)s was behind the plan."),
        Status.STALLED: _("In %(month)s %(name)s stood still."),
    }
    last: Any = stand.last
    words = {"name": name(stand.activity), "month": month_name(last.month, base.spans_years)}
    origins = origins_of(base, [(stand.activity, last, _quote(stand))])
    text = texts[status] % words  # type: ignore[index]
    return Sentence(f"stand:{status}:{stand.activity.key}", text, origins)


def _sentence(base: Base, status: str, part: list[Stand]) -> Sentence:
    names = list_text([_with_count(base, stand) for stand in part])
    said = [(one.activity, one.last, _quote(one)) for one in part if one.last]
    keys = "" if len(part) > 1 else f":{part[0].activity.key}"
    text = _phrase(base, status, part, names)
    return Sentence(f"stand:{status}{keys}", text, origins_of(base, said))


def _phrase(base: Base, status: str, part: list[Stand], names: str) -> str:
    number, words = len(part), {"names": names}
    if status == Status.DONE:
        return ngettext("%(names)s is done.", "%(names)s are done.", number) % words
    if status == Status.ON_TRACK:
        return ngettext("%(names)s is on schedule.", "%(names)s are on schedule.", number) % words
    if status == Status.BEHIND:
        text = ngettext("%(names)s is behind the plan.", "%(names)s are behind the plan.", number)
        return text % words
    first = Month.of(base.first_on)
    if part[0].since and part[0].since < first:
        return _("%(names)s stands still the whole period.") % words
    words["month"] = month_name(part[0].since or first, base.spans_years)
    return _("%(names)s has been standing still since %(month)s.") % words


def _with_count(base: Base, stand: Stand) -> str:
    """ "“Stages” (64 van 120 stageplekken, gepland waren er ongeveer 80)"."""
    activity, figures = stand.activity, base.figures.get(str(stand.activity.key))
    number = stand.last.counted if stand.last else None
    if number is None or not activity.target:
        return name(activity)
    told = _("%(counted)s of %(target)s %(unit)s") % {
        "counted": count_of(activity, number),
        "target": decimal_text(activity.target, 0),
        "unit": activity.unit,
    }
    planned = round(figures.planned * activity.target) if figures else 0
    if stand.last and stand.last.status in (Status.BEHIND, Status.STALLED) and planned > number:
        about = _("about %(planned)s were planned by then") % {"planned": decimal_text(planned, 0)}
        told = f"{told.strip()}, {about}"
    return f"{name(activity)} ({told.strip()})"


def count_of(activity: Activity, number: int) -> str:
    """A number of interns that is small points at somebody: it is not told."""
    if activity.kind == Activity.Kind.PLACEMENT:
        return counted([number])
    return decimal_text(number, 0)


def _quote(stand: Stand) -> str:
    last = stand.last
    if last is None:
        return ""
    return f"{stand.activity.code} {Status(last.status).label}"


def _gap(base: Base, stand: Stand) -> Sentence | None:
    """An activity that ran in the period while no log, or none after a month, tells of it."""
    activity, logs = stand.activity, base.period_logs
    if not logs or not _ran(base, activity) or (stand.last and stand.last.status == Status.DONE):
        return None
    said = [told.month for told in base.in_period(activity) if told.status]
    words = {"activity": str(activity)}
    if not said:
        text = _("what was done in this period about %(activity)s") % words
    elif said[-1] < logs[-1].month:
        words["month"] = month_name(said[-1], base.spans_years)
        text = _("what was done after %(month)s about %(activity)s") % words
    else:
        return None
    return Sentence(f"gap:stand:{activity.key}", text, (), True)


def _ran(base: Base, activity: Activity) -> bool:
    """By its dates in the plan; without dates nobody can say that it should have."""
    if activity.starts_on is None or activity.ends_on is None:
        return False
    last_log = base.period_logs[-1].month.last_day
    return activity.starts_on <= last_log and activity.ends_on >= base.first_on
