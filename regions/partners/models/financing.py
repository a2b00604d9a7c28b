"""Against what co-financing is measured: norm, budget and hourly rate, each with its validity."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from regions.models import Region, Same


class Days(Func):
    """The days of a row as a Postgres daterange, both ends included."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self) -> None:
        super().__init__(F("valid_from_on"), F("valid_until_on"), Value("[]"))


class CofinancingNorm(models.Model):
    """The share of the eligible budget that businesses bring in over a whole period."""

    percent = models.DecimalField(_("percent"), max_digits=4, decimal_places=2)
    valid_from_on = models.DateField(_("first day of the period"))
    valid_until_on = models.DateField(_("last day of the period"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("co-financing norm")
        verbose_name_plural = _("co-financing norms")
        ordering = ["-valid_from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gt=0) & Q(percent__lte=100),
                name="norm_is_a_percentage",
                violation_error_message=_("The norm is more than 0 and at most 100 percent."),
            ),
            ExclusionConstraint(
                name="one_norm_at_a_time",
                expressions=[(Days(), RangeOperators.OVERLAPS)],
                violation_error_message=_("Another norm holds in these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}% {self.valid_from_on.year}–{self.valid_until_on.year}"


class HourlyRate(models.Model):
    """What an hour of a business counts for, from a day on."""

    cents = models.PositiveIntegerField(_("rate"))
    valid_from_on = models.DateField(_("valid from"))
    valid_until_on = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("hourly rate")
        verbose_name_plural = _("hourly rates")
        ordering = ["-valid_from_on"]
        constraints = [
            ExclusionConstraint(
                name="one_rate_at_a_time",
                expressions=[(Days(), RangeOperators.OVERLAPS)],
                violation_error_message=_("Another rate holds in these days already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.cents / 100:.2f} {self.valid_from_on}"


@pghistory.track()
class EligibleBudget(models.Model):
    """The eligible part of a region's multi-year budget: what the norm is a share of."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="eligible_budgets")
    cents = models.PositiveBigIntegerField(_("eligible multi-year budget"))
    valid_from_on = models.DateField(_("first day of the period"))
    valid_until_on = models.DateField(_("last day of the period"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    region_path = "region"

    class Meta:
        verbose_name = _("eligible budget")
        verbose_name_plural = _("eligible budgets")
        ordering = ["region", "-valid_from_on"]
        constraints = [
            ExclusionConstraint(
                name="one_eligible_budget_per_region_at_a_time",
                expressions=[
                    (Same("region"), RangeOperators.OVERLAPS),
                    (Days(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another budget holds in these days already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.valid_from_on.year}–{self.valid_until_on.year}"
