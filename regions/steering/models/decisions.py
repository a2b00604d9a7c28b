"""What a steering group decides about a proposal: the answers of members, and the outcome."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.plans.models import PlanChange

from .mandates import Mandate


@pghistory.track()
class Vote(models.Model):
    """One member's answer to a proposal; it may change until the decision is taken."""

    class Answer(models.TextChoices):
        FOR = "for", _("In favour")
        AGAINST = "against", _("Not in favour")

    change = models.ForeignKey(PlanChange, models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.CharField(_("answer"), max_length=7, choices=Answer)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    voted_at = models.DateTimeField(default=timezone.now)

    region_path = "change__region"

    class Meta:
        verbose_name = _("answer of a member")
        verbose_name_plural = _("answers of members")
        ordering = ["voted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "user"], name="one_answer_per_proposal_and_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_answer_display()}"


@pgtrigger.register(pgtrigger.ReadOnly(name="a_decision_never_changes", exclude=["concluded_by"]))
class Decision(models.Model):
    """What the group decided in the portal, as it was counted at that instant.

    `members` held a seat then; `needed` of them had to answer. Who did not answer did not look:
    silence is never approval.
    """

    change = models.OneToOneField(PlanChange, models.CASCADE, related_name="decision")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="decisions")
    is_accepted = models.BooleanField(_("accepted"))
    members = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    concluded_at = models.DateTimeField(default=timezone.now)

    region_path = "change__region"

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-concluded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_accepted=False) | Q(in_favour__gt=F("against")),
                name="accepted_means_more_in_favour_than_against",
            ),
            models.CheckConstraint(
                condition=Q(needed__gte=1)
                & Q(needed__lte=F("in_favour") + F("against"))
                & Q(members__gte=F("in_favour") + F("against")),
                name="a_decision_has_its_quorum",
            ),
        ]

    def __str__(self) -> str:
        return str(self.change)

    @property
    def not_seen(self) -> int:
        """Members who gave no answer."""
        return self.members - self.in_favour - self.against
