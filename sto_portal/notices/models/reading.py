"""That a member saw a digest, and the personal link that opens one without signing in."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.secret_links import SecretLink

from .digests import Digest
from .mail import Mail


class DigestSeen(models.Model):
    """A member said to have seen a digest. Who said nothing did not look; that is no approval."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="seen")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    region_path = "digest__steering_group__region"

    class Meta:
        verbose_name = _("digest marked as seen")
        verbose_name_plural = _("digests marked as seen")
        ordering = ["seen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "user"], name="seen_once_per_digest_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.digest}"


class DigestLink(SecretLink):
    """The secret in one mail that opens its digest without a password; only a hash is kept."""

    mail = models.OneToOneField(Mail, models.CASCADE, related_name="link")
    digest = models.ForeignKey(Digest, models.CASCADE, related_name="links")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    times_opened = models.PositiveIntegerField(default=0)

    region_path = "digest__steering_group__region"

    class Meta:
        verbose_name = _("link to a digest")
        verbose_name_plural = _("links to digests")
        ordering = ["-expires_at"]

    def __str__(self) -> str:
        return f"{self.user}: {self.digest}"
