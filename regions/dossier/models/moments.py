"""Days on which something must be with DUS-I: data of the bureau, each with its source."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.ical import sequence_that_only_rises
from regions.models import Region


@pghistory.track(exclude=["sequence"])
class ReportingMoment(models.Model):
    """What is due, when, and about which period; for every region, or for one.

    `due_on` moves only together with a `MomentMove`. What was withdrawn stays readable.
    """

    class Kind(models.TextChoices):
        DETAIL = "detail", _("Detailed plan and budget")
        PROGRESS = "progress", _("Progress report")
        BUDGET = "budget", _("Adjusted budget")
        FINAL = "final", _("Final report")
        OTHER = "other", _("Something else")

    class Acts(models.TextChoices):
        BOTH = "both", _("Programme leader and lead applicant")
        LEADER = "leader", _("Programme leader")
        LEAD_APPLICANT = "lead_applicant", _("Lead applicant")

    REPORTS = (Kind.PROGRESS, Kind.FINAL)

    region = models.ForeignKey(
        Region,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="own_moments",
        verbose_name=_("for one region only"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PROGRESS)
    title = models.CharField(_("what must be handed in"), max_length=120)
    acts = models.CharField(_("who hands it in"), max_length=20, choices=Acts, default=Acts.BOTH)
    due_on = models.DateField(_("at DUS-I by"))
    covers_from_on = models.DateField(_("about the period from"), null=True, blank=True)
    covers_until_on = models.DateField(_("until and including"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), blank=True)
    dropped_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("reporting moment")
        verbose_name_plural = _("reporting moments")
        ordering = ["due_on", "id"]
        triggers = [sequence_that_only_rises("title", "due_on", "dropped_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(covers_from_on=None, covers_until_on=None)
                | Q(
                    covers_from_on__isnull=False,
                    covers_until_on__isnull=False,
                    covers_until_on__gte=F("covers_from_on"),
                ),
                name="a_moment_covers_a_period_or_none",
                violation_error_message=_(
                    "Give both days of the period, the first before the last, or neither."
                ),
            ),
            models.UniqueConstraint(
                fields=["kind", "title", "due_on"],
                condition=Q(region=None, dropped_on=None),
                name="a_national_moment_stands_once",
                violation_error_message=_("This moment is already there."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class MomentException(models.Model):
    """What holds in one region instead: another day, or none. It stays until it is ended."""

    moment = models.ForeignKey(ReportingMoment, models.CASCADE, related_name="exceptions")
    region = models.ForeignKey(Region, models.CASCADE, related_name="+", verbose_name=_("region"))
    due_on = models.DateField(_("at DUS-I by"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    region_path = "region"

    class Meta:
        verbose_name = _("exception to a reporting moment")
        verbose_name_plural = _("exceptions to reporting moments")
        ordering = ["region__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["moment", "region"],
                name="one_exception_per_moment_and_region",
                violation_error_message=_("This region already has an exception. Change that one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.moment}"


class MomentMove(models.Model):
    """That a day moved, from when to when, who wrote it down and where it is said.

    Without a region it moved for everybody. Without a day it held for nobody there.
    """

    moment = models.ForeignKey(ReportingMoment, models.CASCADE, related_name="moves")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="+")
    from_on = models.DateField(_("from"), null=True)
    to_on = models.DateField(_("to"), null=True)
    source = models.CharField(_("source"), max_length=200)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    moved_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("moved reporting moment")
        verbose_name_plural = _("moved reporting moments")
        ordering = ["moved_at", "id"]

    def __str__(self) -> str:
        return f"{self.moment}: {self.from_on} → {self.to_on}"


@pghistory.track()
class HandedIn(models.Model):
    """A region handed in what was due: from then on nobody is reminded of it."""

    moment = models.ForeignKey(ReportingMoment, models.CASCADE, related_name="handed_in")
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    sent_on = models.DateField(_("sent on"))
    reference = models.CharField(
        _("reference"), max_length=80, blank=True, help_text=_("As DUS-I confirms it.")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("handed in")
        verbose_name_plural = _("handed in")
        ordering = ["-sent_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["moment", "region"],
                name="a_region_hands_in_once_per_moment",
                violation_error_message=_("This was already recorded as handed in."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.moment}"
