"""A business is known once in the country; what a region has with it is a partnership."""

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.words.folding import Dutch, Grams


class BusinessQuerySet(models.QuerySet["Business"]):
    def known(self) -> "BusinessQuerySet":
        """Without those that were merged into another."""
        return self.filter(merged_into=None)


@pghistory.track()
class Business(models.Model):
    """Name, kind, place, sector and number of a business: nothing about people.

    What is no business stands here as well, with its kind: a branch organisation, a municipality.
    One that turned out to be another is `merged_into` it and stays, so that a merge can be undone.
    """

    class Kind(models.TextChoices):
        BUSINESS = "business", _("business")
        BRANCH = "branch", _("branch organisation")
        MUNICIPALITY = "municipality", _("municipality")
        TRAINING = "training", _("training company")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind, default=Kind.BUSINESS, db_default=Kind.BUSINESS
    )
    place = models.CharField(_("place"), max_length=80, blank=True)
    sector = models.CharField(_("sector"), max_length=80, blank=True)
    kvk = models.CharField(
        _("KvK number"), max_length=8, blank=True, help_text=_("Eight digits; may stay empty.")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BusinessQuerySet.as_manager()

    class Meta:
        verbose_name = _("business")
        verbose_name_plural = _("businesses")
        ordering = ["name__dutch", "id"]
        indexes = [
            models.Index(Dutch("name"), "id", name="business_name_dutch"),
            GinIndex(Grams("name"), Grams("place"), Grams("sector"), name="business_grams"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kvk"],
                condition=~Q(kvk="") & Q(merged_into=None),
                name="one_business_per_kvk_number",
                violation_error_message=_("There is already a business with this KvK number."),
            ),
            models.CheckConstraint(
                condition=Q(kvk="") | Q(kvk__regex=r"^[0-9]{8}$"),
                name="kvk_number_has_eight_digits",
                violation_error_message=_("A KvK number has eight digits."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_business(self) -> bool:
        return self.kind == self.Kind.BUSINESS

    @property
    def called(self) -> str:
        """With its article, over a part of a page."""
        called = {
            self.Kind.BUSINESS: _("The business"),
            self.Kind.BRANCH: _("The branch organisation"),
            self.Kind.MUNICIPALITY: _("The municipality"),
            self.Kind.TRAINING: _("The training company"),
        }
        return str(called[self.Kind(self.kind)])


class BusinessMerge(models.Model):
    """What a merge of two businesses moved, so that it can be undone exactly.

    `moved` holds {"partnerships": [ids], "joined": [{...}]}: partnerships that changed business,
    and those of a region that had both, with the ids of the rows that went from one to the other.
    """

    kept = models.ForeignKey(Business, models.CASCADE, related_name="merges")
    dropped = models.ForeignKey(Business, models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merged_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge of businesses")
        verbose_name_plural = _("merges of businesses")
        ordering = ["-merged_at"]

    def __str__(self) -> str:
        return f"{self.dropped} → {self.kept}"
