"""What changed in how an account opens, and who asked to take a second step away."""

from datetime import datetime, timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ASKED_FOR = timedelta(hours=24)


class AccountChange(models.Model):
    """One change of what opens an account: a fact, of which the portal tells the person.

    `address` is where the person read mail when it happened, and so the old one of a change of
    address. `by` is who did it, None where a link from a mail did. No secret stands in it.
    """

    class What(models.TextChoices):
        ADDRESS = "address", _("another address")
        PASSWORD = "password", _("another password")
        APP_ADDED = "app_added", _("an app for codes was added")
        APP_REMOVED = "app_removed", _("an app for codes was removed")
        PASSKEY_ADDED = "key_added", _("a passkey was added")
        PASSKEY_REMOVED = "key_removed", _("a passkey was removed")
        RECOVERY_CODES = "recovery", _("new recovery codes")
        RECOVERY_CODES_REMOVED = "no_recovery", _("recovery codes were removed")
        RESET = "reset", _("the second step was taken away")
        TOKEN = "token", _("a token for a program was made")
        WEBHOOK = "webhook", _("an address that hears of what happens was added")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="account_changes"
    )
    what = models.CharField(_("what"), max_length=12, choices=What)
    address = models.EmailField(_("address"))
    new_address = models.EmailField(_("new address"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("change of an account")
        verbose_name_plural = _("changes of accounts")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="address") & ~Q(new_address="")
                | ~Q(what="address") & Q(new_address=""),
                name="only_a_change_of_address_has_a_new_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_what_display()}"


class ResetQuerySet(models.QuerySet["SecondStepReset"]):
    def waiting(self, now: datetime) -> "ResetQuerySet":
        """Asked within a day, and neither confirmed nor withdrawn."""
        return self.filter(confirmed_at=None, withdrawn_at=None, asked_at__gt=now - ASKED_FOR)


@pghistory.track()
class SecondStepReset(models.Model):
    """A second step taken away by two people of the bureau: one asks, another one confirms."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_step_resets"
    )
    reason = models.TextField(_("reason"), max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ResetQuerySet.as_manager()

    class Meta:
        verbose_name = _("reset of a second step")
        verbose_name_plural = _("resets of a second step")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(asked_by=F("person")), name="nobody_asks_for_their_own_reset"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | ~Q(confirmed_by=F("asked_by")) & ~Q(confirmed_by=F("person")),
                name="a_reset_is_confirmed_by_a_third_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_by__isnull=False, confirmed_at__lt=F("asked_at") + ASKED_FOR),
                name="a_reset_is_confirmed_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, confirmed_at=None),
                name="what_was_confirmed_is_not_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.asked_at:%Y-%m-%d}"

    @property
    def ends_at(self) -> datetime:
        return self.asked_at + ASKED_FOR
