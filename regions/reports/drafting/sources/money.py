"""Co-financing of the period: signed, delivered and promised are three sums, always apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regions.dutch import date_text, euros
from regions.partners.models import CofinancingNorm, Contribution, EligibleBudget
from regions.partners.money.amounts import Sums, share_of, sums_of
from regions.partners.money.financing_card import percent_text
from regions.partners.money.list import COUNTED
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import page_origin
from regions.reports.sentences import Origin, Sentence


@dataclass
class Money:
    rows: list[Any]
    norm: CofinancingNorm | None
    budget: EligibleBudget | None


def read(base: Base) -> Money:
    """What was promised by the end of the period, with what it was measured against then."""
    rows = Contribution.objects.filter(
        partnership__region=base.region, promised_on__lte=base.last_on
    )
    held = {"valid_from_on__lte": base.last_on, "valid_until_on__gte": base.last_on}
    return Money(
        [_on(row, base.last_on) for row in rows.values_list("activity_key", *COUNTED, named=True)],
        CofinancingNorm.objects.filter(**held).first(),
        EligibleBudget.objects.filter(region=base.region, **held).first(),
    )


def _on(row: Any, day: date) -> Any:
    """A contribution as it stood on a day: what came after is not there yet."""
    later = {name for name in ("delivered_on", "proven_on", "dropped_on") if _after(row, name, day)}
    if "delivered_on" in later:
        later.add("delivered_cents")
    return row._replace(**dict.fromkeys(later))


def _after(row: Any, name: str, day: date) -> bool:
    return (on := getattr(row, name)) is not None and on > day


def tell(base: Base, money: Money, subject: Subject) -> list[Sentence]:
    rows = [row for row in money.rows if subject.holds(row.activity_key)]
    came = sums_of(row for row in rows if row.delivered_on and row.delivered_on >= base.first_on)
    waits = sums_of(row for row in rows if not row.delivered_on)
    url = reverse("contributions", args=[base.region.slug])
    origin = page_origin(_("co-financing"), _("Contributions of businesses"), url, base.last_on)
    told = list(_sums(came, waits, subject, origin))
    return [*told, *_norm(money, origin)] if subject.is_whole else told


def _sums(came: Sums, waits: Sums, subject: Subject, origin: Origin) -> Iterable[Sentence]:
    words = {
        "received": euros(came.received, True),
        "proven": euros(came.proven, True),
        "delivered": euros(came.delivered, True),
        "promised": euros(waits.promised, True),
    }
    if came.received:
        text = _("In this period businesses contributed %(received)s: %(proven)s is signed for.")
        if came.delivered:
            text = _(
                "In this period businesses contributed %(received)s: %(proven)s is signed for and "
                "%(delivered)s still has to be signed."
            )
        yield Sentence("money:came", text % words, (origin,))
    if waits.promised:
        text = _("Another %(promised)s is promised and still has to come.")
        yield Sentence("money:waits", text % words, (origin,))


def _norm(money: Money, origin: Origin) -> Iterable[Sentence]:
    if money.norm is None or money.budget is None:
        yield Sentence("gap:norm", _("which norm of co-financing holds for this region"), (), True)
        return
    first, last = money.norm.valid_from_on, money.norm.valid_until_on
    so_far = sums_of(row for row in money.rows if row.delivered_on and row.delivered_on >= first)
    words = {
        "percent": percent_text(money.norm.percent),
        "required": euros(share_of(money.norm.percent, money.budget.cents), True),
        "received": euros(so_far.received, True),
        "last": date_text(last),
        "first": date_text(first),
    }
    text = _(
        "The norm asks %(percent)s%% of the budget, %(required)s, by %(last)s; since %(first)s "
        "%(received)s came in."
    )
    yield Sentence("money:norm", text % words, (origin,))
