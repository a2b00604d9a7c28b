"""Replies to a reminder: the address that takes one, and each mail that came in once."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.months import Month
from regions.progress.models import FirstOfMonth


class ReplyAddress(models.Model):
    """Where one reader answers one reminder, until it ends: `keys` are the activities behind the
    numbers of that mail, in their order."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reply_addresses"
    )
    region = models.ForeignKey(Region, models.CASCADE, related_name="reply_addresses")
    month_on = FirstOfMonth(_("month"))
    mail_key = models.CharField(max_length=200, unique=True)
    keys = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    region_path = "region"

    class Meta:
        verbose_name = _("address for a reply")
        verbose_name_plural = _("addresses for replies")

    def __str__(self) -> str:
        return f"{self.region} {self.month}"

    @property
    def month(self) -> Month:
        return Month.of(self.month_on)


class InboundMail(models.Model):
    """A reply that was read, by its Message-ID: a second copy changes nothing. Of its text only
    what was understood is kept, and what was not."""

    message_id = models.CharField(max_length=250, unique=True)
    reply = models.ForeignKey(ReplyAddress, models.CASCADE, related_name="mails")
    received_at = models.DateTimeField(default=timezone.now)
    told = models.JSONField(default=dict)

    region_path = "reply__region"

    class Meta:
        verbose_name = _("reply by mail")
        verbose_name_plural = _("replies by mail")
        ordering = ["-received_at", "-id"]

    def __str__(self) -> str:
        return self.message_id
