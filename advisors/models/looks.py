"""When an advisor last looked at the page of their regions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Look(models.Model):
    """When an advisor last said to have seen everything on the page of their regions."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="look", primary_key=True
    )
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("look of an advisor")
        verbose_name_plural = _("looks of advisors")

    def __str__(self) -> str:
        return f"{self.user} {self.seen_at:%Y-%m-%d}"
