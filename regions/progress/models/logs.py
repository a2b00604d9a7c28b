"""The monthly log, and what it says of each activity."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.months import Month
from regions.plans.models import Activity, Milestone, Plan

from .locks import REFUSE, lock_rows_of_submitted_log
from .words import Cause, FirstOfMonth, Outlook, Status

_LOG_OF_UPDATE = "(SELECT state FROM progress_checkin c WHERE c.id = {row}.check_in_id)"
_LOG_OF_MET = (
    "(SELECT c.state FROM progress_checkin c JOIN progress_activityupdate u"
    " ON u.check_in_id = c.id WHERE u.id = {row}.update_id)"
)


@pgtrigger.register(
    pgtrigger.Trigger(
        name="submitted_log_is_locked",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__state="submitted"),
        func=REFUSE,
    )
)
class CheckIn(models.Model):
    """The log of one region and one month. Submitted it never changes; a correction is a new
    version with a reason."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")

    region = models.ForeignKey(Region, models.CASCADE, related_name="check_ins")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="check_ins")
    month_on = FirstOfMonth(_("month"))
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    going_well = models.TextField(_("what goes well?"), blank=True)
    has_nothing_to_report = models.BooleanField(_("nothing to report"), default=False)
    correction_reason = models.TextField(_("reason for the correction"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    active_seconds = models.PositiveIntegerField(default=0)
    # Active seconds per opening of the page, so that sending them twice counts them once.
    active_openings = models.JSONField(default=dict)

    region_path = "region"

    class Meta:
        verbose_name = _("monthly log")
        verbose_name_plural = _("monthly logs")
        ordering = ["region", "-month_on", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "month_on", "version"],
                name="one_log_per_region_month_and_version",
            ),
            models.UniqueConstraint(
                fields=["region", "month_on"],
                condition=Q(state="draft"),
                name="one_draft_log_per_region_and_month",
            ),
            models.CheckConstraint(condition=Q(month_on__day=1), name="log_month_is_a_first_day"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
                name="submitted_log_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | Q(state="draft") | ~Q(correction_reason=""),
                name="a_correction_has_a_reason",
                violation_error_message=_("Say why you correct this log."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.month}"

    @property
    def month(self) -> Month:
        return Month.of(self.month_on)

    @property
    def is_submitted(self) -> bool:
        return self.state == self.State.SUBMITTED


# Few rows of many: they have an index of their own (`obstacles/lost.py`).
BAD_NEWS = Q(status=Status.STALLED) | Q(outlook=Outlook.LOST) | Q(obstacle_fate="let_go")


class ActivityUpdate(models.Model):
    """What one log says of one activity. `status` is empty until the leader chose."""

    class ObstacleFate(models.TextChoices):
        OPEN = "open", _("Still there")
        PICKED_UP = "picked_up", _("Picked up again")
        MOVED = "moved", _("Moved to later")
        LET_GO = "let_go", _("Let go: lost")

    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="updates")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="updates")
    activity_key = models.UUIDField()
    status = models.CharField(_("status"), max_length=12, choices=Status, blank=True)
    is_unchanged = models.BooleanField(_("no change"), default=False)
    counted = models.PositiveIntegerField(_("counted so far"), null=True, blank=True)
    problem = models.TextField(_("what does not succeed?"), blank=True)
    cause = models.CharField(
        _("cause"), max_length=10, choices=Cause, blank=True, default="", db_default=""
    )
    recovery = models.TextField(_("how do we pick it up again?"), blank=True)
    recovery_who = models.CharField(_("who"), max_length=120, blank=True)
    recovery_by_on = models.DateField(_("by when"), null=True, blank=True)
    outlook = models.CharField(_("outlook"), max_length=10, choices=Outlook, blank=True)
    lost_count = models.PositiveIntegerField(_("how many are lost"), null=True, blank=True)
    decision_asked = models.TextField(_("which decision is needed?"), blank=True)
    obstacle_fate = models.CharField(max_length=10, choices=ObstacleFate, blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    region_path = "check_in__region"

    class Meta:
        verbose_name = _("activity update")
        verbose_name_plural = _("activity updates")
        triggers = [lock_rows_of_submitted_log(_LOG_OF_UPDATE)]
        indexes = [
            models.Index(fields=["activity_key"], name="update_activity_key"),
            models.Index(
                fields=["check_in"], include=["activity_key"], condition=BAD_NEWS,
                name="update_bad_news",
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["check_in", "activity"], name="one_update_per_log_and_activity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.get_status_display()}"


class MilestoneMet(models.Model):
    update = models.ForeignKey(ActivityUpdate, models.CASCADE, related_name="milestones_met")
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="met")
    milestone_key = models.UUIDField()
    met_on = models.DateField(_("reached on"))

    region_path = "update__check_in__region"

    class Meta:
        verbose_name = _("milestone reached")
        verbose_name_plural = _("milestones reached")
        triggers = [lock_rows_of_submitted_log(_LOG_OF_MET)]
        constraints = [
            models.UniqueConstraint(
                fields=["update", "milestone"], name="a_milestone_is_met_once_per_update"
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone} {self.met_on}"
