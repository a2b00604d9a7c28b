"""The spread of all regions over the quarters, each against its own plan."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from advisors.lessons.winning import catching_up, months_looked_at
from advisors.rules.doors import items_for
from regions.access import Action, Request, is_bureau, region_ids, require_bureau, require_national
from regions.csv import csv_response
from regions.models import Region
from regions.progress.measure.fresh import months_at
from regions.web.lists import wants_csv

from .spread import national_spread, own_rows, quarter_months, while_open
from .table import COLUMNS, table_rows

MOST_RULES = 5


@require_safe
def national(request: Request) -> HttpResponse:
    """The swarm per quarter. Advisors see names of their own regions only; the bureau sees all."""
    require_national(request.user)
    today = timezone.localdate()
    may_see_all = is_bureau(request.user)
    if wants_csv(request):
        require_bureau(request.user)
        return _as_csv(today, request.GET.get("sort", ""))
    own = set() if may_see_all else region_ids(request.user, [Action.LOOK]) or set()
    regions = list(Region.objects.all())
    months = {*quarter_months(today), *months_looked_at(today)}
    told = while_open(months_at(months, regions, today), regions)
    overview = national_spread(regions, told, today, own, may_see_all)
    context = {
        "spread": overview,
        "today": today,
        "sees_all": may_see_all,
        "catching": catching_up(told, request.user, today),
        "rules": items_for(request.user).order_by("outcome_on", "-regions", "pk")[:MOST_RULES],
    }
    if may_see_all:
        sort = request.GET.get("sort", "")
        context |= {
            "rows": table_rows(told, today, sort),
            "columns": COLUMNS,
            "sort": sort,
            "descending": f"-{sort}",
        }
    else:
        context["own_rows"] = own_rows(overview)
    return render(request, "national/national.html", context)


def _as_csv(today: date, sort: str) -> HttpResponse:
    told = months_at([], list(Region.objects.all()), today)
    return csv_response(
        f"landelijk-{today}.csv",
        [str(title) for title in COLUMNS.values()],
        [
            [
                row.region.name,
                row.leader,
                _rounded(row.tempo),
                row.measured_on,
                _rounded(row.before),
                row.stalled,
                row.last_logged.label if row.last_logged else "",
            ]
            for row in table_rows(told, today, sort)
        ],
    )


def _rounded(months: float | None) -> float | None:
    return None if months is None else round(months, 1)
