"""What a business signs: one contribution, or those of a month together."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.secret_links import SecretLink

from .contributions import Contribution


class ContributionSlip(SecretLink):
    """A link with which a business signs for a contribution, without an account.

    What is signed is the text and amount as they stood. It may bundle more contributions of the
    same business (`bundled`): they are signed together. On the spot it opens for minutes only.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="slips")
    amount_cents = models.PositiveBigIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(_("name"), max_length=120, blank=True)
    signed_function = models.CharField(_("function"), max_length=120, blank=True)
    is_on_the_spot = models.BooleanField(default=False, db_default=False)
    copy_to = models.EmailField(_("address for a copy"), blank=True, default="", db_default="")
    refused_text = models.CharField(_("what is not right"), max_length=500, blank=True)

    region_path = "contribution__partnership__region"

    class Meta:
        verbose_name = _("slip")
        verbose_name_plural = _("slips")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_name=""),
                name="a_signed_slip_has_a_name",
                violation_error_message=_("Fill in your name."),
            )
        ]

    def __str__(self) -> str:
        return str(self.contribution)


class BundledContribution(models.Model):
    """One more contribution on a slip, with its amount of the day that the slip was made."""

    slip = models.ForeignKey(ContributionSlip, models.CASCADE, related_name="bundled")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="bundled_in")
    amount_cents = models.PositiveBigIntegerField()

    region_path = "slip__contribution__partnership__region"

    class Meta:
        verbose_name = _("contribution on a slip")
        verbose_name_plural = _("contributions on slips")
        ordering = ["contribution_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["slip", "contribution"], name="a_contribution_is_once_on_a_slip"
            )
        ]

    def __str__(self) -> str:
        return str(self.contribution)
