"""Internships by cohort: counts only, carried over the years in which there is still a chance."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import School
from regions.months import school_year_text


@pghistory.track()
class InternshipCohort(models.Model):
    """The pupils of one school, school year and track who should have an internship.

    `school_year` is the year in which it starts (2026 is 2026–2027). `last_chance_on` is the last
    day on which this cohort can still do one: after it, who had none never had one.
    """

    class Track(models.TextChoices):
        BB = "bb", "bb"
        KB = "kb", "kb"
        GL = "gl", "gl"
        TL = "tl", "tl"

    school = models.ForeignKey(School, models.CASCADE, related_name="cohorts")
    school_year = models.PositiveSmallIntegerField(_("school year"))
    track = models.CharField(_("track"), max_length=2, choices=Track)
    needed = models.PositiveIntegerField(_("pupils who need one"))
    planned_from_on = models.DateField(_("internship from"), null=True, blank=True)
    planned_until_on = models.DateField(_("internship until"), null=True, blank=True)
    last_chance_on = models.DateField(_("last possible day"))
    activity_key = models.UUIDField(null=True, blank=True, editable=False)

    region_path = "school__region"

    class Meta:
        verbose_name = _("internship cohort")
        verbose_name_plural = _("internship cohorts")
        ordering = ["-school_year", "school__name__dutch", "track"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "track"],
                name="one_cohort_per_school_year_and_track",
                violation_error_message=_("This cohort is there already."),
            ),
            models.CheckConstraint(
                condition=Q(school_year__gte=2015) & Q(school_year__lte=2100),
                name="school_year_is_a_year",
                violation_error_message=_("Give the year in which the school year starts."),
            ),
            models.CheckConstraint(
                condition=Q(planned_from_on=None, planned_until_on=None)
                | Q(planned_until_on__gte=F("planned_from_on")),
                name="an_internship_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(
                condition=Q(planned_until_on=None) | Q(planned_until_on__lte=F("last_chance_on")),
                name="planned_before_the_last_chance",
                violation_error_message=_("The internship lies after the last possible day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {school_year_text(self.school_year)} {self.track}"


class CohortEntry(models.Model):
    """One line of a cohort's ledger: so many pupils placed, done, postponed or lost on a day.

    Entries are never changed; a mistake is put right by an opposite entry (`corrects`).
    """

    class Kind(models.TextChoices):
        PLACED = "placed", _("Placed")
        DONE = "done", _("Done")
        POSTPONED = "postponed", _("Postponed")
        LOST = "lost", _("Lost for this cohort")

    cohort = models.ForeignKey(InternshipCohort, models.CASCADE, related_name="entries")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    count = models.IntegerField(_("how many pupils"))
    dated_on = models.DateField(_("on"))
    until_on = models.DateField(_("postponed until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="corrected_by"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "cohort__school__region"

    class Meta:
        verbose_name = _("entry of a cohort")
        verbose_name_plural = _("entries of cohorts")
        ordering = ["dated_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, count__gt=0) | Q(corrects__isnull=False, count__lt=0),
                name="only_a_correction_takes_away",
                violation_error_message=_("Give a number of at least one."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["postponed", "lost"]) | ~Q(reason=""),
                name="postponed_and_lost_say_why",
                violation_error_message=_("Write why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.count}"
