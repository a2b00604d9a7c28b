"""The pulse of those who work on the outbox, whether the relay takes any mail at all, and by what
the database knows that it was put back from a backup."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When a part of the machinery last ran, and how that ended."""

    class Part(models.TextChoices):
        PLANNER = "planner", _("Planner")
        SENDER = "sender", _("Sender")
        CODES = "codes", _("Sender of codes")
        RESOLVER = "resolver", _("Resolver")
        RECEIVER = "receiver", _("Receiver of replies")

    part = models.CharField(max_length=10, choices=Part, primary_key=True)
    ran_at = models.DateTimeField()
    outcome = models.CharField(max_length=300, blank=True)
    is_well = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.ran_at:%Y-%m-%d %H:%M}"


class Breaker(models.Model):
    """Whether the relay takes any mail at all: one row, for all senders.

    A run of faults that are `alike` (`number` of them, since `since`) opens it at `opened_at`;
    then one mail is tried every few minutes, the last at `tried_at`. `words` are the relay's own.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    alike = models.CharField(max_length=80, blank=True)
    number = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(null=True, blank=True)
    last_mail = models.BigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("breaker of the mail")
        verbose_name_plural = _("breaker of the mail")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_breaker"),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(since__isnull=False, tried_at__isnull=False),
                name="an_open_breaker_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.alike

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None


class Installation(models.Model):
    """By what the outbox knows that its database is still the one of the last run: one row.

    `home` is where it stood then and `number` counts the runs; `outbox/restored.py` tells what a
    backup, a copy or an older disk does to them. `ran_at` is the last run. Nothing is planned or
    sent while `unknown_since` is set: the instant after which it is unknown what was mailed.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    home = models.CharField(max_length=80, blank=True)
    number = models.PositiveBigIntegerField(default=0)
    ran_at = models.DateTimeField()
    unknown_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installations")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_installation"),
        ]

    def __str__(self) -> str:
        return str(self.uid)
