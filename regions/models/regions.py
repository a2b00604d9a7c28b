"""Regions, their parts and their schools."""

import datetime

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

IS_BRIN = RegexValidator(
    r"^[0-9]{2}[A-Z]{2}(?:[0-9]{2})?\Z",
    _("A BRIN has two digits and two letters, then two digits of the site: for example 00XX01."),
)


class RegionQuerySet(models.QuerySet["Region"]):
    def open_on(self, day: datetime.date) -> "RegionQuerySet":
        """Those that take part on `day`: what is closed stays to be read."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))


@pghistory.track()
class Region(models.Model):
    class Kind(models.TextChoices):
        TECHNICAL = "technical", _("Technical education region")
        LOW_TECH = "low_tech", _("Region with little technology (techniekluw)")

    class LineLabel(models.TextChoices):
        ACTIELIJN = "actielijn", "Actielijn"
        PROGRAMMALIJN = "programmalijn", "Programmalijn"
        AMBITIE = "ambitie", "Ambitie"

    class LeaderLabel(models.TextChoices):
        PROGRAMMALEIDER = "programmaleider", "Programmaleider"
        PROGRAMMAMANAGER = "programmamanager", "Programmamanager"

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.TECHNICAL)
    line_label = models.CharField(
        _("word for action line"), max_length=20, choices=LineLabel, default=LineLabel.ACTIELIJN
    )
    leader_label = models.CharField(
        _("word for programme leader"),
        max_length=20,
        choices=LeaderLabel,
        default=LeaderLabel.PROGRAMMALEIDER,
    )
    tolerance_months = models.DecimalField(
        _("tolerance in months"),
        max_digits=3,
        decimal_places=1,
        default=1,
        help_text=_("Within this distance from its plan the region is on track."),
    )

    closed_on = models.DateField(_("closed since"), null=True, blank=True)
    closed_because = models.CharField(
        _("why it is closed"),
        max_length=200,
        blank=True,
        db_default="",
        help_text=_("For example: joined with another region."),
    )

    objects = RegionQuerySet.as_manager()
    region_path = "pk"

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name__dutch"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tolerance_months__gte=0) & Q(tolerance_months__lte=12),
                name="tolerance_between_zero_and_twelve_months",
                violation_error_message=_("The tolerance lies between 0 and 12 months."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("region", args=[self.slug])

    @property
    def is_closed(self) -> bool:
        """Read-only, from the first day that it is closed on."""
        return self.closed_on is not None and self.closed_on <= timezone.localdate()


class SubRegion(models.Model):
    region = models.ForeignKey(Region, models.CASCADE, related_name="sub_regions")
    name = models.CharField(_("name"), max_length=80)
    lead_name = models.CharField(_("lead"), max_length=120, blank=True)

    region_path = "region"

    class Meta:
        verbose_name = _("sub-region")
        verbose_name_plural = _("sub-regions")
        ordering = ["name__dutch"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                name="one_sub_region_per_name_in_a_region",
                violation_error_message=_("This region already has a sub-region with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    class Kind(models.TextChoices):
        VMBO = "vmbo", "vmbo"
        MBO = "mbo", "mbo"
        PRO = "pro", _("practical education")
        HAVO_VWO = "havo_vwo", _("havo or vwo")
        VSO = "vso", _("special education (vso)")
        PO = "po", _("primary education")

    class Zone(models.TextChoices):
        """The part of the country whose school holidays hold."""

        NORTH = "noord", _("north")
        MIDDLE = "midden", _("middle")
        SOUTH = "zuid", _("south")

    WITHOUT_VMBO = (Kind.MBO, Kind.HAVO_VWO, Kind.PO)

    region = models.ForeignKey(Region, models.CASCADE, related_name="schools")
    sub_region = models.ForeignKey(
        SubRegion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="schools",
        verbose_name=_("sub-region"),
    )
    name = models.CharField(_("name"), max_length=120)
    brin = models.CharField(
        _("BRIN and site number"),
        max_length=6,
        blank=True,
        validators=[IS_BRIN],
        help_text=_("For example 00XX01."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.VMBO)
    place = models.CharField(_("place"), max_length=80, blank=True)
    board = models.CharField(_("school board"), max_length=120, blank=True, db_default="")
    province = models.CharField(_("province"), max_length=40, blank=True, db_default="")
    holiday_zone = models.CharField(
        _("holiday zone"), max_length=10, choices=Zone, blank=True, db_default=""
    )

    region_path = "region"

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["name__dutch"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                name="one_school_per_name_in_a_region",
                violation_error_message=_("This region already has a school with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
