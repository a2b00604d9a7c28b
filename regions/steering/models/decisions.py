"""What a steering group decides about a proposal: the answers of members, and the outcome."""

import datetime

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
    """One member's answer to a proposal; it may change until the decision is taken.

    Given in a meeting it names who wrote it down there, `recorded_by`, and the `meeting`.
    """

    class Answer(models.TextChoices):
        FOR = "for", _("In favour")
        AGAINST = "against", _("Not in favour")
        ABSTAIN = "abstain", _("No vote")

    change = models.ForeignKey(PlanChange, models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.CharField(_("answer"), max_length=7, choices=Answer)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    voted_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    meeting = models.ForeignKey(
        "steering.Meeting", models.SET_NULL, null=True, blank=True, related_name="+"
    )

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


REOPENING = datetime.timedelta(hours=48)

# Once it was reopened, when and why stay as they are.
REOPENED_ONCE = pgtrigger.Trigger(
    name="a_decision_is_reopened_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__reopened_at__isnull=False)
    & (
        pgtrigger.Q(old__reopened_at__df=pgtrigger.F("new__reopened_at"))
        | pgtrigger.Q(old__reopen_reason__df=pgtrigger.F("new__reopen_reason"))
    ),
    func="RAISE EXCEPTION 'a decision is reopened once' USING ERRCODE = 'check_violation',"
    " CONSTRAINT = 'a_decision_is_reopened_once';",
)


@pgtrigger.register(
    pgtrigger.ReadOnly(
        name="a_decision_never_changes",
        exclude=["concluded_by", "reopened_at", "reopened_by", "reopen_reason"],
    ),
    REOPENED_ONCE,
)
class Decision(models.Model):
    """What the group decided in the portal, as it was counted at that instant.

    `members` held a seat then; `needed` of them had to answer. Who did not answer did not look:
    silence is never approval. Within 48 hours it may be reopened, with a reason: it stays as it
    was, and a next decision about the same change stands. `early_reason` says why the group did
    not wait for its date or for everybody.
    """

    change = models.ForeignKey(PlanChange, models.CASCADE, related_name="decisions")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="decisions")
    is_accepted = models.BooleanField(_("accepted"))
    members = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField(default=0)
    early_reason = models.TextField(_("why it was not waited for"), max_length=2000, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    concluded_at = models.DateTimeField(default=timezone.now)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reopen_reason = models.TextField(_("why it is reopened"), max_length=2000, blank=True)

    region_path = "change__region"

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-concluded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["change"],
                condition=Q(reopened_at=None),
                name="one_decision_stands_per_proposal",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopen_reason="")
                | (
                    Q(reopened_at__gte=F("concluded_at"))
                    & Q(reopened_at__lt=F("concluded_at") + REOPENING)
                    & ~Q(reopen_reason="")
                ),
                name="a_decision_is_reopened_within_48_hours_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_accepted=False) | Q(in_favour__gt=F("against")),
                name="accepted_means_more_in_favour_than_against",
            ),
            models.CheckConstraint(
                condition=Q(needed__gte=1)
                & Q(needed__lte=F("in_favour") + F("against") + F("abstained"))
                & Q(members__gte=F("in_favour") + F("against") + F("abstained")),
                name="a_decision_has_its_quorum",
            ),
        ]

    def __str__(self) -> str:
        return str(self.change)

    @property
    def not_seen(self) -> int:
        """Members who gave no answer."""
        return self.members - self.in_favour - self.against - self.abstained

    @property
    def final_at(self) -> datetime.datetime:
        """From then on it cannot be reopened."""
        return self.concluded_at + REOPENING
