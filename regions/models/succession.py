"""Which regions a region went on in: what ended stays as it was, and the two name each other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .regions import Region


class RegionChange(models.Model):
    """One deed of the bureau: regions joined, merged or split from a day on.

    `made` has the rows that went along, by label of the model, each with a mark of how it stood;
    `before` when and why each region that ended would have closed without it.
    """

    class Kind(models.TextChoices):
        JOIN = "join", _("joins another region")
        MERGE = "merge", _("merges into a new region")
        SPLIT = "split", _("splits into two new regions")

    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    from_on = models.DateField(_("from"))
    made = models.JSONField(default=dict, editable=False)
    before = models.JSONField(default=dict, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of regions")
        verbose_name_plural = _("changes of regions")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.from_on})"


class RegionSuccession(models.Model):
    """`former` ended and went on in `successor`; gone again when the change is undone."""

    change = models.ForeignKey(RegionChange, models.CASCADE, related_name="successions")
    former = models.ForeignKey(Region, models.CASCADE, related_name="goes_on")
    successor = models.ForeignKey(Region, models.CASCADE, related_name="came_from")

    region_path = "successor"

    class Meta:
        verbose_name = _("succession of a region")
        verbose_name_plural = _("successions of regions")
        ordering = ["successor__name__dutch"]
        constraints = [
            models.UniqueConstraint(
                fields=["former", "successor"], name="a_region_goes_on_in_another_once"
            ),
            models.CheckConstraint(
                condition=~Q(former=F("successor")), name="no_region_goes_on_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.successor}"
