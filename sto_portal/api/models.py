"""A token with which a program reads for one person."""

from datetime import date, datetime, timedelta

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
