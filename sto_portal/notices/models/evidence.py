"""What logs and mailboxes tell of mails that went out, and how far each of them was read."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Trace(models.Model):
    """A mail that was seen outside of the portal, by its Message-ID. No address stands in it.

    `is_accepted`: a relay took it; before that a log may know its `queue_id` only. `status` is the
    last that was heard of it, such as "sent 2.0.0" or "bounced 5.1.1".
    """

    message_id = models.CharField(max_length=200, unique=True)
    queue_id = models.CharField(max_length=40, blank=True, db_index=True)
    is_accepted = models.BooleanField(default=False)
    status = models.CharField(max_length=40, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("trace of a mail")
        verbose_name_plural = _("traces of mails")

    def __str__(self) -> str:
        return f"{self.message_id} {self.status}"

    @property
    def is_bounced(self) -> bool:
        return self.status.startswith(("bounced", "expired"))


class SourceState(models.Model):
    """How far a source of evidence was read: `place` is its own.

    Nothing written since `covered_from` was missed. At `read_at` it was read to its end, and what
    it read last was written after `grew_after`.
    """

    source = models.CharField(max_length=200, primary_key=True)
    place = models.JSONField(default=dict)
    covered_from = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    grew_after = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("source of evidence")
        verbose_name_plural = _("sources of evidence")

    def __str__(self) -> str:
        return self.source
