"""Labs and hotspots."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regions.ical import renaming_raises_sequences
from regions.models import Region, School
from regions.partners.models import Partnership


@pghistory.track()
class Lab(models.Model):
    """A room, a hotspot at a business, or a bus, where pupils see and try technology."""

    class Kind(models.TextChoices):
        LAB = "lab", _("Learning lab")
        HOTSPOT = "hotspot", _("Hotspot at a business")
        BUS = "bus", _("Bus")

    region = models.ForeignKey(Region, models.CASCADE, related_name="labs")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.LAB)
    name = models.CharField(_("name"), max_length=120)
    place = models.CharField(_("place"), max_length=80, blank=True)
    owner_school = models.ForeignKey(
        School,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner: school"),
    )
    owner_partner = models.ForeignKey(
        Partnership,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_labs",
        verbose_name=_("owner: business"),
    )
    equipment = models.TextField(
        _("what it has"), blank=True, help_text=_("One thing on each line.")
    )
    opened_on = models.DateField(_("open since"), null=True, blank=True)
    closed_on = models.DateField(_("closed since"), null=True, blank=True)
    activity_key = models.UUIDField(null=True, blank=True, editable=False)
    contributors = models.ManyToManyField(
        Partnership, related_name="labs", blank=True, verbose_name=_("businesses that contribute")
    )
    schools = models.ManyToManyField(
        School, related_name="labs", blank=True, verbose_name=_("schools that use it")
    )

    region_path = "region"

    class Meta:
        verbose_name = _("lab")
        verbose_name_plural = _("labs")
        ordering = ["name__dutch", "id"]
        triggers = [renaming_raises_sequences("labs_event", "lab_id")]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                name="one_lab_per_name_in_a_region",
                violation_error_message=_("This region already has a lab with this name."),
            ),
            models.CheckConstraint(
                condition=Q(owner_school=None) | Q(owner_partner=None),
                name="a_lab_has_one_owner",
                violation_error_message=_("Choose a school or a business as the owner, not both."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="a_lab_closes_after_it_opens",
                violation_error_message=_("It closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
