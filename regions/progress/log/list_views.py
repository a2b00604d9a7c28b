"""The list of monthly logs, and the same as a file."""

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regions.access import Action, Request, can, fetch_region
from regions.csv import csv_response
from regions.models import Region
from regions.web.lists import list_page

from .list import Line, lines_of, missing_in

MONTHS_A_PAGE = 24


@require_safe
def check_ins(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_LOG)
    lines = lines_of(region, timezone.now())
    return list_page(
        request,
        "progress/check_in_list.html",
        lines,
        lambda _page: {
            "region": region,
            "missing": missing_in(lines),
            "total": len(lines),
            "may_write": can(request.user, Action.WRITE_LOG, region),
        },
        size=MONTHS_A_PAGE,
        file=partial(_as_csv, region),
    )


def _as_csv(region: Region, lines: list[Line]) -> HttpResponse:
    header = [_("Month"), _("State"), _("Submitted"), _("Version")]
    rows = [
        [
            str(line.month),
            line.label,
            timezone.localdate(line.submitted_at) if line.submitted_at else "",
            line.version or "",
        ]
        for line in lines
    ]
    return csv_response(f"maandlogs-{region.slug}-{timezone.localdate()}.csv", header, rows)
