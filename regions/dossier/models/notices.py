"""Telling DUS-I: what was lost, lies still or was changed, and what the region did about it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.plans.models import NoticeRule, PlanChange
from regions.progress.models import FirstOfMonth


@pghistory.track(exclude=["title", "reason", "text", "sent_by", "reference", "answer"])
class Notice(models.Model):
    """The answer to "must DUS-I know of this?": asked once of each change and each setback.

    The rule that held is kept in words, so that it reads the same when the bureau mends the list.
    """

    class About(models.TextChoices):
        CHANGE = "change", _("Plan change")
        LOST = "lost", _("Lost result")
        STALLED = "stalled", _("Stalled activity")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NOT_NEEDED = "not_needed", _("Not needed")
        WITH_REPORT = "report", _("With the next report")
        PREPARED = "prepared", _("Being prepared, not sent yet")
        NOTIFIED = "notified", _("Notified")

    region = models.ForeignKey(Region, models.CASCADE, related_name="notices")
    about = models.CharField(_("about"), max_length=10, choices=About, default=About.OTHER)
    change = models.OneToOneField(
        PlanChange, models.CASCADE, null=True, blank=True, related_name="notice"
    )
    activity_key = models.UUIDField(null=True, blank=True, editable=False)
    month_on = FirstOfMonth(null=True, blank=True)  # of the log that told of the setback
    title = models.CharField(_("what it is about"), max_length=200)
    state = models.CharField(_("do we tell DUS-I?"), max_length=10, choices=State)
    reason = models.TextField(_("why it is not needed"), max_length=1000, blank=True)
    rule_tell = models.CharField(max_length=8, choices=NoticeRule.Moment, blank=True)
    rule_text = models.TextField(max_length=1000, blank=True)
    rule_source = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("text of the notice"), max_length=8000, blank=True)
    sent_on = models.DateField(_("notified on"), null=True, blank=True)
    sent_by = models.CharField(_("by whom"), max_length=120, blank=True)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("answer of DUS-I"), max_length=4000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("notice to DUS-I")
        verbose_name_plural = _("notices to DUS-I")
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "about", "activity_key", "month_on"],
                name="a_setback_is_asked_about_once",
                violation_error_message=_("This was answered already."),
            ),
            models.CheckConstraint(
                condition=Q(about="change", change__isnull=False, activity_key=None)
                | Q(
                    about__in=["lost", "stalled"],
                    change=None,
                    activity_key__isnull=False,
                    month_on__isnull=False,
                )
                | Q(about="other", change=None, activity_key=None),
                name="a_notice_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state="notified", sent_on__isnull=False)
                | (~Q(state="notified") & Q(sent_on=None)),
                name="only_a_notice_that_was_sent_has_its_day",
                violation_error_message=_("Give the day on which DUS-I was notified."),
            ),
            models.CheckConstraint(
                condition=~Q(state="not_needed") | ~Q(reason=""),
                name="what_is_not_told_has_a_reason",
                violation_error_message=_("Say why DUS-I need not know this."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None)
                | Q(sent_on__isnull=False, answered_on__gte=F("sent_on")),
                name="an_answer_comes_after_its_notice",
                violation_error_message=_("The answer lies before the notice."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
