"""Who holds which role, in which region, from when to when."""

import datetime
from collections.abc import Iterable

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from .regions import Region


class Role(models.TextChoices):
    LEADER = "leader", _("Programme leader")
    DEPUTY = "deputy", _("Deputy programme leader")
    CHAIR = "chair", _("Chair of the steering group")
    LEAD_APPLICANT = "lead_applicant", _("Lead applicant")
    SCHOOL_BOARD = "school_board", _("School board member")
    BUSINESS = "business", _("Business member")
    CONTROLLER = "controller", _("Controller")
    ADVISOR = "advisor", _("National advisor")
    BUREAU = "bureau", _("National bureau")


LEADER_ROLES = frozenset({Role.LEADER, Role.DEPUTY})
STEERING_ROLES = frozenset({Role.CHAIR, Role.LEAD_APPLICANT, Role.SCHOOL_BOARD, Role.BUSINESS})


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: datetime.date) -> "MembershipQuerySet":
        """Memberships that hold on `day` (first and last day included)."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def leaders(self) -> "MembershipQuerySet":
        return self.filter(role__in=LEADER_ROLES)

    def steering(self) -> "MembershipQuerySet":
        return self.filter(role__in=STEERING_ROLES)

    def advisors(self) -> "MembershipQuerySet":
        return self.filter(role=Role.ADVISOR)


class Period(Func):
    """The days of a row from its first to its last as a Postgres daterange, both ends included."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self) -> None:
        super().__init__(F("starts_on"), F("ends_on"), Value("[]"))


class Same(Func):
    """An id as a range of one: two are the same when they overlap.

    Plain GiST knows ranges, not integers, so no extension of Postgres is needed.
    """

    function = "int8range"
    output_field = BigIntegerRangeField()

    def __init__(self, name: str) -> None:
        super().__init__(F(name), F(name), Value("[]"))


def without_led_deputies(rows: Iterable["Membership"]) -> list["Membership"]:
    """Of these memberships a deputy only where no leader is among them."""
    rows = list(rows)
    led = {row.region_id for row in rows if row.role == Role.LEADER}
    return [row for row in rows if row.role != Role.DEPUTY or row.region_id not in led]


@pghistory.track()
class Membership(models.Model):
    """One role of one person, in one region (none for the bureau), from when to when.

    An advisor's assignment is a membership too, so that one constraint keeps anybody from
    advising a region that the same person leads.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    region = models.ForeignKey(
        Region,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("region"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    is_interim = models.BooleanField(_("interim"), default=False)

    objects = MembershipQuerySet.as_manager()
    region_path = "region"

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["region__name__dutch", "role", "starts_on"]
        indexes = [models.Index(fields=["region", "role"], name="membership_region_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("The end date lies before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(role=Role.BUREAU, region=None)
                | (~Q(role=Role.BUREAU) & Q(region__isnull=False)),
                name="only_the_bureau_has_no_region",
                violation_error_message=_("Choose a region; only the bureau has none."),
            ),
            ExclusionConstraint(
                name="one_role_per_person_region_and_time",
                expressions=[
                    (Same("user"), RangeOperators.OVERLAPS),
                    (Same("region"), RangeOperators.OVERLAPS),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(region__isnull=False),
                violation_error_message=_(
                    "This person already has a role in this region in these days. "
                    "Nobody advises a region that they lead."
                ),
            ),
            ExclusionConstraint(
                name="one_bureau_membership_per_person_and_time",
                expressions=[
                    (Same("user"), RangeOperators.OVERLAPS),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(region=None),
                violation_error_message=_(
                    "This person already works for the bureau in these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.region or ''}".rstrip(" ·")

    @property
    def is_leader(self) -> bool:
        return self.role in LEADER_ROLES

    @property
    def is_steering(self) -> bool:
        return self.role in STEERING_ROLES

    @property
    def is_controller(self) -> bool:
        return self.role == Role.CONTROLLER

    @property
    def is_advisor(self) -> bool:
        return self.role == Role.ADVISOR

    @property
    def is_bureau(self) -> bool:
        return self.role == Role.BUREAU
