"""The regions of one advisor: snapshots of a year, questions that wait, what changed."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.answers.doors import waiting_for
from advisors.models import Look, Question
from advisors.talks.since import changed_between
from regions.access import memberships_of
from regions.accounts.models import User
from regions.dutch import number_word
from regions.models import Region
from regions.months import Month
from regions.progress.drawings.axis import TempoAxis, TempoRow, tempo_axis
from regions.progress.measure.change import no_news_text
from regions.progress.measure.deadlines import last_due_month
from regions.progress.measure.finding import month_name
from regions.progress.measure.fresh import complete, months_at
from regions.progress.models import CheckIn
from regions.words.folding import sort_key

from .reasons import Picture, picture_of, reasons_for
from .signals import signals_of
from .standing import Standing

TRAIL = 5  # past months drawn behind the dot of the last log
LEAST_SILENCE = 7  # days without news that are worth a word


@dataclass(frozen=True)
class AdvisedRegion:
    """One region on the advisor's page; `drawing` is its place on the shared tempo axis."""

    region: Region
    standing: Standing
    picture: Picture
    reasons: list[str]
    drawing: TempoRow

    @property
    def tempo(self) -> float | None:
        return self.standing.tempo

    @property
    def no_news(self) -> str:
        """The log that is missing, or how long ago it was measured where that is a week or more."""
        row, missing = self.standing.now, self.standing.logs.missing
        if missing and self.standing.logs.last is not None:
            month = month_name(missing[-1], Month.of(self.standing.today))
            return _("the log of %(month)s is missing") % {"month": month}
        if row.days_without_news < LEAST_SILENCE:
            return ""
        return no_news_text(row, self.standing.today)


@dataclass(frozen=True)
class Portfolio:
    rows: list[AdvisedRegion]
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
    held = [
        membership
        for membership in memberships_of(advisor, today)
        if membership.is_advisor and not membership.is_in_closed_region
    ]
    return [membership.region for membership in held if membership.region]


def portfolio_of(regions: list[Region], now: datetime.datetime, advisor: User) -> Portfolio:
    """Everything the page of `advisor` shows, in a constant number of queries."""
    today = timezone.localdate(now)
    due = last_due_month(today)
    year = due.plus(-12)
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
    ordered = sorted(
        standings.items(), key=lambda pair: (pair[1].tempo or 0.0, sort_key(pair[0].name))
    )
    axis = tempo_axis([(s.tempo, _trail(s), s.now.idle_tempo_months) for _region, s in ordered])
    rows = [
        AdvisedRegion(region, standing, picture_of(standing), reasons_for(standing), drawing)
        for (region, standing), drawing in zip(ordered, axis.rows, strict=True)
    ]
    asked = [standing.logs for standing in standings.values() if standing.logs.due == due]
    return Portfolio(
        rows=rows,
        axis=axis,
        unplanned=[r for r in regions if r not in standings],
        spread_now=_spread([_tempo_in(s, due) for s in standings.values()]),
        spread_before=_spread([_tempo_in(s, year) for s in standings.values()]),
        logs_in=sum(not logs.missing for logs in asked),
        logs_asked=len(asked),
        due=due,
        waiting=waiting,
    )


def _trail(standing: Standing) -> tuple[float | None, ...]:
    """Tempo as measured before the last time, oldest first; a month without a log is a gap."""
    last = max((point.month for point in standing.measured), default=None)
    before = [row for row in standing.months if last is not None and row.month < last]
    return tuple(row.tempo_months if row.is_measured else None for row in before)[-TRAIL:]


def _tempo_in(standing: Standing, month: Month) -> float | None:
    """Tempo as measured in one month; None where that has no log."""
    found = (row for row in standing.measured if row.month == month)
    return next((row.tempo_months for row in found), None)


def _spread(tempos: list[float | None]) -> float | None:
    """Months between the region furthest behind and the one furthest ahead."""
    known = [t for t in tempos if t is not None]
    return max(known) - min(known) if len(known) > 1 else None


@dataclass(frozen=True)
class News:
    """What changed in one region, in a few words each."""

    region: Region
    sentences: list[str]


def seen_at(advisor: User, now: datetime.datetime) -> datetime.datetime:
    """When the advisor last said to have seen everything; a month ago when never."""
    look = Look.objects.filter(pk=advisor.pk).first()
    return look.seen_at if look else now - datetime.timedelta(days=30)


def changes_between(
    portfolio: Portfolio, since: datetime.datetime, now: datetime.datetime
) -> list[News]:
    """What moved since the advisor looked last: logs that came in, tempo, questions."""
    standings = {row.region.pk: row.standing.months for row in portfolio.rows}
    told: dict[int, list[str]] = defaultdict(list)
    for pk, changed in changed_between(standings, since, now).items():
        told[pk] += [_log_sentence(log) for log in changed.logs]
        if changed.tempo:
            told[pk].append(_("tempo went %(change)s") % {"change": changed.tempo})
    for question in portfolio.waiting:
        if since < question.asked_at <= now:
            who = question.asked_by or _("Somebody")
            told[question.region_id].append(_("%(who)s asked a question") % {"who": who})
    return [News(row.region, told[row.region.pk]) for row in portfolio.rows if told[row.region.pk]]


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
