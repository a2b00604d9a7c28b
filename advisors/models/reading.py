"""Colleagues who read a plan before it is approved, and what they remark."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.plans.models import Activity, Plan, PlanChange
from regions.plans.versions import is_open


class ReadingQuerySet(models.QuerySet["Reading"]):
    def given(self) -> "ReadingQuerySet":
        """Those that the bureau did not take back: only these open a plan to their reader."""
        return self.filter(taken_back_at=None)

    def waiting(self) -> "ReadingQuerySet":
        """Without advice yet, about a plan that still waits for one."""
        asked = Q(plan__change=None) | Q(plan__change__state=PlanChange.State.PROPOSED)
        return self.given().filter(asked, advised_at=None, plan__state=Plan.State.SUBMITTED)


class Reading(models.Model):
    """One plan that was given to one reader, and the advice that came back.

    A plan that went back to its region and was submitted again may be given to a reader again.
    """

    class Advice(models.TextChoices):
        APPROVE = "approve", _("Approve")
        APPROVE_AFTER = "approve_after", _("Approve after changes")
        REVISE = "revise", _("Do not approve yet")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    due_on = models.DateField(_("ready on"), null=True, blank=True)
    advice = models.CharField(_("advice"), max_length=14, choices=Advice, blank=True)
    advice_text = models.TextField(_("in a few words"), max_length=4000, blank=True)
    advised_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReadingQuerySet.as_manager()
    region_path = "plan__region"

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "reader"],
                condition=Q(advised_at=None),
                name="a_reader_gives_one_advice_at_a_time",
                violation_error_message=_("This reader has this plan already."),
            ),
            models.CheckConstraint(
                condition=Q(advice="", advised_at=None)
                | (~Q(advice="") & Q(advised_at__isnull=False)),
                name="an_advice_has_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.reader}"

    @property
    def is_open(self) -> bool:
        """Whether remarks and the advice can still be written; `waiting` says it of many."""
        is_asked = self.plan.state == Plan.State.SUBMITTED and is_open(self.plan)
        return is_asked and self.advised_at is None and self.taken_back_at is None


class PlanRemark(models.Model):
    """What a reader remarks about one activity, or about the plan as a whole.

    A leader may take the activity out of a plan that was returned: the remark stays, with its name.
    """

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="remarks")
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="+")
    about = models.CharField(_("about"), max_length=220, blank=True, editable=False)
    text = models.TextField(_("remark"), max_length=4000)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    reply = models.TextField(_("reply"), max_length=4000, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)

    region_path = "reading__plan__region"

    class Meta:
        verbose_name = _("remark about a plan")
        verbose_name_plural = _("remarks about plans")
        ordering = ["activity__line__position", "activity__position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None)
                | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="a_reply_has_an_instant",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
