"""Co-financing of a region as the page shows it: the bar, the finding and what is missing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from regions.dutch import decimal_text
from regions.models import Region
from regions.partners.models import CofinancingNorm, Contribution, EligibleBudget, HourlyRate

from .amounts import Sums, rate_on
from .financing import Outlook, Period, outlook
from .list import COUNTED

WIDTH = 484  # of the bar's own coordinates


@dataclass(frozen=True)
class Part:
    tone: str
    x: float
    width: float


@dataclass(frozen=True)
class Card:
    outlook: Outlook
    rate: HourlyRate | None
    missing: list[str]  # sentences: what is not known, and who adds it

    @property
    def sums(self) -> Sums:
        return self.outlook.sums

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def parts(self) -> list[Part]:
        """The three sums beside each other; the whole bar is the norm, or their total."""
        sums = self.sums
        whole = max(self.outlook.required_cents or 0, sums.total)
        parts, x = [], 0.0
        for tone, cents in (
            ("proven", sums.proven),
            ("delivered", sums.delivered),
            ("promised", sums.promised),
        ):
            width = WIDTH * cents / whole if whole else 0.0
            if width:
                parts.append(Part(tone, round(x, 1), round(width, 1)))
            x += width
        return parts

    @property
    def norm_x(self) -> float | None:
        """Where the norm stands, when the sums go beyond it."""
        required, total = self.outlook.required_cents, self.sums.total
        return round(WIDTH * required / total, 1) if required and total > required else None

    @property
    def norm_text(self) -> str:
        return percent_text(self.outlook.percent)

    @property
    def forecast_text(self) -> str:
        return percent_text(self.outlook.forecast_percent)

    @property
    def is_below(self) -> bool:
        """A forecast that ends under the norm."""
        told = self.outlook
        return bool(
            told.required_cents and told.forecast_cents is not None and not told.will_be_met
        )


def percent_text(value: Decimal | None) -> str:
    """ "8,1", and "10" without a decimal."""
    return "" if value is None else decimal_text(value, 1).removesuffix(",0")


def card_for(region: Region, today: date) -> Card:
    """Four queries, however many contributions there are."""
    norms = list(CofinancingNorm.objects.all())
    budgets = list(EligibleBudget.objects.filter(region=region))
    norm, budget = _holding(norms, today), _holding(budgets, today)
    source = norm or budget
    period = (
        Period(source.valid_from_on, source.valid_until_on)
        if source
        else Period(date(today.year, 1, 1), date(today.year, 12, 31))
    )
    rows = Contribution.objects.filter(partnership__region=region).order_by()
    found = outlook(
        rows.values_list(*COUNTED, named=True),
        period,
        today,
        percent=norm.percent if norm else None,
        budget_cents=budget.cents if budget else None,
    )
    rate = rate_on(HourlyRate.objects.all(), today)
    return Card(found, rate, _missing(norm, budget, rate))  # type: ignore[arg-type]


def _holding(rows, today: date):
    return next((row for row in rows if row.valid_from_on <= today <= row.valid_until_on), None)


def _missing(norm, budget, rate) -> list[str]:
    sentences = []
    if norm is None:
        sentences.append(_("No norm is known for today. The national bureau adds it."))
    if budget is None:
        sentences.append(
            _("The eligible multi-year budget of this region is missing. The bureau adds it.")
        )
    if rate is None:
        sentences.append(
            _("No hourly rate is known for today, so hours cannot be counted. The bureau adds it.")
        )
    return sentences
