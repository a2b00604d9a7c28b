"""What was spent of the budget: per calendar year up to a day, in whole cents."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.models import Region


@pghistory.track()
class SpentYear(models.Model):
    """Up to which day the books of a region were read for one calendar year.

    `revision` rises with each save, so that two people who type at once overwrite nothing.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="spent_years")
    year = models.PositiveSmallIntegerField(_("year"))
    until_on = models.DateField(_("up to and including"))
    revision = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered on"))

    region_path = "region"

    class Meta:
        verbose_name = _("spent in a year")
        verbose_name_plural = _("spent in a year")
        ordering = ["region", "year"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="one_spent_year_a_region"),
            models.CheckConstraint(
                condition=Q(until_on__year=models.F("year")),
                name="spent_until_a_day_of_its_year",
                violation_error_message=_("The day lies in another year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year}"


@pghistory.track()
class SpentAmount(models.Model):
    """What was spent on one line of the budget; `line_key` is the same in every version."""

    year = models.ForeignKey(SpentYear, models.CASCADE, related_name="amounts")
    line_key = models.UUIDField()
    cents = models.BigIntegerField(_("spent"))

    region_path = "year__region"

    class Meta:
        verbose_name = _("spent amount")
        verbose_name_plural = _("spent amounts")
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "line_key"], name="one_spent_amount_a_line_and_year"
            ),
            models.CheckConstraint(
                condition=Q(cents__gte=0),
                name="spent_is_not_negative",
                violation_error_message=_("An amount cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.line_key)
