"""Where an elective is taught, and what school and business say of it once a year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.internships.models import InternshipCohort
from regions.labs.models import Lab
from regions.models import School
from regions.months import school_year_text
from regions.partners.models import Partnership

from .electives import Elective


class Offering(models.Model):
    """A school teaches an elective in a school year and track. `pupils` is None when not counted
    yet; `school_year` is the year in which it begins."""

    elective = models.ForeignKey(Elective, models.CASCADE, related_name="offerings")
    school = models.ForeignKey(
        School, models.CASCADE, related_name="offerings", verbose_name=_("school")
    )
    school_year = models.PositiveSmallIntegerField(_("school year"))
    track = models.CharField(_("track"), max_length=2, choices=InternshipCohort.Track)
    pupils = models.PositiveIntegerField(_("number of pupils"), null=True, blank=True)
    is_teacher_trained = models.BooleanField(_("the teacher was trained for it"), default=False)
    lab = models.ForeignKey(
        Lab,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="offerings",
        verbose_name=_("lab"),
    )
    room = models.CharField(_("or the room"), max_length=80, blank=True)

    region_path = "elective__region"

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        ordering = ["-school_year", "school__name__dutch", "track", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["elective", "school", "school_year", "track"],
                name="one_offering_per_school_year_and_track",
                violation_error_message=_("This school offers it in this year and track already."),
            ),
            models.CheckConstraint(
                condition=Q(school_year__gte=2015) & Q(school_year__lte=2100),
                name="an_offering_is_in_a_year",
                violation_error_message=_("Give the year in which the school year starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elective}, {self.school} {school_year_text(self.school_year)}"


class Reflection(models.Model):
    """Three short answers a year, by a school or by a business; never a score."""

    elective = models.ForeignKey(Elective, models.CASCADE, related_name="reflections")
    school_year = models.PositiveSmallIntegerField(_("school year"))
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reflections",
        verbose_name=_("school"),
    )
    partnership = models.ForeignKey(
        Partnership,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reflections",
        verbose_name=_("business"),
    )
    pupils_learned = models.TextField(_("What did pupils really learn?"), max_length=1000)
    works = models.TextField(_("What works well?"), max_length=1000)
    change = models.TextField(_("What would you change next year?"), max_length=1000)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "elective__region"

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        ordering = ["-school_year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=True, partnership__isnull=False)
                | Q(school__isnull=False, partnership__isnull=True),
                name="a_reflection_of_a_school_or_a_business",
                violation_error_message=_("Choose a school or a business, not both."),
            ),
            models.UniqueConstraint(
                fields=["elective", "school_year"],
                condition=Q(partnership=None),
                name="one_reflection_of_a_school_a_year",
                violation_error_message=_("A school gave its answers for this year already."),
            ),
            models.UniqueConstraint(
                fields=["elective", "school_year"],
                condition=Q(school=None),
                name="one_reflection_of_a_business_a_year",
                violation_error_message=_("A business gave its answers for this year already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elective} {school_year_text(self.school_year)}"
