"""An elective of a region: what it is, where it hangs in the plan, and the businesses behind it."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.partners.models import Document, Partnership
from regions.words.folding import Dutch, Grams


class Profile(models.TextChoices):
    """The ten profiles of the vmbo; five of them count as technical."""

    BWI = "BWI", _("BWI: building, living and interior")
    DP = "D&P", _("D&P: services and products")
    EO = "E&O", _("E&O: economy and enterprise")
    GROEN = "Groen", _("Groen: green")
    HBR = "HBR", _("HBR: catering, bakery and recreation")
    MAT = "MaT", _("MaT: maritime and technology")
    MVI = "MVI", _("MVI: media, design and ICT")
    MT = "M&T", _("M&T: mobility and transport")
    PIE = "PIE", _("PIE: producing, installing and energy")
    ZW = "Z&W", _("Z&W: care and welfare")


TECHNICAL = frozenset({Profile.BWI, Profile.MAT, Profile.MVI, Profile.MT, Profile.PIE})


class ElectiveQuerySet(models.QuerySet["Elective"]):
    def with_stage(self) -> "ElectiveQuerySet":
        """`stage` is how far its path came (a `Stage`), `stage_on` the day it came there."""
        return self.annotate(stage=Max("steps__stage"), stage_on=Max("steps__dated_on"))

    def published(self) -> "ElectiveQuerySet":
        return self.filter(published_at__isnull=False)


@pghistory.track(exclude=["search"])
class Elective(models.Model):
    """A subject that a region develops or teaches. How far it came stands in its path.

    `aims_at` is the year in which the school year begins that it should first be taught in
    (2028 is 1 August 2028). It hangs on an activity of the plan by the activity's lasting key.
    One that a school teaches without an exam has `counts_for_exam` off: a flag, no other path.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="electives")
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(
        _("what pupils learn"), max_length=2000, help_text=_("In two or three sentences.")
    )
    profiles = ArrayField(
        models.CharField(max_length=5, choices=Profile), verbose_name=_("profiles"), default=list
    )
    counts_for_exam = models.BooleanField(_("counts for the exam"), default=True)
    activity_key = models.UUIDField(editable=False)
    aims_at = models.PositiveSmallIntegerField(_("first taught in school year"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    rejected_on = models.DateField(_("rejected on"), null=True, blank=True)
    rejected_reason = models.CharField(_("why it was rejected"), max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="taken_over", editable=False
    )
    taken_on = models.DateField(_("taken over on"), null=True, blank=True, editable=False)
    # The origin stays named when the other region lets its elective go.
    origin = models.CharField(_("origin"), max_length=220, blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="dutch")
        + SearchVector("summary", weight="B", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    objects = ElectiveQuerySet.as_manager()
    region_path = "region"

    class Meta:
        verbose_name = _("elective")
        verbose_name_plural = _("electives")
        ordering = ["title__dutch", "id"]
        indexes = [
            GinIndex(fields=["search"], name="elective_search"),
            GinIndex(fields=["profiles"], name="elective_profiles"),
            models.Index(Dutch("title"), "id", name="elective_title_dutch"),
            GinIndex(Grams("title"), name="elective_grams"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "title"],
                name="one_elective_per_title_in_a_region",
                violation_error_message=_("This region already has an elective with this title."),
            ),
            models.UniqueConstraint(
                fields=["region", "taken_from"],
                name="a_region_takes_an_elective_over_once",
                violation_error_message=_("This region took it over already."),
            ),
            models.CheckConstraint(
                condition=Q(profiles__len__gte=1),
                name="an_elective_has_a_profile",
                violation_error_message=_("Choose at least one profile."),
            ),
            models.CheckConstraint(
                condition=Q(aims_at__gte=2015) & Q(aims_at__lte=2100),
                name="an_elective_aims_at_a_year",
                violation_error_message=_("Give the year in which the school year starts."),
            ),
            models.CheckConstraint(
                condition=Q(rejected_on=None, rejected_reason="")
                | (Q(rejected_on__isnull=False) & ~Q(rejected_reason="")),
                name="a_rejected_elective_says_why",
                violation_error_message=_("Write why it was rejected."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_technical(self) -> bool:
        return bool(TECHNICAL & set(self.profiles))

    @property
    def profile_names(self) -> list[str]:
        """In words, for who does not know the letters."""
        names = dict(Profile.choices)
        return [str(names.get(code, code)) for code in self.profiles]


class Backing(models.Model):
    """What a partner of the region does for an elective."""

    class Role(models.TextChoices):
        ASKED = "asked", _("asked for it")
        WRITES = "writes", _("writes along")
        HOSTS = "hosts", _("receives pupils")
        TEACHES = "teaches", _("teaches")

    elective = models.ForeignKey(Elective, models.CASCADE, related_name="backings")
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="backings", verbose_name=_("business")
    )
    role = models.CharField(_("does what"), max_length=8, choices=Role)
    since_on = models.DateField(_("since"))
    may_be_named = models.BooleanField(_("may be named in the public catalogue"), default=False)

    region_path = "elective__region"

    class Meta:
        verbose_name = _("business behind an elective")
        verbose_name_plural = _("businesses behind electives")
        ordering = ["since_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["elective", "partnership", "role"],
                name="one_row_per_business_and_role",
                violation_error_message=_("This business stands here already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership} {self.get_role_display()}"


class Material(models.Model):
    """A file with lessons, and how far it may travel."""

    class Audience(models.TextChoices):
        REGION = "region", _("only our region")
        REGIONS = "regions", _("all regions, after signing in")
        EVERYBODY = "everybody", _("everybody, in the public catalogue")

    elective = models.ForeignKey(Elective, models.CASCADE, related_name="materials")
    title = models.CharField(_("what it is"), max_length=120)
    document = models.ForeignKey(Document, models.CASCADE, related_name="+", verbose_name=_("file"))
    audience = models.CharField(
        _("who may have it"), max_length=9, choices=Audience, default=Audience.REGION
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "elective__region"

    class Meta:
        verbose_name = _("lesson material")
        verbose_name_plural = _("lesson material")
        ordering = ["title__dutch", "id"]

    def __str__(self) -> str:
        return self.title
