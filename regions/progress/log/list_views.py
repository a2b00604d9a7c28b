"""The list of monthly logs, and the same as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regions.access import Action, Request, can, fetch_region
from regions.csv import csv_response

from .list import lines_of, missing_in, page_of


@require_safe
def check_ins(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_LOG)
    lines = lines_of(region, timezone.now())
    context = {
        "region": region,
        "page_obj": page_of(lines, request.GET.get("page")),
        "missing": missing_in(lines),
        "total": len(lines),
        "may_write": can(request.user, Action.WRITE_LOG, region),
    }
    return render(request, "progress/check_in_list.html", context)


@require_safe
def check_ins_csv(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_LOG)
    header = [_("Month"), _("State"), _("Submitted"), _("Version")]
    rows = [
        [
            str(line.month),
            line.label,
            timezone.localdate(line.submitted_at) if line.submitted_at else "",
            line.version or "",
        ]
        for line in lines_of(region, timezone.now())
    ]
    return csv_response(f"{region.slug}-logs.csv", header, rows)
