"""The outbox: one row per mail, and what happened to it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.months import Month

from .digests import Digest
from .locks import OF_A_MAIL, OF_AN_EVENT

CODE_PRIORITY = 1
CODES_WAIT = timedelta(minutes=2)
WIPED = ("address", "subject", "text", "html", "reply_text", "trouble")


class MailQuerySet(models.QuerySet["Mail"]):
    def light(self) -> "MailQuerySet":
        """Without the contents, for lists."""
        return self.defer("message", "html", "text")

    def open(self) -> "MailQuerySet":
        return self.filter(state__in=Mail.OPEN)

    def due(self, now: datetime, lane: str = "") -> "MailQuerySet":
        """Ready to be sent, sign-in codes first. A lane is one of `Mail.Lane`; that of the mails
        takes a code too which nobody took in time."""
        rows = self.filter(
            state=Mail.State.PENDING, message__isnull=False, next_attempt_at__lte=now
        ).order_by("priority", "next_attempt_at", "pk")
        if lane == Mail.Lane.CODES:
            return rows.filter(priority=CODE_PRIORITY)
        if lane == Mail.Lane.MAILS:
            return rows.filter(
                ~Q(priority=CODE_PRIORITY) | Q(next_attempt_at__lte=now - CODES_WAIT)
            )
        return rows


class Mail(models.Model):
    """One mail to one person. `key` says what it is about and can exist only once; `kind` is a name
    in the table of kinds.

    pending → sending (phase pre: nothing was handed over; phase data: the relay may have it)
    → sent, or back to pending, or dead, or uncertain. `fence` is the claim under which somebody
    works on it, until `lease_until`; it stays on an uncertain row, so that a late answer counts.
    `trouble` says why it could not be made or judged, `troubles` how often in a row.
    `without_relay` is how much of the time since `waiting_since` no relay took any mail.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        KEPT = "kept", _("Kept, not sent")
        CANCELLED = "cancelled", _("Cancelled")
        DEAD = "dead", _("Failed")
        STALE = "stale", _("Too late")
        UNCERTAIN = "uncertain", _("Uncertain")

    class Phase(models.TextChoices):
        NONE = "", ""
        PRE = "pre", "pre"
        DATA = "data", "data"

    class Lane(models.TextChoices):
        """Who sends it: codes have a sender of their own, so that no slow mail holds them."""

        CODES = "codes", "codes"
        MAILS = "mails", "mails"

    OPEN = ("pending", "sending", "uncertain")

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    phase = models.CharField(max_length=4, choices=Phase, blank=True, default=Phase.NONE)
    priority = models.PositiveSmallIntegerField(default=5)
    fence = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    address = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    message = models.BinaryField(null=True, editable=False)
    message_id = models.CharField(max_length=200, unique=True)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, blank=True, related_name="mails")
    region = models.ForeignKey(
        Region, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    period_on = models.DateField(_("period"), null=True, blank=True)
    about = models.JSONField(default=dict)
    trouble = models.CharField(_("trouble"), max_length=200, blank=True, db_default="")
    troubles = models.PositiveSmallIntegerField(default=0, db_default=0)
    quota_on = models.DateField(null=True, blank=True)
    quota_number = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    waiting_since = models.DateTimeField(default=timezone.now)
    without_relay = models.DurationField(default=timedelta(), db_default=timedelta())
    rendered_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reply_code = models.PositiveSmallIntegerField(null=True, blank=True)
    reply_text = models.CharField(max_length=500, blank=True)
    # Address and contents are gone, by this deed of retention or erasure; the row still counts.
    wiped_by = models.ForeignKey(
        "privacy.Deed", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["priority", "next_attempt_at"],
                condition=Q(state="pending"),
                name="mail_waiting",
            ),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="mail_leases"),
            models.Index(fields=["-created_at", "-id"], name="mail_newest"),
            models.Index(fields=["kind", "state"], name="mail_kind_state"),
            models.Index(fields=["period_on"], name="mail_period"),
        ]
        triggers = OF_A_MAIL
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="sending",
                    phase__in=["pre", "data"],
                    fence__isnull=False,
                    lease_until__isnull=False,
                )
                | (~Q(state="sending") & Q(phase="", lease_until=None)),
                name="only_a_mail_being_sent_has_a_phase_and_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sending", "uncertain"]) | Q(fence=None),
                name="only_a_claimed_mail_has_a_fence",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "sent", "uncertain", "kept"])
                | Q(message__isnull=False),
                name="what_is_sent_was_rendered",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="a_sent_mail_has_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cancelled", "dead", "stale"]) | ~Q(reason=""),
                name="a_mail_that_was_not_sent_says_why",
            ),
            models.CheckConstraint(
                condition=Q(quota_on=None, quota_number=None)
                | Q(quota_on__isnull=False, quota_number__gte=1, quota_number__lte=3),
                name="at_most_three_reminders_a_month",
            ),
            models.UniqueConstraint(
                fields=["recipient", "quota_on", "quota_number"],
                condition=Q(quota_on__isnull=False),
                name="one_reminder_per_place_in_the_month",
            ),
            models.CheckConstraint(
                condition=Q(wiped_by=None)
                | Q(Q(message=None) | Q(message=b""), **dict.fromkeys(WIPED, "")),
                name="a_wiped_mail_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject or self.key} → {self.address}"

    @property
    def answer(self) -> str:
        """What the mail server said last; "" where it said nothing."""
        return f"{self.reply_code} {self.reply_text}".strip() if self.reply_code else ""

    @property
    def period(self) -> Month | None:
        return Month.of(self.period_on) if self.period_on else None


class MailEvent(models.Model):
    """What happened to a mail: every change of state, and what the bureau decided about it."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    from_state = models.CharField(max_length=10, choices=Mail.State, blank=True)
    to_state = models.CharField(max_length=10, choices=Mail.State)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("mail event")
        verbose_name_plural = _("mail events")
        ordering = [F("at").asc(), "pk"]
        triggers = OF_AN_EVENT

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
