"""The internships of a region: the overview, last year's cohorts again, and what if."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.csv import csv_response
from regions.internships.cohort.forms import YEARS_AHEAD, YEARS_BACK, WhatIfForm
from regions.internships.ledger.cohorts import (
    COLUMNS,
    ShownCohort,
    alarms,
    chosen,
    in_year,
    rows_of,
    totals,
)
from regions.internships.ledger.copying import copies_for, copy_to
from regions.internships.words import WORDS
from regions.models import Region
from regions.months import school_year_of, school_year_text
from regions.web.lists import list_page

from .filter import CohortFilter
from .heading import cohorts_heading
from .what_if import picture_of

COHORTS_A_PAGE = 40


@require_safe
def internships(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_EVENTS)
    today, exact = timezone.localdate(), can(request.user, Action.READ_EXACT, region)
    rows = rows_of(region, today, exact)
    now = school_year_of(today)
    form = CohortFilter(request.GET, rows, now)
    year = form.year_asked
    shown = chosen(in_year(rows, year) if year else rows, form.wanted, year)

    def context(page: Page[ShownCohort]) -> dict[str, Any]:
        may_edit = can(request.user, Action.EDIT_EVENTS, region)
        asked = year or now
        return {
            "region": region,
            "today": today,
            "has_cohorts": bool(rows),
            "has_schools": bool(rows) or region.schools.exists(),
            "finding": cohorts_heading(rows, exact),
            "alarms": alarms(rows),
            "year": year,
            "lines": [(row, bool(year and row.is_carried_to(year))) for row in page],
            "totals": totals(shown, exact),
            "words": WORDS,
            "filter": form,
            "may_edit": may_edit,
            "copies": len(copies_for(region, asked)) if may_edit and rows else 0,
            "copy_year": asked,
            "copy_year_text": school_year_text(asked),
            "tab": "internships",
        }

    file = partial(_as_csv, region, year)
    return list_page(
        request, "internships/overview.html", shown, context, size=COHORTS_A_PAGE, file=file
    )


def _as_csv(region: Region, year: int | None, rows: list[ShownCohort]) -> HttpResponse:
    header = [_("School"), _("Track"), _("School year"), *(str(WORDS[name]) for name in COLUMNS)]
    header += [_("Last possible day"), _("Never had one")]
    cells = (
        [
            row.cohort.school.name,
            row.cohort.track,
            row.year,
            *row.counts.values(),
            row.cohort.last_chance_on,
            row.missed_text,
        ]
        for row in rows
    )
    return csv_response(f"stages-{region.slug}-{year or 'alle'}.csv", header, cells)


@require_http_methods(["GET", "HEAD", "POST"])
def copy_cohorts(request: Request, slug: str, year: int) -> HttpResponse:
    """What would be copied, and one button that does it."""
    region = fetch_region(request.user, slug, Action.EDIT_EVENTS)
    now = school_year_of(timezone.localdate())
    if not now - YEARS_BACK <= year <= now + YEARS_AHEAD:
        raise Http404
    if request.method == "POST":
        count = copy_to(region, year)
        sentence = ngettext("%(n)s cohort was copied.", "%(n)s cohorts were copied.", count)
        messages.success(request, sentence % {"n": count})
        return redirect(f"{reverse('internships', args=[slug])}?year={year}")
    context = {
        "region": region,
        "year": year,
        "year_text": school_year_text(year),
        "before_text": school_year_text(year - 1),
        "copies": copies_for(region, year),
    }
    return render(request, "internships/copy.html", context)


@require_safe
def what_if(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_EVENTS)
    today, exact = timezone.localdate(), can(request.user, Action.READ_EXACT, region)
    rows = rows_of(region, today, exact)
    years = sorted({row.cohort.school_year for row in rows if row.state.open}, reverse=True)
    form = WhatIfForm(request.GET, region=region, years=years)
    asked = form.asked
    context = {
        "region": region,
        "form": form,
        "is_asked": bool(asked.get("years") or asked.get("weeks")),
        "picture": picture_of(rows, asked, today, exact),
        "has_open": bool(years),
    }
    return render(request, "internships/what_if.html", context)
