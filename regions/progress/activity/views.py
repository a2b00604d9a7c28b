"""The page of one activity."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regions.access import Action, Request, can, fetch_region
from regions.csv import csv_response
from regions.dutch import percent
from regions.progress.models import Status
from regions.web.lists import wants_csv

from .page import ActivityPage, Reader, activity_page, activity_with


@require_safe
def activity(request: Request, slug: str, key: UUID) -> HttpResponse:
    """For everybody who may look at the region; logs, partners and money by their own rights."""
    region = fetch_region(request.user, slug)
    found = activity_with(region, key)
    if found is None:
        raise Http404
    reader = Reader(
        logs=can(request.user, Action.READ_LOG, region),
        partners=can(request.user, Action.READ_PARTNERS, region),
        money=can(request.user, Action.READ_MONEY, region),
    )
    page = activity_page(region, found, timezone.localdate(), reader)
    if wants_csv(request):
        return _as_csv(page)
    texts = {"plan": _("Plan"), "actual": _("Reality"), "forecast": _("At this tempo")}
    context = {
        "region": region,
        "page": page,
        "activity": found,
        "reader": reader,
        "edits_plan": can(request.user, Action.EDIT_PLAN, region),
        "writes_log": can(request.user, Action.WRITE_LOG, region),
        "chart_data": page.chart and page.chart.for_script(texts),
    }
    return render(request, "progress/activity.html", context)


def _as_csv(page: ActivityPage) -> HttpResponse:
    """The months, newest first."""
    header = [
        _("Month"), _("Status"), _("Planned"), _("Realised"), _("Tempo in months"), _("Counted"),
        _("Measured on"),
    ]  # fmt: skip
    rows = [
        [
            stand.month,
            Status(stand.activity.status).label,
            percent(stand.activity.planned),
            percent(stand.activity.realised),
            stand.activity.tempo,
            stand.activity.counted,
            stand.measured_on,
        ]
        for stand in page.stands
        if stand.is_logged
    ]
    return csv_response(f"activiteit-{page.activity.code}.csv", header, rows)
