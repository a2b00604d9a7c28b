"""What was spent of the budget: the page of a year or of all years, and the form of one."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.asked import row_id
from regions.csv import csv_response
from regions.models import Region
from regions.plans.models import Plan
from regions.plans.versions import approved_plan
from regions.web.lists import wants_csv

from .forms import SpentForm
from .sums import YearSpent, spent_of

ALL = "all"


@require_safe
def realised(request: Request, slug: str) -> HttpResponse:
    """Budgeted, spent and left in the year of the address; this year when it names none."""
    region = fetch_region(request.user, slug, Action.READ_MONEY)
    plan = approved_plan(region)
    if plan is None:
        return render(request, "plans/realised_none.html", {"region": region})
    plan.region = region
    years = years_of(plan)
    asked = request.GET.get("year", "")
    year = None if asked == ALL else _year(asked, years)
    found = spent_of(region, plan, year)
    if wants_csv(request):
        return _as_csv(region, found)
    context: dict[str, Any] = {
        "region": region,
        "plan": plan,
        "found": found,
        "years": years,
        "may_edit": can(request.user, Action.WRITE_SPENT, region)
        and bool(found.rows)
        and year is not None
        and _has_begun(year),
    }
    return render(request, "plans/realised.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_realised(request: Request, slug: str, year: int) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.WRITE_SPENT)
    plan = approved_plan(region)
    if plan is None or year not in years_of(plan) or not _has_begun(year):
        raise Http404
    plan.region = region
    found = spent_of(region, plan, year)
    form = SpentForm(request.POST or None, region, found)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, _("What was spent in %(year)s is saved.") % {"year": year})
        return redirect(f"{reverse('realised', args=[slug])}?year={year}")
    context = {"region": region, "plan": plan, "found": found, "form": form}
    return render(request, "plans/realised_edit.html", context, status=422 if form.errors else 200)


def years_of(plan: Plan) -> list[int]:
    return list(range(plan.starts_on.year, plan.ends_on.year + 1))


def _has_begun(year: int) -> bool:
    return year <= timezone.localdate().year


def _year(asked: str, years: list[int]) -> int:
    """The year of the address; without one this year, or the one of the plan that is nearest."""
    if asked:
        number = row_id(asked)
        if number not in years:
            raise Http404
        return number
    return min(max(timezone.localdate().year, years[0]), years[-1])


def _as_csv(region: Region, found: YearSpent) -> HttpResponse:
    header = [
        _("Number"), _("Activity"), _("Kind of costs"), _("What for?"), _("Year"),
        _("Budgeted"), _("Spent"), _("Left"),
    ]  # fmt: skip
    name = f"gerealiseerd-{region.slug}-{found.year or 'alle-jaren'}.csv"
    return csv_response(name, header, _cells(found))


def _cells(found: YearSpent) -> Iterator[list[Any]]:
    for activity, row in found.rows:
        spent = row.sum.spent_cents
        yield [
            activity.code, activity.title, row.line.kind.name, row.line.text,
            found.year or row.line.year, row.sum.budget_cents / 100,
            None if spent is None else spent / 100, row.sum.left_cents / 100,
        ]  # fmt: skip
    for cents in found.gone:
        gone = _("No longer in the plan")
        yield [None, gone, None, None, found.year, 0, cents / 100, -cents / 100]
