"""The digest of a steering group, sealed when it is planned, and the leader's foreword before."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Same
from regions.months import Month
from regions.steering.models import SteeringGroup


class Covered(Func):
    """The months of a digest as a range of their first days."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self) -> None:
        super().__init__(F("from_on"), F("month_on"), Value("[]"))


@pgtrigger.register(
    pgtrigger.Trigger(
        name="a_digest_never_changes",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=(
            "RAISE EXCEPTION 'digest is sealed' USING ERRCODE = 'check_violation',"
            " CONSTRAINT = 'a_digest_never_changes';"
        ),
    )
)
class Digest(models.Model):
    """What a steering group is told about one period. Mail, page and print show this snapshot.

    `sections` are those of `digest/sections.py`, as JSON; `readers` is how many mails were planned
    with it.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("For the group")
        EMPTY = "empty", _("Nothing to report: no mail")
        STALE = "stale", _("Too late to mail")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    steering_group = models.ForeignKey(SteeringGroup, models.CASCADE, related_name="digests")
    from_on = models.DateField(_("first month"))
    month_on = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED)
    headline = models.CharField(_("headline"), max_length=200)
    foreword = models.TextField(_("foreword"), blank=True)
    foreword_by = models.CharField(max_length=200, blank=True)
    sections = models.JSONField(default=dict)
    readers = models.PositiveSmallIntegerField(default=0)
    planned_at = models.DateTimeField(default=timezone.now)

    region_path = "steering_group__region"

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["steering_group", "-month_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["steering_group", "month_on"], name="one_digest_per_group_and_month"
            ),
            ExclusionConstraint(
                name="no_month_in_two_digests",
                expressions=[
                    (Same("steering_group"), RangeOperators.OVERLAPS),
                    (Covered(), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(month_on__day=1) & Q(from_on__day=1) & Q(from_on__lte=F("month_on")),
                name="digest_covers_whole_months",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.steering_group} {self.month}"

    @property
    def month(self) -> Month:
        """The last month that it covers: the one that it is called after."""
        return Month.of(self.month_on)

    @property
    def first_month(self) -> Month:
        return Month.of(self.from_on)

    @property
    def is_stale(self) -> bool:
        return self.state == self.State.STALE

    @property
    def is_empty(self) -> bool:
        return bool(self.sections.get("is_empty"))


class Foreword(models.Model):
    """A few sentences of the programme leader, to be changed until the digest is sealed."""

    steering_group = models.ForeignKey(SteeringGroup, models.CASCADE, related_name="forewords")
    month_on = models.DateField()
    text = models.TextField(_("foreword"), max_length=600, blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    region_path = "steering_group__region"

    class Meta:
        verbose_name = _("foreword")
        verbose_name_plural = _("forewords")
        constraints = [
            models.UniqueConstraint(
                fields=["steering_group", "month_on"], name="one_foreword_per_group_and_month"
            ),
            models.CheckConstraint(
                condition=Q(month_on__day=1), name="foreword_month_is_a_first_day"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
