"""What an activity costs: lines of quantity × price, per year, with who pays what."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _

from regions.plans.locks import lock_rows_of_approved_plan

from .plans import Activity


class CostKind(models.Model):
    """A kind of costs as the grant names them, in the days that it holds; the bureau's list."""

    name = models.CharField(_("name"), max_length=80)
    valid_from_on = models.DateField(_("first day"))
    valid_until_on = models.DateField(_("last day"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("kind of costs")
        verbose_name_plural = _("kinds of costs")
        ordering = ["name__dutch", "-valid_from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "valid_from_on"],
                name="one_kind_of_costs_per_name_and_first_day",
                violation_error_message=_("There is already a kind of this name from this day."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until_on=None) | Q(valid_until_on__gte=F("valid_from_on")),
                name="a_kind_of_costs_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """One cost of an activity, in cents; `key` stays the same in each version of the plan.

    Without a year it is of the whole period, as an outline has it. Quantity and price come
    together, and then the amount is their product in whole cents.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="budget_lines")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.ForeignKey(
        CostKind, models.PROTECT, related_name="+", verbose_name=_("kind of costs")
    )
    text = models.CharField(_("what for"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    quantity = models.DecimalField(
        _("quantity"), max_digits=11, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    price_cents = models.BigIntegerField(_("price"), null=True, blank=True)
    cents = models.BigIntegerField(_("amount"))
    cofinancing_cents = models.BigIntegerField(_("co-financing in it"), default=0)
    position = models.PositiveSmallIntegerField(default=0)

    region_path = "activity__plan__region"

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["activity", "position", "id"]
        triggers = [lock_rows_of_approved_plan("plans_budgetline")]
        indexes = [models.Index(fields=["key"], name="budget_line_key")]
        constraints = [
            models.CheckConstraint(
                condition=Q(cents__gte=0) & (Q(price_cents=None) | Q(price_cents__gte=0)),
                name="budget_line_is_not_negative",
                violation_error_message=_("An amount cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(cofinancing_cents__gte=0) & Q(cofinancing_cents__lte=F("cents")),
                name="cofinancing_is_part_of_the_amount",
                violation_error_message=_("The co-financing is a part of the amount."),
            ),
            models.CheckConstraint(
                condition=Q(quantity=None, price_cents=None)
                | Q(
                    quantity__gt=0,
                    price_cents__isnull=False,
                    cents=Round(F("quantity") * F("price_cents")),
                ),
                name="amount_is_quantity_times_price",
                violation_error_message=_("The amount is the quantity times the price."),
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=2020, year__lte=2100),
                name="budget_line_has_a_year_of_now",
                violation_error_message=_("Write a year such as 2027."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def subsidy_cents(self) -> int:
        return self.cents - self.cofinancing_cents


def product_cents(quantity: Decimal, price_cents: int) -> int:
    """Quantity times price in whole cents, half a cent upwards, as Postgres rounds."""
    return int((quantity * price_cents).quantize(Decimal(1), rounding="ROUND_HALF_UP"))
