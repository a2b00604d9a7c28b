"""The steering group of a region: what it is called, and the rhythm of its digest."""

import datetime
from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.models import STEERING_ROLES, Region, Role

if TYPE_CHECKING:
    from .mandates import Mandate


def every_seat() -> list[str]:
    return sorted(STEERING_ROLES)


@pghistory.track()
class SteeringGroup(models.Model):
    class Label(models.TextChoices):
        STUURGROEP = "stuurgroep", "Stuurgroep"
        REGIEGROEP = "regiegroep", "Regiegroep"

    class Rhythm(models.IntegerChoices):
        MONTHLY = 1, _("every month")
        TWO_MONTHLY = 2, _("every two months")
        HALF_YEARLY = 6, _("twice a year")

    region = models.OneToOneField(Region, models.CASCADE, related_name="steering_group")
    label = models.CharField(
        _("what the group is called"), max_length=12, choices=Label, default=Label.STUURGROEP
    )
    rhythm = models.PositiveSmallIntegerField(_("digest"), choices=Rhythm, default=Rhythm.MONTHLY)
    digests_from_on = models.DateField(
        _("first month with a digest"), help_text=_("The first day of that month.")
    )
    digest_working_day = models.PositiveSmallIntegerField(
        _("earliest working day of the month on which the digest goes out"),
        default=1,
        help_text=_("The digest waits for the log, until the working day after its last day."),
    )
    wants_empty_digests = models.BooleanField(_("also mail when nothing happened"), default=False)
    mails_addenda = models.BooleanField(
        _("mail at once what comes in after the digest"),
        default=False,
        help_text=_("The next digest opens with it in any case."),
    )
    hears_of_money = models.BooleanField(
        _("tell in the digest what of the budget is left"),
        default=False,
        db_default=False,
        help_text=_("One sentence about the year that was entered last, without lines or names."),
    )

    digests_before_meetings = models.BooleanField(
        _("digest and papers two weeks before the meeting"),
        default=False,
        db_default=False,
        help_text=_(
            "Then the meetings decide when a digest comes, and no longer the months. Without a"
            " meeting in sight it comes after six months."
        ),
    )
    mailed_roles = ArrayField(
        models.CharField(max_length=20, choices=Role),
        verbose_name=_("who gets the digest by mail"),
        default=every_seat,
        help_text=_("Everybody in the group reads it in the portal."),
    )

    region_path = "region"

    class Meta:
        verbose_name = _("steering group")
        verbose_name_plural = _("steering groups")
        ordering = ["region__name__dutch"]
        constraints = [
            models.CheckConstraint(
                condition=Q(digests_from_on__day=1),
                name="digests_start_on_a_first_day",
                violation_error_message=_("Give the first day of a month."),
            ),
            models.CheckConstraint(
                condition=Q(mailed_roles__contained_by=sorted(STEERING_ROLES)),
                name="only_members_get_the_digest_by_mail",
            ),
            models.CheckConstraint(
                condition=Q(digest_working_day__gte=1) & Q(digest_working_day__lte=10),
                name="digest_day_between_one_and_ten",
                violation_error_message=_("Choose working day 1 to 10."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_label_display()} {self.region}"

    def mandate_on(self, day: datetime.date) -> "Mandate | None":
        """The version of the mandate that holds on `day`; None before the first."""
        return self.mandates.on(day).first()
