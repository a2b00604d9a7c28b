"""What the work group writes of its own activities, before the log: asked, told, taken over."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.months import Month
from regions.secret_links import SecretLink

from .words import FirstOfMonth, Status

LARGEST_PHOTO = 2 * 1024 * 1024  # bytes, as it is kept


@pghistory.track(
    exclude=["name", "email", "secret_hash", "nonce", "typed", "opened_at", "answered_at"]
)
class WorkAsk(SecretLink):
    """One owner is asked for the lines of one month. The link follows from `nonce` and the portal's
    own key, so a reminder carries the same one; a new round has a new link."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.CASCADE, related_name="work_asks")
    month_on = FirstOfMonth(_("month"))
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("mail address"))
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    round = models.PositiveSmallIntegerField(default=1)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # What was typed and not sent yet, by field of the page.
    typed = models.JSONField(default=dict, blank=True)

    region_path = "region"

    class Meta:
        verbose_name = _("question to an owner")
        verbose_name_plural = _("questions to owners")
        ordering = ["-month_on", "name__dutch", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "month_on", "email"], name="one_question_per_owner_and_month"
            ),
            models.CheckConstraint(
                condition=Q(month_on__day=1), name="a_question_is_of_a_whole_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.month}"

    @property
    def month(self) -> Month:
        return Month.of(self.month_on)


class WorkLine(models.Model):
    """One activity that an owner is asked about: a concept once it was sent, never a log."""

    ask = models.ForeignKey(WorkAsk, models.CASCADE, related_name="lines")
    activity_key = models.UUIDField(editable=False)
    status = models.CharField(_("status"), max_length=12, choices=Status, blank=True)
    going_well = models.TextField(_("what goes well?"), blank=True)
    problem = models.TextField(_("what does not succeed?"), blank=True)
    recovery = models.TextField(_("how is it picked up again?"), blank=True)
    counted = models.PositiveIntegerField(_("counted so far"), null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    region_path = "ask__region"

    class Meta:
        verbose_name = _("line of the work group")
        verbose_name_plural = _("lines of the work group")
        ordering = ["ask", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "activity_key"], name="one_line_per_question_and_activity"
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None, left_at=None) | Q(sent_at__isnull=False),
                name="only_a_line_that_was_sent_is_decided_on",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(left_at=None),
                name="a_line_is_taken_over_or_left",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ask}: {self.get_status_display()}"

    @property
    def waits(self) -> bool:
        return self.sent_at is not None and self.taken_at is None and self.left_at is None


class WorkPhoto(models.Model):
    """The one picture of a line, made anew without what a camera writes into it."""

    line = models.OneToOneField(WorkLine, models.CASCADE, related_name="photo")
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "line__ask__region"

    class Meta:
        verbose_name = _("photo of the work group")
        verbose_name_plural = _("photos of the work group")
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0) & Q(size__lte=LARGEST_PHOTO),
                name="a_photo_has_at_most_two_mb",
            )
        ]

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"
