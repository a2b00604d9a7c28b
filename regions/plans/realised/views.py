"""What was spent of the budget: the page of a year or of all years, and the form of one."""

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
from regions.models import Region
from regions.plans.models import Plan, SpentUpload
from regions.plans.versions import approved_plan
from regions.web.lists import wants_csv

from .files import csv_of, name_of
from .forms import SpentForm
from .imports.writing import workbook_of
from .sums import YearSpent, spent_of
from .years import ALL, as_workbook, has_begun, nearest_year, year_to_fill, years_of


@require_safe
def realised(request: Request, slug: str) -> HttpResponse:
    """Budgeted, spent and left in the year of the address; this year when it names none."""
    region = fetch_region(request.user, slug, Action.READ_MONEY)
    plan = approved_plan(region)
    if plan is None:
        return render(request, "plans/realised_none.html", {"region": region})
    found = _found(request, region, plan)
    if wants_csv(request):
        return csv_of(region, found)
    may_edit = (
        can(request.user, Action.WRITE_SPENT, region)
        and bool(found.rows)
        and found.year is not None
        and has_begun(found.year)
    )
    context: dict[str, Any] = {
        "region": region,
        "plan": plan,
        "found": found,
        "years": years_of(plan),
        "may_edit": may_edit,
        "may_share": can(request.user, Action.SHARE_MONEY, region),
        "imported": _imported(request, found) if may_edit else None,
    }
    return render(request, "plans/realised.html", context)


def _found(request: Request, region: Region, plan: Plan) -> YearSpent:
    """The year in the address, or all of them."""
    plan.region = region
    asked = request.GET.get("year", "")
    return spent_of(region, plan, None if asked == ALL else _year(asked, years_of(plan)))


def _imported(request: Request, found: YearSpent) -> SpentUpload | None:
    """The workbook of this person that made the year what it is; it can be undone for a day."""
    if found.kept is None:
        return None
    uploads = SpentUpload.objects.alive(timezone.now()).defer("parsed", "grids")
    own = uploads.filter(region=found.kept.region_id, year=found.year, uploaded_by=request.user)
    return own.filter(saved_as=found.kept.revision).first()


@require_safe
def export(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_MONEY)
    plan = approved_plan(region)
    if plan is None:
        raise Http404
    found = _found(request, region, plan)
    values = {"year": found.year or _("all years"), "region": region}
    title = _("Spent in %(year)s, region %(region)s") % values
    content = workbook_of(found, title)
    return as_workbook(content, f"{name_of(region, found)}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_realised(request: Request, slug: str, year: int) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.WRITE_SPENT)
    plan = year_to_fill(region, year)
    found = spent_of(region, plan, year)
    form = SpentForm(request.POST or None, region, found)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, _("What was spent in %(year)s is saved.") % {"year": year})
        return redirect(f"{reverse('realised', args=[slug])}?year={year}")
    context = {"region": region, "plan": plan, "found": found, "form": form}
    return render(request, "plans/realised_edit.html", context, status=422 if form.errors else 200)


def _year(asked: str, years: list[int]) -> int:
    """The year of the address; without one this year, or the one of the plan that is nearest."""
    if asked:
        number = row_id(asked)
        if number not in years:
            raise Http404
        return number
    return nearest_year(years, timezone.localdate())
