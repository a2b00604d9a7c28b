"""The steering group of a region: its mandate and the rhythm of its digest."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models import Region

DEFAULT_MANDATE = "toezicht houden op de uitvoering van het beschreven plan"


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
    mandate = models.TextField(_("mandate"), default=DEFAULT_MANDATE)
    rhythm = models.PositiveSmallIntegerField(
        _("digest"), choices=Rhythm, default=Rhythm.MONTHLY
    )
    digests_from_on = models.DateField(
        _("first month with a digest"), help_text=_("The first day of that month.")
    )
    wants_empty_digests = models.BooleanField(
        _("also mail when nothing happened"), default=False
    )

    region_path = "region"

    class Meta:
        verbose_name = _("steering group")
        verbose_name_plural = _("steering groups")
        ordering = ["region__name"]

    def __str__(self) -> str:
        return f"{self.get_label_display()} {self.region}"
