"""A report of one region over one period, from concept to sent."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region

from .formats import ReportFormat
from .locks import LOCK_REPORT


@pghistory.track(exclude=["figures", "refreshed_at", "revision"])
class Report(models.Model):
    """`revision` rises with every change of its text, so that who signs knows what was read.

    `figures` is planned beside realised, per activity, as it was when the draft was made.
    """

    class State(models.TextChoices):
        CONCEPT = "concept", _("Concept")
        READING = "reading", _("Being read")
        ESTABLISHED = "established", _("Established")
        SENT = "sent", _("Sent")

    region = models.ForeignKey(Region, models.CASCADE, related_name="reports")
    format = models.ForeignKey(
        ReportFormat, models.PROTECT, related_name="reports", verbose_name=_("format")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("up to and including"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.CONCEPT)
    figures = models.JSONField(default=list, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    refreshed_at = models.DateTimeField(null=True, blank=True, editable=False)
    offered_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_at = models.DateTimeField(null=True, blank=True, editable=False)
    return_reason = models.TextField(_("why it is not right yet"), blank=True)
    established_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    established_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    reference = models.CharField(_("reference"), max_length=80, blank=True)

    region_path = "region"

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-ends_on", "-id"]
        triggers = [LOCK_REPORT]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "format", "starts_on", "ends_on"],
                name="one_report_per_region_format_and_period",
                violation_error_message=_("There is already a report in this format and period."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="a_report_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first day."),
            ),
            models.CheckConstraint(
                condition=~Q(state="reading") | Q(offered_at__isnull=False),
                name="a_report_that_is_read_was_offered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["established", "sent"], established_at__isnull=False)
                | Q(state__in=["concept", "reading"], established_at=None),
                name="an_established_report_and_only_that_has_its_instant",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_on__isnull=False)
                | (~Q(state="sent") & Q(sent_on=None)),
                name="a_sent_report_and_only_that_has_its_day",
                violation_error_message=_("Give the day on which it was sent."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.format)

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.region.slug, self.pk])

    @property
    def is_fixed(self) -> bool:
        """Established: it does not move any more."""
        return self.state in {self.State.ESTABLISHED, self.State.SENT}
