"""What the norm for co-financing says of the budget of a plan."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from regions.dutch import euros
from regions.models import Region
from regions.partners.models import CofinancingNorm, EligibleBudget
from regions.plans.budget.checks import Checked
from regions.plans.budget.sums import PlanBudget

from .amounts import share_of
from .financing_card import percent_text


def norm_check(region: Region, budget: PlanBudget) -> Iterator[Checked]:
    """The norm that holds when the plan ends, as it is judged then; two queries."""
    if not budget.has_lines:
        return
    day = budget.plan.ends_on
    norm = CofinancingNorm.objects.filter(valid_from_on__lte=day, valid_until_on__gte=day).first()
    if norm is None:
        rule = _("No norm is known for the period of this plan. The national bureau adds it.")
        yield Checked(_co_financing(budget), rule, None)
        return
    eligible = EligibleBudget.objects.filter(
        region=region, valid_from_on__lte=day, valid_until_on__gte=day
    ).first()
    base = eligible.cents if eligible else budget.whole.cents
    required, found = share_of(norm.percent, base), budget.whole.cofinancing_cents
    asked = _("The norm of %(percent)s%% asks %(required)s.") % {
        "percent": percent_text(norm.percent), "required": euros(required, whole=True)
    }  # fmt: skip
    holds = found >= required
    verdict = (
        _("This budget meets it.")
        if holds
        else _("It lacks %(missing)s.") % {"missing": euros(required - found, whole=True)}
    )
    yield Checked(f"{_co_financing(budget)} {asked} {verdict}", _rule(norm, eligible), holds)


def _co_financing(budget: PlanBudget) -> str:
    share = Decimal(budget.whole.cofinancing_cents) * 100 / max(budget.whole.cents, 1)
    return _("Co-financing in this budget: %(amount)s, %(percent)s%% of it.") % {
        "amount": euros(budget.whole.cofinancing_cents, whole=True),
        "percent": percent_text(share),
    }


def _rule(norm: CofinancingNorm, eligible: EligibleBudget | None) -> str:
    told = {
        "percent": percent_text(norm.percent),
        "first": norm.valid_from_on.year,
        "last": norm.valid_until_on.year,
        "source": norm.source,
    }
    if eligible is None:
        return (
            _(
                "Norm for %(first)s–%(last)s: %(percent)s%% (%(source)s). The eligible budget of "
                "this region is not known yet, so it is taken of the total of this plan."
            )
            % told
        )
    told["base"] = euros(eligible.cents, whole=True)
    return (
        _(
            "Norm for %(first)s–%(last)s: %(percent)s%% (%(source)s) of the eligible budget of "
            "%(base)s, judged over the whole period at its end."
        )
        % told
    )
