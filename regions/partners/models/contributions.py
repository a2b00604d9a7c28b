"""Co-financing: what a business promises, delivers and proves, in cents."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .documents import Document
from .partnerships import Partnership


@pghistory.track()
class Contribution(models.Model):
    """One thing that a business brings. It is promised, then delivered, then proven.

    Hours are worth hours × the rate of the day of delivery (of the promise before that); the
    amounts are kept, so that a later rate changes nothing that was counted.
    """

    class Kind(models.TextChoices):
        CASH = "cash", _("Money")
        HOURS = "hours", _("Hours")
        GUEST_LESSON = "guest_lesson", _("Guest lessons")
        SUPERVISION = "supervision", _("Supervision of internships")
        GOODS = "goods", _("Goods and material")
        MACHINE = "machine", _("Machines")
        ROOM = "room", _("Rooms")

    IN_HOURS = ("hours", "guest_lesson", "supervision")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="contributions")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("what"), max_length=160)
    activity_key = models.UUIDField(null=True, blank=True, editable=False)
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2, null=True, blank=True)
    promised_on = models.DateField(_("promised on"))
    promised_cents = models.PositiveBigIntegerField(_("promised"))
    expected_on = models.DateField(_("expected by"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    delivered_cents = models.PositiveBigIntegerField(_("delivered"), null=True, blank=True)
    proven_on = models.DateField(_("proven on"), null=True, blank=True)
    proof_text = models.CharField(_("signed by"), max_length=200, blank=True)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    dropped_on = models.DateField(_("does not come"), null=True, blank=True)
    drop_reason = models.CharField(_("because"), max_length=300, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "partnership__region"

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["-promised_on", "-id"]
        indexes = [models.Index(fields=["partnership", "promised_on"], name="contribution_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_on=None, delivered_cents=None)
                | Q(delivered_on__isnull=False, delivered_cents__isnull=False),
                name="what_is_delivered_has_a_day_and_an_amount",
                violation_error_message=_("Give both the day and the amount of the delivery."),
            ),
            models.CheckConstraint(
                condition=Q(proven_on=None) | Q(delivered_on__isnull=False),
                name="only_what_is_delivered_is_proven",
                violation_error_message=_("Only what was delivered can be proven."),
            ),
            models.CheckConstraint(
                condition=Q(proven_on=None) | ~Q(proof_text="") | Q(document__isnull=False),
                name="proof_is_a_signature_or_a_file",
                violation_error_message=_("Proof is a signature or a file."),
            ),
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(delivered_on__gte=F("promised_on")),
                name="delivered_after_it_was_promised",
                violation_error_message=_("The delivery lies before the promise."),
            ),
            models.CheckConstraint(
                condition=Q(proven_on=None) | Q(proven_on__gte=F("delivered_on")),
                name="proven_after_it_was_delivered",
                violation_error_message=_("The proof lies before the delivery."),
            ),
            models.CheckConstraint(
                condition=Q(dropped_on=None) | Q(delivered_on=None),
                name="what_was_delivered_is_not_dropped",
                violation_error_message=_("What was delivered cannot be dropped."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
