"""One contribution as a page tells it: how it stands, what it is worth and what comes next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.dutch import date_text, euros
from regions.models import Region
from regions.months import Month
from regions.partners.models import Contribution, ContributionSlip, HourlyRate, Partnership
from regions.partners.money.amounts import State, rate_on, sums_of
from regions.partners.money.list import contributions_of
from regions.plans.versions import activity_names

from .forms import hours_text, state_labels

SHOWN = 8  # contributions on the page of a partner
TONES = {
    State.PROMISED: "promised",
    State.DELIVERED: "delivered",
    State.PROVEN: "proven",
    State.DROPPED: "dropped",
}


def told_rows(rows: Iterable[Any], now: datetime | None = None, may_read_people=False) -> None:
    """Put the words of a list on its rows; with `now` also where the link to sign stands."""
    labels = state_labels()
    for row in rows:
        row.state_text, row.tone = labels[row.state_now], TONES[row.state_now]
        row.hours_words = hours_words(row)
        if now is not None:
            row.link_text = link_text(slips_of(row), now, may_read_people=may_read_people)


def hours_words(row: Contribution) -> str:
    if row.hours is None:
        return ""
    return _("%(hours)s hours") % {"hours": hours_text(row.hours)}


@dataclass(frozen=True)
class ToSign:
    """What one business delivered in one month, and can sign with one slip."""

    partnership: Partnership
    month: Month
    rows: list[Any]

    @property
    def cents(self) -> int:
        return sum(row.counted_cents for row in self.rows)

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.partnership.pk}/{self.month}"


def by_month(rows: Iterable[Any]) -> list[ToSign]:
    """By business and month of delivery, what is worth most first."""
    found: dict[tuple[int, Month], list[Any]] = defaultdict(list)
    for row in rows:
        found[row.partnership_id, Month.of(row.delivered_on)].append(row)
    groups = [ToSign(some[0].partnership, month, some) for (_pk, month), some in found.items()]
    return sorted(groups, key=lambda group: -group.cents)


def slips_of(row: Contribution) -> list[ContributionSlip]:
    """The slips that it is on, alone or with others, newest first; not those for on the spot,
    unless something was not right."""
    found = [*row.slips.all(), *(one.slip for one in row.bundled_in.all())]
    told = [slip for slip in found if not slip.is_on_the_spot or slip.refused_text]
    return sorted(told, key=lambda slip: slip.made_at, reverse=True)


def link_text(slips: list[ContributionSlip], now: datetime, *, may_read_people: bool) -> str:
    """The latest link in one sentence: open, signed, objected to, or expired."""
    last = slips[0] if slips else None
    if last is None:
        return ""
    if last.refused_text:
        if not may_read_people:
            return _("The business says that something is not right.")
        return _("Not right, says the business: “%(text)s”") % {"text": last.refused_text}
    if last.signed_at or last.revoked_at:
        return ""
    days = {"day": date_text(localdate(last.expires_at))}
    if last.expires_at <= now:
        return _("The link expired on %(day)s.") % days
    return _("A link to sign is open until %(day)s.") % days


def shown_contribution(
    row: Any, region: Region, now: datetime, *, may_read_people: bool
) -> dict[str, Any]:
    told_rows([row], now, may_read_people=may_read_people)
    slips = slips_of(row)
    rate = _rate_used(row)
    return {
        "region": region,
        "row": row,
        "rate": rate,
        "sum_text": _sum_text(row, rate),
        "activity": activity_names(region).get(row.activity_key, ""),
        "open_link": next((slip for slip in slips if is_open(slip, now)), None),
        "proof_text": row.proof_text if may_read_people else "",
        "is": {state.value: row.state_now == state for state in State},
    }


def brought_by(partnership: Partnership) -> dict[str, Any]:
    """The latest contributions of one partner and their sums, for its page."""
    rows = list(contributions_of(partnership.region).filter(partnership=partnership))
    rows.sort(key=lambda row: (row.counted_on, row.pk), reverse=True)
    told_rows(rows[:SHOWN])
    return {"brought": rows[:SHOWN], "brought_sums": sums_of(rows), "brought_count": len(rows)}


def is_open(slip: ContributionSlip, now: datetime) -> bool:
    closed = slip.signed_at or slip.revoked_at or slip.refused_text
    return not closed and slip.expires_at > now


def _rate_used(row: Contribution) -> HourlyRate | None:
    if row.kind not in Contribution.IN_HOURS:
        return None
    return rate_on(HourlyRate.objects.all(), row.delivered_on or row.promised_on)  # type: ignore[return-value]


def _sum_text(row: Any, rate: HourlyRate | None) -> str:
    """ "40 hours × € 55,00 = € 2.200,00", as long as it is that."""
    if rate is None or row.hours is None:
        return ""
    values = {
        "hours": hours_words(row),
        "rate": euros(rate.cents),
        "amount": euros(row.counted_cents),
    }
    return _("%(hours)s × %(rate)s = %(amount)s") % values
