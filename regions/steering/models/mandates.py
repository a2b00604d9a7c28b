"""What a steering group is for: a text with versions, and who accepted which."""

import datetime
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.plans.models import PlanChange

from .groups import SteeringGroup

DEFAULT_MANDATE = "toezicht houden op de uitvoering van het beschreven plan"


def time_only() -> list[str]:
    return [PlanChange.Kind.TIME.value]


class MandateQuerySet(models.QuerySet["Mandate"]):
    def on(self, day: datetime.date) -> "MandateQuerySet":
        """The mandate that each group has on `day`: the newest version that began by then."""
        return (
            self.filter(holds_from_on__lte=day)
            .order_by("steering_group_id", "-version")
            .distinct("steering_group_id")
        )


@pgtrigger.register(pgtrigger.ReadOnly(name="a_mandate_never_changes", exclude=["written_by"]))
class Mandate(models.Model):
    """One version of a group's mandate. A change is a new version, that members accept anew.

    `decides` are the kinds of plan change that the group decides on; empty: none. A decision needs
    answers of `quorum_percent` of the members who hold a seat on that day.
    """

    steering_group = models.ForeignKey(SteeringGroup, models.CASCADE, related_name="mandates")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    text = models.TextField(_("mandate"), default=DEFAULT_MANDATE)
    decides = ArrayField(
        models.CharField(max_length=10, choices=PlanChange.Kind),
        verbose_name=_("decides on plan changes of"),
        default=time_only,
        blank=True,
    )
    quorum_percent = models.PositiveSmallIntegerField(
        _("quorum"),
        default=50,
        help_text=_("How many percent of the members must answer before a decision counts."),
    )
    holds_from_on = models.DateField(_("holds from"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MandateQuerySet.as_manager()
    region_path = "steering_group__region"

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["steering_group", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["steering_group", "version"], name="one_mandate_per_group_and_version"
            ),
            models.CheckConstraint(
                condition=Q(quorum_percent__gte=1) & Q(quorum_percent__lte=100),
                name="quorum_is_a_percentage",
                violation_error_message=_("The quorum lies between 1 and 100 percent."),
            ),
            models.CheckConstraint(
                condition=Q(decides__contained_by=PlanChange.Kind.values),
                name="mandate_names_kinds_of_change",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def covers(self, kind: str) -> bool:
        """Whether the group decides on plan changes of this kind."""
        return kind in self.decides

    def needed(self, members: int) -> int:
        """How many of `members` must answer before a decision counts; at least one."""
        return max(1, -(-members * self.quorum_percent // 100))

    def is_as(self, other: "Mandate | None") -> bool:
        """Whether a version says the same as another, so that nobody need accept it again."""
        if other is None:
            return False
        mine: list[Any] = [self.text, sorted(self.decides), self.quorum_percent]
        return mine == [other.text, sorted(other.decides), other.quorum_percent]


class Acceptance(models.Model):
    """Somebody in the group read the mandate and accepted it as what the seat is for."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="acceptances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    accepted_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "mandate__steering_group__region"

    class Meta:
        verbose_name = _("acceptance of a mandate")
        verbose_name_plural = _("acceptances of mandates")
        ordering = ["accepted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "user"], name="one_acceptance_per_mandate_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.mandate}"
