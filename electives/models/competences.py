"""Competences, and where pupils practise them: the rows of the map."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from regions.internships.models import InternshipCohort
from regions.labs.models import Event, Lab
from regions.models import Region

from .electives import Elective


class Depth(models.IntegerChoices):
    """How deep pupils get to know a competence."""

    INTRODUCED = 1, _("introduced")
    PRACTISED = 2, _("practised")
    MASTERED = 3, _("mastered")


class CompetenceQuerySet(models.QuerySet["Competence"]):
    def of(self, region: Region) -> "CompetenceQuerySet":
        """The region's own technical competences and the five of career guidance."""
        return self.filter(Q(region=region) | Q(region=None))

    def lob(self) -> "CompetenceQuerySet":
        return self.filter(region=None)


class Competence(models.Model):
    """Something that pupils learn to do. Without a region it is one of the five of lob."""

    region = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="competences"
    )
    name = models.CharField(_("competence"), max_length=80)
    explanation = models.CharField(_("in other words"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    objects = CompetenceQuerySet.as_manager()
    region_path = "region"

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["position", "name__dutch", "id"]
        constraints = [
            models.UniqueConstraint(
                "region",
                Lower("name"),
                name="one_competence_per_name_in_a_region",
                nulls_distinct=False,
                violation_error_message=_("This competence is there already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_lob(self) -> bool:
        return self.region_id is None


PLACES = ("elective", "lab", "event", "cohort", "activity_key")


def _exactly_one() -> Q:
    found = Q()
    for chosen in PLACES:
        found |= Q(**{f"{place}__isnull": place != chosen for place in PLACES})
    return found


class Practice(models.Model):
    """A competence is practised somewhere, so deep: in an elective, lab, event, internship or,
    for career guidance, an activity of the plan."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="practices")
    competence = models.ForeignKey(Competence, models.CASCADE, related_name="practices")
    depth = models.PositiveSmallIntegerField(_("how deep"), choices=Depth, default=Depth.INTRODUCED)
    elective = models.ForeignKey(
        Elective, models.CASCADE, null=True, blank=True, related_name="practices"
    )
    lab = models.ForeignKey(Lab, models.CASCADE, null=True, blank=True, related_name="practices")
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="practices"
    )
    cohort = models.ForeignKey(
        InternshipCohort, models.CASCADE, null=True, blank=True, related_name="practices"
    )
    activity_key = models.UUIDField(null=True, blank=True)

    region_path = "region"

    class Meta:
        verbose_name = _("practice of a competence")
        verbose_name_plural = _("practices of competences")
        ordering = ["competence", "id"]
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one(), name="a_competence_is_practised_in_one_place"
            ),
            models.CheckConstraint(
                condition=Q(depth__gte=1) & Q(depth__lte=3), name="three_depths"
            ),
            models.UniqueConstraint(
                fields=["region", "competence", *PLACES],
                name="one_depth_per_competence_and_place",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competence}: {self.get_depth_display()}"
