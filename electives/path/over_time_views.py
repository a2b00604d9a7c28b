"""Electives over time: of one region, and of all regions for advisors and the bureau."""

from datetime import date
from functools import partial
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from electives.models import Elective, Stage
from regions.access import Action, Request, fetch_region, for_user, is_bureau, require_national
from regions.csv import csv_response
from regions.models import Region
from regions.web.lists import Choice, ListFilter, list_page

from .over_time import path_heading, quarters, reason_of, standing_still

SORTS = {
    "": ("stage_on", "pk"),
    "title": ("title", "pk"),
    "region": ("region__name", "title", "pk"),
}
SORT_WORDS = [("title", gettext_lazy("Title")), ("region", gettext_lazy("Region"))]


class StillFilter(ListFilter):
    """Who reached the last stage stands still no more."""

    stage = Choice(gettext_lazy("Last step"), gettext_lazy("Every step"), Stage.choices[:-1])
    sort = Choice(gettext_lazy("Order"), gettext_lazy("Longest first"))


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
    form = StillFilter(request.GET, sort=SORT_WORDS[:1] if region else SORT_WORDS)
    if stage := form.wanted["stage"]:
        still = still.filter(stage=stage)
    still = still.order_by(*SORTS[form.wanted["sort"]])

    def context(page: Page[Any]) -> dict[str, Any]:
        for row in page:
            row.reason = reason_of(row)
            row.stage_text = Stage(row.stage).label
            row.days = (today - row.stage_on).days
        told, count = quarters(everything, today), standing_still(everything, today).count()
        return {
            "region": region,
            "quarters": told,
            "stages": Stage.choices,
            "chart": _chart(told),
            "finding": path_heading(told[-1], count),
            "names_own": region is None and not is_bureau(request.user),
            "filter": form,
            "is_empty": not any(quarter.total for quarter in told),
        }

    file = partial(_as_csv, today)
    return list_page(request, "electives/over_time.html", still, context, file=file)


def _chart(told: Any) -> dict[str, Any]:
    return {
        "labels": [quarter.label for quarter in told],
        "stages": [
            {"label": str(label), "data": [quarter.counts[stage] for quarter in told]}
            for stage, label in Stage.choices
        ],
    }


def _as_csv(today: date, still: QuerySet[Any]) -> HttpResponse:
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
