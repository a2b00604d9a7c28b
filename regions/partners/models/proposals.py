"""Contributions that the portal proposes where they come from: an event, or internships."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .contributions import Contribution
from .financing import Days
from .partnerships import Partnership


class GuidanceShare(models.Model):
    """Which part of the time of a pupil at a business counts as its guidance, from a day on."""

    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)
    valid_from_on = models.DateField(_("valid from"))
    valid_until_on = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("share of guidance")
        verbose_name_plural = _("shares of guidance")
        ordering = ["-valid_from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gt=0) & Q(percent__lte=100),
                name="guidance_is_a_percentage",
                violation_error_message=_("The share is more than 0 and at most 100 percent."),
            ),
            ExclusionConstraint(
                name="one_share_of_guidance_at_a_time",
                expressions=[(Days(), RangeOperators.OVERLAPS)],
                violation_error_message=_("Another share holds in these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}% {self.valid_from_on}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def about(self, source: str, source_id: int) -> "ProposalQuerySet":
        return self.filter(source=source, source_id=source_id)

    def undecided(self) -> "ProposalQuerySet":
        return self.filter(contribution=None, set_aside_at=None)

    def open(self) -> "ProposalQuerySet":
        """What somebody can still take over: not what came with a business that was merged into
        this one and was taken over there."""
        twin = Proposal.objects.filter(
            source=OuterRef("source"),
            source_id=OuterRef("source_id"),
            contribution__partnership=OuterRef("partnership"),
        )
        return self.undecided().filter(~Exists(twin), partnership__ended_on=None)


@pghistory.track()
class Proposal(models.Model):
    """What one business may have contributed to one event or cohort: people × hours × share.

    `people` and `hours` are empty where the source does not say them. Once taken over it points at
    its contribution, and never proposes again.
    """

    class Source(models.TextChoices):
        EVENT = "event", _("Event")
        COHORT = "cohort", _("Internships")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="proposals")
    source = models.CharField(max_length=6, choices=Source)
    source_id = models.PositiveBigIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=Contribution.Kind)
    title = models.CharField(_("what"), max_length=160)
    happened_on = models.DateField(_("on"))
    activity_key = models.UUIDField(null=True, blank=True, editable=False)
    people = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    hours = models.DecimalField(
        _("hours each"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, default=100)
    contribution = models.OneToOneField(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="proposal"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProposalQuerySet.as_manager()
    region_path = "partnership__region"

    class Meta:
        verbose_name = _("proposed contribution")
        verbose_name_plural = _("proposed contributions")
        ordering = ["-happened_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "partnership"],
                name="one_proposal_per_source_and_business",
                violation_error_message=_("This was proposed for this business already."),
            ),
            models.CheckConstraint(
                condition=Q(contribution=None) | Q(set_aside_at=None),
                name="a_proposal_is_taken_over_or_set_aside",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> str:
        """The name of the address where it came from."""
        return "event" if self.source == self.Source.EVENT else "cohort"
