"""A link with which an accountant reads the money of a region, without an account."""

from datetime import date, timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.secret_links import SecretLink


@pghistory.track(
    exclude=["name", "purpose", "secret_hash", "opened_at", "last_opened_at", "times_opened"]
)
class AccountantLink(SecretLink):
    """It ends by itself. The history keeps who made and revoked it, not for whom it was."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="accountant_links")
    name = models.CharField(_("for whom"), max_length=120)
    purpose = models.CharField(_("what for"), max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    last_opened_at = models.DateTimeField(null=True, blank=True)
    times_opened = models.PositiveIntegerField(default=0)

    region_path = "region"

    class Meta:
        verbose_name = _("link for the accountant")
        verbose_name_plural = _("links for the accountant")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")),
                name="an_accountant_link_ends_after_it_was_made",
                violation_error_message=_("Choose a day that is still to come."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(purpose=""),
                name="an_accountant_link_says_for_whom_and_what_for",
                violation_error_message=_("Say for whom the link is, and what for."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_on(self) -> date:
        """The last day on which it opens: it ends when that day does."""
        return timezone.localdate(self.expires_at - timedelta(microseconds=1))
