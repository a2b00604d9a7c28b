"""Electives over time: of one region, and of all regions for advisors and the bureau."""

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from electives.models import Elective, Stage
from regions.access import Action, Request, fetch_region, for_user, require_national
from regions.csv import csv_response
from regions.models import Region

from .over_time import finding, quarters, reason_of, standing_still

PAGE = 25
SORTS = {"title": ("title", "pk"), "region": ("region__name", "title", "pk")}


@require_safe
def electives_over_time(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_ELECTIVES)
    rows = Elective.objects.filter(region=region)
    return _shown(request, rows, rows, region)


@require_safe
def national_electives(request: Request) -> HttpResponse:
    """Counts of all regions; by name only what the reader may see."""
    require_national(request.user)
    rows = Elective.objects.all()
    return _shown(request, rows, for_user(rows, request.user, Action.READ_ELECTIVES), None)


def _shown(
    request: Request,
    everything: QuerySet[Elective],
    readable: QuerySet[Elective],
    region: Region | None,
) -> HttpResponse:
    today = timezone.localdate()
    still: QuerySet[Any] = standing_still(readable, today)
    stage = request.GET.get("stage", "")
    if stage in {str(one) for one in Stage.values}:
        still = still.filter(stage=int(stage))
    still = still.order_by(*SORTS.get(request.GET.get("sort", ""), ("stage_on", "pk")))
    if request.GET.get("format") == "csv":
        return _as_csv(still, today)
    told = quarters(everything, today)
    page: Page[Any] = Paginator(still, PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.reason = reason_of(row)
        row.stage_text = Stage(row.stage).label
        row.days = (today - row.stage_on).days
    count = standing_still(everything, today).count()
    context = {
        "region": region,
        "quarters": told,
        "stages": Stage.choices,
        "chart": _chart(told),
        "finding": finding(told[-1], count),
        "still": count,
        "page_obj": page,
        "is_empty": not any(one.total for one in told),
    }
    return render(request, "electives/over_time.html", context)


def _chart(told: Any) -> dict[str, Any]:
    return {
        "labels": [one.label for one in told],
        "stages": [
            {"label": str(label), "data": [one.counts[stage] for one in told]}
            for stage, label in Stage.choices
        ],
    }


def _as_csv(still: QuerySet[Any], today: date) -> HttpResponse:
    header = [_("Region"), _("Elective"), _("Step"), _("Since"), _("Days"), _("Reason")]
    cells = (
        [
            row.region.name,
            row.title,
            str(Stage(row.stage).label),
            row.stage_on,
            (today - row.stage_on).days,
            reason_of(row),
        ]
        for row in still
    )
    return csv_response(f"keuzevakken-stil-{today}.csv", header, cells)
