"""Proposed changes of the plan, ideas that wait, and when a change must be reported."""

import datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.models.validity import holding

from .plans import Plan


@pghistory.track()
class PlanChange(models.Model):
    """A proposed new version of the plan, and what was decided about it.

    From its first decision on it has a number in the register of that year, which it keeps.
    `holds_from_at` is the instant from which an accepted version holds when that is later than the
    decision; until then the version of before holds.
    """

    class Kind(models.TextChoices):
        TIME = "time", _("Moved in time")
        CONTENT = "content", _("Other activity for the same goal")
        GOAL = "goal", _("Goal added or dropped")
        BUDGET = "budget", _("Budget moved")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        PROPOSED = "proposed", _("Asked of the steering group")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    region = models.ForeignKey(Region, models.CASCADE, related_name="plan_changes")
    base_plan = models.ForeignKey(Plan, models.CASCADE, related_name="changes_from")
    new_plan = models.OneToOneField(Plan, models.CASCADE, related_name="change")
    kind = models.CharField(_("kind of change"), max_length=10, choices=Kind, default=Kind.TIME)
    title = models.CharField(_("what is asked"), max_length=200)
    reason = models.TextField(_("why"), blank=True)
    effect = models.TextField(_("what it brings about"), blank=True)
    options = models.TextField(_("other options"), blank=True)
    advice = models.TextField(_("advice of the programme leader"), blank=True)
    idea = models.ForeignKey(
        "plans.Idea", models.SET_NULL, null=True, blank=True, related_name="changes"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateField(_("at the latest"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=160, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note with the decision"), blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True, editable=False)
    holds_from_at = models.DateTimeField(null=True, blank=True, editable=False)
    register_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    register_number = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("plan change")
        verbose_name_plural = _("plan changes")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(state__in=["draft", "proposed"]),
                name="one_open_plan_change_per_region",
                violation_error_message=_("There is already an open plan change."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "rejected"]) | Q(decided_on__isnull=False),
                name="a_decision_has_a_date",
                violation_error_message=_("Give the date of the decision."),
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed") | Q(proposed_at__isnull=False),
                name="a_proposal_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="a_withdrawal_and_only_that_has_its_instant",
            ),
            models.UniqueConstraint(
                fields=["region", "register_year", "register_number"],
                name="one_decision_per_region_year_and_number",
            ),
            models.CheckConstraint(
                condition=Q(register_year=None, register_number=None)
                | Q(register_year__isnull=False, register_number__gte=1),
                name="a_number_in_the_register_is_of_a_year",
            ),
            models.CheckConstraint(
                condition=Q(holds_from_at=None) | Q(state="accepted"),
                name="only_what_was_accepted_comes_to_hold",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """Its place in the register, such as "2026-3"; "" before the first decision."""
        return f"{self.register_year}-{self.register_number}" if self.register_number else ""

    @property
    def comes_to_hold(self) -> bool:
        """Accepted, while the version of before still holds."""
        return self.state == self.State.ACCEPTED and not self.new_plan.is_locked


class Idea(models.Model):
    """Something that is not in the plan. It waits here; nothing is ever logged against it."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        DISCUSSED = "discussed", _("Discussed")
        CHANGE = "change", _("Became a plan change")
        DROPPED = "dropped", _("Let go")

    region = models.ForeignKey(Region, models.CASCADE, related_name="ideas")
    title = models.CharField(_("idea"), max_length=160)
    text = models.TextField(_("explanation"), blank=True)
    activity_key = models.UUIDField(null=True, blank=True, editable=False)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    origin = models.CharField(
        _("from whom"), max_length=120, blank=True, help_text=_("For example a business or school.")
    )
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)

    region_path = "region"

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        ordering = ["-raised_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> str:
        """From whom the idea comes: the origin that was typed, or who put it on the list."""
        return self.origin or (self.raised_by.name if self.raised_by else "")


class NoticeRuleQuerySet(models.QuerySet["NoticeRule"]):
    def on(self, day: datetime.date) -> "NoticeRuleQuerySet":
        """The rules that hold on `day`, the newest of each kind first."""
        return self.filter(holding(day)).order_by("kind", "-valid_from_on")


class NoticeRule(models.Model):
    """Whether DUS-I must be told of a kind of plan change or setback, as some source says it,
    from a day on.

    The portal gives no legal advice: it repeats what the bureau wrote down, and names the source.
    """

    class Kind(models.TextChoices):
        TIME = PlanChange.Kind.TIME.value, PlanChange.Kind.TIME.label
        CONTENT = PlanChange.Kind.CONTENT.value, PlanChange.Kind.CONTENT.label
        GOAL = PlanChange.Kind.GOAL.value, PlanChange.Kind.GOAL.label
        BUDGET = PlanChange.Kind.BUDGET.value, PlanChange.Kind.BUDGET.label
        LOST = "lost", _("Result that is lost")
        STALLED = "stalled", _("Activity that lies still")

    class Moment(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        NEXT_REPORT = "report", _("in the next progress report")
        NONE = "none", _("not")

    kind = models.CharField(_("kind of change or setback"), max_length=10, choices=Kind)
    tell = models.CharField(_("tell DUS-I"), max_length=8, choices=Moment)
    text = models.TextField(_("what the rule says"), max_length=1000)
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), blank=True)
    valid_from_on = models.DateField(_("valid from"))
    valid_until_on = models.DateField(_("valid until"), null=True, blank=True)

    objects = NoticeRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule about telling DUS-I")
        verbose_name_plural = _("rules about telling DUS-I")
        ordering = ["kind", "-valid_from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from_on"],
                name="one_rule_per_kind_and_first_day",
                violation_error_message=_("There is already a rule for this kind from this day."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until_on=None) | Q(valid_until_on__gte=F("valid_from_on")),
                name="a_rule_ends_after_it_starts",
                violation_error_message=_("The end date lies before the start date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_tell_display()}"
