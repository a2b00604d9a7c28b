"""A token with which a program reads for one person."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.secret_links import SecretLink


class Scope(models.TextChoices):
    """What a token may read. The codes are part of the form of the API, and so in Dutch."""

    REGIONS = "regios", _("regions: name, kind, tolerance")
    PLAN = "plan", _("plans and their activities")
    LOGS = "maandlogs", _("monthly logs as facts, without texts")
    TEMPO = "tempo", _("tempo, with the day on which it was measured")
    PARTNERS = "partners", _("partners, as numbers on each step")
    MONEY = "bijdragen", _("contributions of businesses, as sums")
    EVENTS = "evenementen", _("events and how many came")
    MOMENTS = "rapportagemomenten", _("reporting moments")


@pghistory.track(exclude=["purpose", "secret_hash", "opened_at", "last_used_at"])
class ApiToken(SecretLink):
    """It reads what its person may read at that moment, within its scopes, and ends by itself.

    `opened_at` is when it was used first, `last_used_at` when last, to the hour.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    purpose = models.CharField(_("what for"), max_length=120)
    scopes = ArrayField(
        models.CharField(max_length=20, choices=Scope), verbose_name=_("what it may read")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="a_token_ends_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=~Q(purpose="") & Q(scopes__len__gte=1),
                name="a_token_says_what_for_and_reads_something",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def last_on(self) -> date:
        """The last day on which it works: it ends when that day does."""
        return timezone.localdate(self.expires_at - timedelta(microseconds=1))

    @property
    def scope_names(self) -> list[str]:
        return [str(Scope(code).label) for code in self.scopes]

    def is_working(self, now: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > now


class Heard(models.TextChoices):
    """Of what a webhook hears. The codes are part of what is sent, and so in Dutch."""

    LOGS = "maandlogs", _("a monthly log was submitted")
    DECISIONS = "besluiten", _("the steering group decided, or reopened a decision")
    EVENTS = "evenementen", _("an event was moved, cancelled, or went online")


@pghistory.track(exclude=["purpose", "address", "secret"])
class Webhook(models.Model):
    """An address that is told that something happened, by what it was chosen for, and until when.

    `secret` signs what is sent; it is encrypted, and shown once.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="webhooks")
    purpose = models.CharField(_("what for"), max_length=120)
    address = models.CharField(_("address"), max_length=500)
    secret = models.CharField(max_length=300, editable=False)
    heard = ArrayField(
        models.CharField(max_length=20, choices=Heard), verbose_name=_("what it hears of")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="a_webhook_ends_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=~Q(purpose="") & Q(address__startswith="https://", heard__len__gte=1),
                name="a_webhook_says_what_for_and_hears_something",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def last_on(self) -> date:
        return timezone.localdate(self.expires_at - timedelta(microseconds=1))

    @property
    def heard_names(self) -> list[str]:
        return [str(Heard(code).label) for code in self.heard]


class Delivery(models.Model):
    """One message to one webhook about one fact: the outbox. Its key is the id that is sent.

    Who sends it first writes the next attempt down, a while from now: what was killed halfway is
    sent again then, with the same id. `attempts` is the claim under which somebody may settle it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    hook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    what = models.CharField(max_length=30)
    fact = models.BigIntegerField()
    happened_at = models.DateTimeField()
    told = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("message to a webhook")
        verbose_name_plural = _("messages to webhooks")
        ordering = ["-happened_at", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["hook", "what", "fact"], name="a_webhook_hears_once_of_a_fact"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None)
                | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="only_a_settled_message_has_its_instant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="waiting"), name="message_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.fact}"
