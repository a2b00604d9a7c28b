"""The calendar of a region for other programs."""

import secrets
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.secret_links import SecretLink, derived_token, hash_of


class CalendarFeed(SecretLink):
    """The secret address at which calendars read a region's events; renewing it ends the old.

    Everybody of the region may look the address up, so it follows from `nonce` and the portal's
    own key. It works until it is renewed.
    """

    region = models.OneToOneField(Region, models.CASCADE, related_name="calendar_feed")
    nonce = models.CharField(max_length=64, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)  # type: ignore[assignment]
    renewed_at = models.DateTimeField(default=timezone.now)

    region_path = "region"

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.region)

    def renew(self, now: datetime) -> None:
        """A new address; the old one ends at once."""
        self.nonce, self.renewed_at = secrets.token_urlsafe(), now
        self.secret_hash = hash_of(derived_token("calendar", self.nonce))

    @property
    def token(self) -> str:
        """The secret of the address; empty where it was made with another key of the portal."""
        token = derived_token("calendar", self.nonce)
        return token if hash_of(token) == self.secret_hash else ""
