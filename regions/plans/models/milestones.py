"""The dated steps of an activity; between them its plan runs in a straight line."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.plans.locks import lock_rows_of_approved_plan

from .plans import Activity


class Milestone(models.Model):
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="milestones")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    due_on = models.DateField(_("date"))
    original_due_on = models.DateField(null=True, blank=True, editable=False)
    share = models.DecimalField(
        _("share of the activity in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(default=0)

    region_path = "activity__plan__region"

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["activity", "due_on", "position", "id"]
        triggers = [lock_rows_of_approved_plan("plans_milestone")]
        indexes = [models.Index(fields=["key"], name="milestone_key")]
        constraints = [
            models.CheckConstraint(
                condition=Q(share=None) | (Q(share__gt=0) & Q(share__lte=100)),
                name="share_is_a_percentage",
                violation_error_message=_("A share is more than 0 and at most 100 percent."),
            ),
            models.UniqueConstraint(
                fields=["activity", "title", "due_on"],
                name="one_milestone_per_title_and_date",
                violation_error_message=_("This activity already has this milestone."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
