"""The region's dashboard, and its activities as a file."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regions.access import Action, Request, can, fetch, role_in
from regions.accounts.models import User
from regions.csv import csv_response
from regions.models import Region, Role
from regions.months import Month
from regions.progress.measure.fresh import months_of
from regions.progress.models import ActivityMonth, Status
from regions.web.lists import wants_csv

from .band import band_for
from .page import dashboard_of, row_of, with_plan


@require_http_methods(["GET"])
def region(request: Request, slug: str) -> HttpResponse:
    user = request.user
    place = fetch(with_plan(Region.objects.all()), user, Action.LOOK, slug=slug)
    rights = _rights(user, place)
    plan_id = place.approved_plan_id
    if plan_id is None and wants_csv(request):
        raise Http404
    if plan_id is None:
        return render(request, "progress/region_empty.html", {"region": place, **rights})
    if wants_csv(request):
        return _as_csv(request, place, plan_id)
    wanted, is_unknown = _wanted(request)
    page = dashboard_of(place, plan_id, timezone.now(), wanted, rights["reads_logs"])
    context = {
        "page": page,
        "region": place,
        "is_unknown_month": is_unknown or (wanted is not None and page.row.month != wanted),
        "band": band_for(place, timezone.localdate()) if rights["writes_log"] else None,
        "chart_data": page.chart and page.chart.for_script(_chart_texts()),
        **rights,
    }
    return render(request, "progress/region.html", context)


def _as_csv(request: Request, place: Region, plan_id: int) -> HttpResponse:
    """What the timeline shows, as a file."""
    wanted, _unknown = _wanted(request)
    row = row_of(months_of(place, plan_id, timezone.localdate()), wanted)
    header = [
        _("Line"), _("Number"), _("Activity"), _("Start"), _("End"), _("Original start"),
        _("Original end"), _("Planned (%)"), _("Realised (%)"), _("Tempo in months"), _("Status"),
        _("Counted"), _("Target"), _("Unit"), _("Measured on"),
    ]  # fmt: skip
    titles = {line.code: f"{line.code} {line.title}" for line in row.lines}
    rows = [[*_cells(activity, titles), row.measured_on] for activity in row.activities]
    return csv_response(f"activiteiten-{place.slug}-{row.month}.csv", header, rows)


def _cells(activity: ActivityMonth, titles: dict[str, str]) -> list[Any]:
    return [
        titles[activity.line],
        activity.code,
        activity.title,
        activity.starts_on,
        activity.ends_on,
        activity.original_starts_on,
        activity.original_ends_on,
        round(activity.planned * 100, 1),
        round(activity.realised * 100, 1),
        activity.tempo,
        Status(activity.status).label,
        activity.counted,
        activity.target,
        activity.unit,
    ]


def _rights(user: User, place: Region) -> dict[str, bool]:
    """What this reader may do here; the template asks nothing else."""
    return {
        "reads_logs": can(user, Action.READ_LOG, place),
        "writes_log": can(user, Action.WRITE_LOG, place),
        "edits_plan": can(user, Action.EDIT_PLAN, place),
        "is_advisor_here": role_in(user, place) == Role.ADVISOR,
    }


def _wanted(request: Request) -> tuple[Month | None, bool]:
    """The month that is asked for, and whether what was asked is no month."""
    text = request.GET.get("month", "")
    try:
        return (Month.parse(text) if text else None), False
    except ValueError:
        return None, True


def _chart_texts() -> dict[str, str]:
    return {"plan": _("Plan"), "actual": _("Reality"), "forecast": _("At this tempo")}
