"""The calendar of a region for other programs."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.secret_links import SecretLink, derived_token, hash_of


class CalendarFeed(SecretLink):
    """The secret address at which one person's calendar reads a region's events.

    It works as long as that person may read them, and ends when the person makes a new one. Its
    owner may look it up, so it follows from `nonce` and the portal's own key.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="calendar_feeds")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    nonce = models.CharField(max_length=64, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)  # type: ignore[assignment]
    renewed_at = models.DateTimeField(default=timezone.now)

    region_path = "region"

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.UniqueConstraint(fields=["region", "person"], name="one_calendar_feed_each"),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.person}"

    def renew(self, now: datetime) -> None:
        """A new address; the old one ends at once."""
        self.nonce, self.renewed_at = secrets.token_urlsafe(), now
        self.secret_hash = hash_of(derived_token("calendar", self.nonce))

    @property
    def token(self) -> str:
        """The secret of the address; empty where it was made with another key of the portal."""
        token = derived_token("calendar", self.nonce)
        return token if hash_of(token) == self.secret_hash else ""
