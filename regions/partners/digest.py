"""What the digest tells of partners: who went up and down, and what came in against the norm.

It goes to people who do not see the partners: counts and sums, no names.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import euros, number_word
from regions.models import Region
from regions.months import Month
from regions.stored import Stored

from .ladder.ladder import Rung
from .models import StepChange
from .money.outlooks import measure, outlook_of, received


@dataclass(frozen=True)
class PartnersTold(Stored):
    """How many went up and down a step, and what came in; `period` is that of the norm."""

    up: int = 0
    down: int = 0
    came_cents: int = 0
    received_cents: int | None = None
    required_cents: int | None = None
    period: str = ""


def partners_in(region: Region, first: Month, last: Month) -> PartnersTold | None:
    """What changed in these months, as of their last day; None when nothing did. One query."""
    day = last.last_day
    rows = Region.objects.filter(pk=region.pk).order_by()
    asked = (measure(day), received(day), _steps(first, last))
    told, by_month, steps = rows.values_list(*asked).get()
    moves = [Rung.of(step["after"]) > Rung.of(step["before"]) for step in steps]
    up, down = sum(moves), len(moves) - sum(moves)
    months = [month for month in by_month if date.fromisoformat(month["on"]) <= day]
    recent = [month for month in months if date.fromisoformat(month["on"]) >= first.first_day]
    came = sum(int(month["cents"]) for month in recent)
    if not (up or down or came):
        return None
    against = outlook_of(told, months, day)
    return PartnersTold(
        up=up,
        down=down,
        came_cents=came,
        received_cents=against.sums.received if against else None,
        required_cents=against.required_cents if against else None,
        period=against.period.label if against else "",
    )


def sentences_of(told: PartnersTold | None) -> list[str]:
    """What `partners_in` found, in words; digests from before it have nothing to say."""
    if not told:
        return []
    found = []
    if up := told.up:
        text = ngettext(
            "%(number)s partner went up on the ladder of partners.",
            "%(number)s partners went up on the ladder of partners.",
            up,
        )
        found.append(text % {"number": number_word(up, capital=True)})
    if down := told.down:
        text = ngettext(
            "%(number)s partner slid back a step.", "%(number)s partners slid back a step.", down
        )
        found.append(text % {"number": number_word(down, capital=True)})
    return found + _money(told)


def _money(told: PartnersTold) -> list[str]:
    if not told.came_cents:
        return []
    found = [_("Partners brought in %(sum)s.") % {"sum": euros(told.came_cents, whole=True)}]
    if told.required_cents and told.received_cents is not None:
        text = _("Together that is %(sum)s; the norm for %(period)s is %(norm)s.")
        words = {
            "sum": euros(told.received_cents, whole=True),
            "norm": euros(told.required_cents, whole=True),
            "period": told.period,
        }
        found.append(text % words)
    return found


def _steps(first: Month, last: Month) -> ArraySubquery:
    """Confirmed steps of a region in these months; a first one has come from nowhere."""
    rows = StepChange.objects.filter(
        partnership__region=OuterRef("pk"), changed_on__range=(first.first_day, last.last_day)
    ).exclude(from_step="")
    told = JSONObject(before="from_step", after="to_step")
    return ArraySubquery(rows.order_by().values_list(told))
