"""The regions of one advisor: snapshots of a year, questions that wait, what changed."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.answers.doors import waiting_for
from advisors.models import Look, Question
from advisors.talks.since import Changed, changed_since
from regions.access import memberships_of
from regions.accounts.models import User
from regions.dutch import number_word, signed
from regions.models import Region, Role
from regions.months import Month
from regions.progress.drawings.axis import TempoAxis, TempoRow, tempo_axis
from regions.progress.measure.deadlines import last_due_month
from regions.progress.measure.fresh import complete, months_at
from regions.progress.models import CheckIn

from .reasons import Picture, picture_of, reasons_for
from .signals import signals_of
from .standing import Standing

TRAIL = 5  # past months drawn behind the dot of now


@dataclass(frozen=True)
class Row:
    """One region on the advisor's page; `drawing` is its place on the shared tempo axis."""

    region: Region
    standing: Standing
    picture: Picture
    reasons: list[str]
    drawing: TempoRow

    @property
    def tempo(self) -> float | None:
        return self.standing.tempo


@dataclass(frozen=True)
class Portfolio:
    rows: list[Row]
    axis: TempoAxis
    unplanned: list[Region]
    spread_now: float | None
    spread_before: float | None
    logs_in: int
    logs_asked: int
    due: Month
    waiting: list[Question]


def regions_of(advisor: User, today: datetime.date) -> list[Region]:
    """The regions that `advisor` is assigned to on `today`, by name."""
    held = [one for one in memberships_of(advisor, today) if one.role == Role.ADVISOR]
    return [one.region for one in held if one.region]


def portfolio_of(regions: list[Region], now: datetime.datetime, advisor: User) -> Portfolio:
    """Everything the page of `advisor` shows, in a constant number of queries."""
    today = timezone.localdate(now)
    year = Month.of(today).plus(-12)
    months = months_at(Month.range(year, Month.of(today)), regions, today)
    complete([told[-1] for told in months.values()])
    signals = signals_of(regions, today)
    waiting = list(waiting_for(advisor).select_related("region", "asked_by"))
    standings = {
        region: Standing(
            months[region.pk],
            float(region.tolerance_months),
            today,
            [q.asked_at for q in waiting if q.region_id == region.pk],
            signals[region.pk],
        )
        for region in regions
        if region.pk in months
    }
    ordered = sorted(standings.items(), key=lambda pair: (pair[1].tempo or 0.0, pair[0].name))
    axis = tempo_axis([(s.tempo, _trail(s)) for _region, s in ordered])
    rows = [
        Row(region, standing, picture_of(standing), reasons_for(standing), drawing)
        for (region, standing), drawing in zip(ordered, axis.rows, strict=True)
    ]
    due = last_due_month(today)
    asked = [one.logs for one in standings.values() if one.logs.due == due]
    return Portfolio(
        rows=rows,
        axis=axis,
        unplanned=[r for r in regions if r not in standings],
        spread_now=_spread([s.tempo for s in standings.values()]),
        spread_before=_spread([_tempo_in(s, year) for s in standings.values()]),
        logs_in=sum(not logs.missing for logs in asked),
        logs_asked=len(asked),
        due=due,
        waiting=waiting,
    )


def _trail(standing: Standing) -> tuple[float | None, ...]:
    """Tempo of the past months, oldest first, without the running one."""
    return tuple(m.tempo_months for m in standing.months[:-1])[-TRAIL:]


def _tempo_in(standing: Standing, month: Month) -> float | None:
    return next((m.tempo_months for m in standing.months if m.month == month), None)


def _spread(tempos: list[float | None]) -> float | None:
    """Months between the region furthest behind and the one furthest ahead."""
    known = [t for t in tempos if t is not None]
    return max(known) - min(known) if len(known) > 1 else None


@dataclass(frozen=True)
class Change:
    """What changed in one region, in a few words each."""

    region: Region
    sentences: list[str]


def seen_at(advisor: User, now: datetime.datetime) -> datetime.datetime:
    """When the advisor last said to have seen everything; a month ago when never."""
    look = Look.objects.filter(pk=advisor.pk).first()
    return look.seen_at if look else now - datetime.timedelta(days=30)


def changes_since(portfolio: Portfolio, since: datetime.datetime) -> list[Change]:
    """What moved since the advisor looked last: logs that came in, tempo, questions."""
    then = Month.of(since)
    tempos = {row.region.pk: (_tempo_in(row.standing, then), row.tempo) for row in portfolio.rows}
    told: dict[int, list[str]] = defaultdict(list)
    for pk, changed in changed_since(tempos, since).items():
        told[pk] += [_log_sentence(log) for log in changed.logs] + _tempo_sentence(changed)
    for question in portfolio.waiting:
        if question.asked_at > since:
            who = question.asked_by or _("Somebody")
            told[question.region_id].append(_("%(who)s asked a question") % {"who": who})
    return [
        Change(row.region, told[row.region.pk]) for row in portfolio.rows if told[row.region.pk]
    ]


def _tempo_sentence(changed: Changed) -> list[str]:
    if changed.tempo is None:
        return []
    before, now = changed.tempo
    return [
        _("tempo went from %(before)s to %(now)s") % {"before": signed(before), "now": signed(now)}
    ]


def _log_sentence(log: CheckIn) -> str:
    if log.version > 1:
        return _("the log of %(month)s was corrected") % {"month": log.month.label}
    return _("the log of %(month)s came in") % {"month": log.month.label}


def heading_of(portfolio: Portfolio) -> str:
    count = len(portfolio.rows)
    if not count:
        return _("My regions")
    return ngettext(
        "%(n)s region and its own plan", "%(n)s regions, from behind to ahead", count
    ) % {"n": number_word(count, capital=True)}
