"""Who holds which role, in which region, from when to when."""

import datetime
from collections.abc import Collection, Iterable

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from .clashes import refuse_what_clashes
from .regions import Region
from .roles import LEADER_ROLES, STEERING_ROLES, Role


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: datetime.date) -> "MembershipQuerySet":
        """Memberships that hold on `day` (first and last day included), in regions that are open.

        Nobody works in a region that is closed: it gets no mail, and nothing waits there.
        """
        is_open = Q(region__closed_on=None) | Q(region__closed_on__gt=day)
        return self.given_on(day).filter(is_open)

    def given_on(self, day: datetime.date) -> "MembershipQuerySet":
        """The same, with those in closed regions, where they still read."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def holding(self, roles: Collection[str]) -> "MembershipQuerySet":
        """Who has one of these roles, as one of its own or beside another seat."""
        beside = Q(also_applies=True) if Role.LEAD_APPLICANT in roles else Q()
        return self.filter(Q(role__in=roles) | beside)

    def lead_applicants(self) -> "MembershipQuerySet":
        return self.holding([Role.LEAD_APPLICANT])

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
    # One seat, one vote: who also holds the grant has no second role beside it.
    also_applies = models.BooleanField(_("is lead applicant too"), default=False, db_default=False)
    # Asked by the bureau to be invited by mail; empty for who stands in, or was there before.
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("invited by"),
    )

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
            models.CheckConstraint(
                condition=Q(also_applies=False)
                | Q(role__in=[Role.CHAIR, Role.SCHOOL_BOARD, Role.BUSINESS]),
                name="a_lead_applicant_too_has_another_seat",
                violation_error_message=_(
                    "Only who has another seat in the steering group is lead applicant too."
                ),
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
                    "This person already has a role in this region in these days."
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

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """First in words for people; the database has the last word."""
        refuse_what_clashes(self)
        super().validate_constraints(exclude)

    @property
    def is_in_closed_region(self) -> bool:
        return self.region is not None and self.region.is_closed

    def holds(self, roles: Collection[str]) -> bool:
        """As `holding`, of this one."""
        return self.role in roles or (self.also_applies and Role.LEAD_APPLICANT in roles)

    @property
    def holds_grant(self) -> bool:
        return self.holds([Role.LEAD_APPLICANT])

    @property
    def role_told(self) -> str:
        """The role as people say it, with what comes beside it."""
        told = self.get_role_display()
        return _("%(role)s and lead applicant") % {"role": told} if self.also_applies else told

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
