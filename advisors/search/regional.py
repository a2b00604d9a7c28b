"""What happens in a region: labs, events, schools, monthly logs, decisions and ideas."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.access import Action, for_user, is_bureau
from regions.accounts.models import User
from regions.dutch import date_text
from regions.internships.models import InternshipCohort
from regions.labs.models import Event, Lab
from regions.models import School
from regions.months import Month
from regions.plans.models import Idea, PlanChange
from regions.progress.models import CheckIn
from regions.web.searching import finds

from .kind import Hit, Kind, by_part

LONGEST = 110  # characters of a text
ASKED_OR_TAKEN = (
    PlanChange.State.PROPOSED,
    PlanChange.State.ACCEPTED,
    PlanChange.State.REJECTED,
)


def _about(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part)


def _lab(_user: User, row: Lab) -> Hit:
    about = _about(row.get_kind_display(), row.place, row.region)
    return Hit(row.name, about, reverse("lab", args=[row.region.slug, row.pk]))


def _event_says(words: str) -> Q:
    """Its own words, or its kind: who types "open dag" means all of them."""
    kinds = [kind.value for kind in Event.Kind if finds(words, str(kind.label))]
    return by_part("title", "place")(words) | Q(kind__in=kinds)


def _event(_user: User, row: Event) -> Hit:
    state = "" if row.state == Event.State.PLANNED else row.get_state_display().lower()
    about = _about(row.get_kind_display(), date_text(localdate(row.starts_at)), state, row.region)
    return Hit(row.title, about, reverse("event", args=[row.region.slug, row.pk]))


def _schools(user: User) -> QuerySet[School]:
    rows = for_user(School.objects.select_related("region"), user, Action.READ_EVENTS)
    return rows.annotate(has_cohort=Exists(InternshipCohort.objects.filter(school=OuterRef("pk"))))


def _school(user: User, row: School) -> Hit:
    """For the bureau where it is kept; for others its internships, else the plan that names it."""
    slug = row.region.slug
    if is_bureau(user):
        url = f"{reverse('bureau_region', args=[slug])}#schools"
    elif row.has_cohort:  # type: ignore[attr-defined]
        url = f"{reverse('internships', args=[slug])}?year=all&school={row.pk}"
    else:
        url = reverse("plan", args=[slug])
    return Hit(row.name, _about(row.place, row.region), url)


def _logs(user: User) -> QuerySet[CheckIn]:
    """The log that counts of each month; a draft is nobody's to find."""
    later = CheckIn.objects.filter(
        region=OuterRef("region"), month_on=OuterRef("month_on"), version__gt=OuterRef("version"),
        state=CheckIn.State.SUBMITTED,
    )  # fmt: skip
    rows = CheckIn.objects.filter(~Exists(later), state=CheckIn.State.SUBMITTED)
    return for_user(rows, user, Action.READ_LOG).select_related("region").distinct()


def _log(_user: User, row: CheckIn) -> Hit:
    month = Month.of(row.month_on)
    about = _about(row.region, Truncator(row.going_well).chars(LONGEST))
    title = _("Monthly log of %(month)s") % {"month": date_format(month.first_day, "F Y")}
    return Hit(title, about, reverse("check_in_month", args=[row.region.slug, month]))


def _decisions(user: User) -> QuerySet[PlanChange]:
    rows = PlanChange.objects.filter(state__in=ASKED_OR_TAKEN)
    return for_user(rows, user, Action.LOOK).select_related("region")


def _decision(_user: User, row: PlanChange) -> Hit:
    day = date_text(row.decided_on) if row.decided_on else ""
    about = _about(row.get_state_display(), day, row.region)
    return Hit(row.title, about, reverse("decision", args=[row.region.slug, row.pk]))


def _idea(_user: User, row: Idea) -> Hit:
    about = _about(row.get_state_display(), row.region)
    return Hit(row.title, about, reverse("idea", args=[row.region.slug, row.pk]))


LABS = Kind(
    gettext_lazy("Labs"),
    lambda user: for_user(Lab.objects.select_related("region"), user, Action.READ_EVENTS),
    by_part("name", "place", "equipment"), _lab, ("name",), ("name__dutch", "pk"),
)  # fmt: skip
EVENTS = Kind(
    gettext_lazy("Events"),
    lambda user: for_user(Event.objects.select_related("region"), user, Action.READ_EVENTS),
    _event_says, _event, ("title",), ("-starts_at", "pk"),
)  # fmt: skip
SCHOOLS = Kind(
    gettext_lazy("Schools"), _schools, by_part("name", "place", "brin"), _school, ("name",),
    ("name__dutch", "pk"),
)  # fmt: skip
LOGS = Kind(
    gettext_lazy("Monthly logs"), _logs,
    by_part("going_well", "updates__problem", "updates__recovery", "updates__decision_asked"),
    _log, ("going_well",), ("-month_on", "region_id", "pk"),
)  # fmt: skip
DECISIONS = Kind(
    gettext_lazy("Decisions"), _decisions, by_part("title", "reason", "note"), _decision,
    ("title",), ("-created_at", "pk"),
)  # fmt: skip
IDEAS = Kind(
    gettext_lazy("Ideas"),
    lambda user: for_user(Idea.objects.select_related("region"), user, Action.LOOK),
    by_part("title", "text", "origin"), _idea, ("title",), ("-raised_at", "pk"),
)  # fmt: skip
