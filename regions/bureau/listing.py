"""All regions with who leads, who advises, and where their plan stands."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from regions.models import LEADER_ROLES, Membership, Region, Role
from regions.plans.models import Plan
from regions.progress.measure.deadlines import silent_regions
from regions.progress.models import CheckIn
from regions.steering.mandate.accepting import chairs_to_accept
from regions.web.lists import Choice, ListFilter, Words
from regions.web.searching import having

SORTS = {"name": "name", "leader": "leader_names", "advisor": "advisor_names", "log": "last_log_on"}


class RegionFilter(ListFilter):
    """The order is chosen in the head of the table."""

    q = Words(_("Search"), example=_("Region, leader or advisor"))
    only = Choice(
        _("Show"),
        _("All regions"),
        [
            ("silent", _("Without a recent log")),
            ("plan", _("Without an approved plan")),
            ("advisor", _("Without an advisor")),
            ("leader", _("Without a leader")),
            ("mandate", _("Mandate not accepted by the chair")),
            ("closed", _("Closed")),
        ],
    )
    sort = Choice("", "", SORTS.items(), widget=forms.HiddenInput)


def names_of(roles: Any, today: datetime.date) -> Subquery:
    """The names of those who hold one of `roles` in the outer region today, in one text."""
    held = Membership.objects.on(today).filter(region=OuterRef("pk"), role__in=roles)
    return Subquery(
        held.order_by()
        .values("region")
        .annotate(names=StringAgg("user__name", ", ", order_by=["user__name__dutch"]))
        .values("names")
    )


def regions_with_people(today: datetime.date) -> QuerySet[Any]:
    plans = Plan.objects.filter(region=OuterRef("pk")).exclude(state=Plan.State.SUPERSEDED)
    logs = CheckIn.objects.filter(region=OuterRef("pk"), state=CheckIn.State.SUBMITTED)
    return Region.objects.select_related("steering_group").annotate(
        leader_names=names_of(LEADER_ROLES, today),
        advisor_names=names_of([Role.ADVISOR], today),
        has_approved=Exists(plans.filter(state=Plan.State.APPROVED)),
        has_submitted=Exists(plans.filter(state=Plan.State.SUBMITTED)),
        has_draft=Exists(plans.filter(state=Plan.State.DRAFT)),
        last_log_on=Subquery(logs.order_by("-month_on").values("month_on")[:1]),
    )


def chosen(wanted: Mapping[str, str], today: datetime.date) -> QuerySet[Any]:
    """The regions that the filter asks for."""
    rows = regions_with_people(today)
    is_open = Region.objects.open_on(today)
    rows = (
        rows.exclude(pk__in=is_open) if wanted["only"] == "closed" else rows.filter(pk__in=is_open)
    )
    if text := wanted["q"]:
        rows = rows.filter(having(text, "name", "leader_names", "advisor_names"))
    rows = _only(rows, wanted["only"], today)
    column = SORTS.get(wanted["sort"], "name")
    if column == "name":
        return rows.order_by("name__dutch")
    return rows.order_by(F(column).asc(nulls_first=True), "name__dutch")


def _only(rows: QuerySet[Any], wanted: str, today: datetime.date) -> QuerySet[Any]:
    if wanted == "silent":
        return rows.filter(pk__in=silent_regions(today))
    if wanted == "plan":
        return rows.filter(has_approved=False)
    if wanted == "advisor":
        return rows.filter(advisor_names=None)
    if wanted == "leader":
        return rows.filter(leader_names=None)
    if wanted == "mandate":
        return rows.filter(pk__in=chairs_to_accept(today).values("region"))
    return rows


def plan_state(region: Any) -> str:
    """Where the plan of a listed region stands, in one word."""
    if region.has_approved:
        return str(Plan.State.APPROVED.label)
    if region.has_submitted:
        return str(Plan.State.SUBMITTED.label)
    return str(Plan.State.DRAFT.label) if region.has_draft else str(_("No plan"))
