"""Two businesses that look alike and are not the same."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .businesses import Business


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class PairApart(models.Model):
    """A pair that somebody looked at: nobody is warned about it again.

    `first` is the one with the lower number, so that a pair is kept once.
    """

    first = models.ForeignKey(Business, models.CASCADE, related_name="+")
    second = models.ForeignKey(Business, models.CASCADE, related_name="+")
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    looked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("pair of different businesses")
        verbose_name_plural = _("pairs of different businesses")
        ordering = ["-looked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="a_pair_is_two_businesses_in_order",
                violation_error_message=_("Choose two different businesses."),
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                name="a_pair_is_kept_apart_once",
                violation_error_message=_("This pair was looked at already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
