"""In which sheets and columns somebody else wants to have a plan, as the bureau loaded it."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class PlanLayout(models.Model):
    """What is written in which column is data: a funder's form changes without the portal."""

    name = models.CharField(_("name"), max_length=80)
    valid_from_on = models.DateField(_("first day"))
    valid_until_on = models.DateField(_("last day"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    sheets = models.JSONField(_("sheets"))  # as `regions.plans.layouts.layout` writes them

    class Meta:
        verbose_name = _("layout of a plan")
        verbose_name_plural = _("layouts of a plan")
        ordering = ["name", "-valid_from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "valid_from_on"],
                name="one_layout_per_name_and_first_day",
                violation_error_message=_("There is already a layout of this name from this day."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until_on=None) | Q(valid_until_on__gte=F("valid_from_on")),
                name="a_layout_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
