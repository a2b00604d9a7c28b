"""The plan as a locked baseline: lines, activities and milestones."""

import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region, School, SubRegion
from regions.months import Month
from regions.plans.locks import LOCK_PLAN, lock_rows_of_approved_plan
from regions.words.folding import Grams


class PlanQuerySet(models.QuerySet["Plan"]):
    def current(self) -> "PlanQuerySet":
        """Approved plans: at most one per region."""
        return self.filter(state=Plan.State.APPROVED)

    def ever_approved(self) -> "PlanQuerySet":
        """Every version that held once, or holds."""
        return self.filter(state__in=[Plan.State.APPROVED, Plan.State.SUPERSEDED])

    def running_in(self, month: Month) -> "PlanQuerySet":
        """The version of each region that held at the end of a month, where it ran in that month.

        A later version changes nothing of what held then.
        """
        approved = Plan.objects.ever_approved().filter(approved_on__lte=month.last_day)
        held = approved.order_by("region_id", "-version").distinct("region_id")
        return self.filter(
            pk__in=held.values("pk"),
            starts_on__lte=month.last_day,
            ends_on__gte=month.first_day,
        )


@pghistory.track(exclude=["created_at"])
class Plan(models.Model):
    """One version of a region's activity plan. Once approved it never changes.

    An outline covers the whole period; a detail works out a part of it, from `details_from_on` to
    `details_until_on`, and holds once the funder approved it, without a decision of the group.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        APPROVED = "approved", _("Approved")
        SUPERSEDED = "superseded", _("Superseded")

    region = models.ForeignKey(Region, models.CASCADE, related_name="plans")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=160)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    starts_on = models.DateField(_("start"))
    ends_on = models.DateField(_("end"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reference = models.CharField(_("reference of the approval"), max_length=80, blank=True)
    return_reason = models.TextField(_("reason for returning"), blank=True)
    details_from_on = models.DateField(_("worked out from"), null=True, blank=True)
    details_until_on = models.DateField(_("worked out until"), null=True, blank=True)

    objects = PlanQuerySet.as_manager()
    region_path = "region"

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["region", "version"]
        triggers = [LOCK_PLAN]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "version"], name="one_plan_per_region_and_version"
            ),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(state="approved"),
                name="one_approved_plan_per_region",
                violation_error_message=_("This region already has an approved plan."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("The end date lies before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(details_from_on=None, details_until_on=None)
                | Q(
                    details_from_on__gte=F("starts_on"),
                    details_until_on__lte=F("ends_on"),
                    details_until_on__gt=F("details_from_on"),
                ),
                name="a_detail_lies_in_the_period_of_the_plan",
                violation_error_message=_("Choose years inside the period of the plan."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"]) | Q(approved_on__isnull=False),
                name="approved_plan_has_an_approval_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (v{self.version})"

    @property
    def is_detail(self) -> bool:
        return self.details_from_on is not None

    @property
    def detail_years(self) -> range:
        """The calendar years that this version works out; none for an outline."""
        if self.details_from_on is None or self.details_until_on is None:
            return range(0)
        return range(self.details_from_on.year, self.details_until_on.year + 1)

    @property
    def is_locked(self) -> bool:
        return self.state in {self.State.APPROVED, self.State.SUPERSEDED}


class ActionLine(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    code = models.CharField(_("number"), max_length=12)
    title = models.CharField(_("title"), max_length=160)
    position = models.PositiveSmallIntegerField(default=0)

    region_path = "plan__region"

    class Meta:
        verbose_name = _("action line")
        verbose_name_plural = _("action lines")
        ordering = ["plan", "position", "id"]
        triggers = [lock_rows_of_approved_plan("plans_actionline")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="one_action_line_per_number_in_a_plan",
                violation_error_message=_("This plan already has an action line with this number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class Activity(models.Model):
    """What the region promised to do. `key` stays the same in each version of the plan."""

    class Kind(models.TextChoices):
        EDUCATION = "education", _("Education and electives")
        CAREER = "career", _("Career guidance (lob)")
        PLACEMENT = "placement", _("Internships")
        LAB = "lab", _("Learning lab or hotspot")
        EVENT = "event", _("Events and visits")
        STAFF = "staff", _("Teachers and training")
        PARTNERSHIP = "partnership", _("Businesses")
        OTHER = "other", _("Other")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="activities")
    line = models.ForeignKey(
        ActionLine, models.CASCADE, related_name="activities", verbose_name=_("action line")
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    code = models.CharField(_("number"), max_length=12)
    title = models.CharField(_("title"), max_length=200)
    delivers = models.TextField(_("what it delivers"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    sub_region = models.ForeignKey(
        SubRegion, models.SET_NULL, null=True, blank=True, verbose_name=_("sub-region")
    )
    schools = models.ManyToManyField(School, blank=True, verbose_name=_("schools"))
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    original_starts_on = models.DateField(null=True, blank=True, editable=False)
    original_ends_on = models.DateField(null=True, blank=True, editable=False)
    budget_cents = models.BigIntegerField(
        _("budget"), null=True, blank=True, help_text=_("In cents; weighs the activity in tempo.")
    )
    target = models.PositiveIntegerField(_("target number"), null=True, blank=True)
    owner = models.CharField(_("who carries it out"), max_length=120, blank=True, db_default="")
    owner_email = models.EmailField(_("mail address"), blank=True, db_default="")
    partners = models.CharField(_("with whom"), max_length=400, blank=True, db_default="")
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    region_path = "plan__region"

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["plan", "line__position", "position", "id"]
        triggers = [lock_rows_of_approved_plan("plans_activity")]
        indexes = [
            models.Index(fields=["key"], name="activity_key"),
            GinIndex(Grams("title"), name="activity_grams"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="one_activity_per_number_in_a_plan",
                violation_error_message=_("This plan already has an activity with this number."),
            ),
            models.UniqueConstraint(fields=["plan", "key"], name="one_activity_per_key_in_a_plan"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_starts",
                violation_error_message=_("The end date lies before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(budget_cents=None) | Q(budget_cents__gte=0),
                name="budget_is_not_negative",
                violation_error_message=_("The budget cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(target=None) | Q(target__gt=0),
                name="target_is_more_than_zero",
                violation_error_message=_("A target is at least 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    @property
    def is_moved(self) -> bool:
        """Whether a plan change moved this activity away from its original dates."""
        return (
            self.original_starts_on is not None and self.original_starts_on != self.starts_on
        ) or (self.original_ends_on is not None and self.original_ends_on != self.ends_on)
