"""Which years of the plan there are, and which of them can be filled in by now."""

from datetime import date

from django.http import Http404, HttpResponse
from django.utils import timezone

from regions.models import Region
from regions.plans.models import Plan
from regions.plans.versions import approved_plan

ALL = "all"  # years together, in an address
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def years_of(plan: Plan) -> list[int]:
    return list(range(plan.starts_on.year, plan.ends_on.year + 1))


def nearest_year(years: list[int], today: date) -> int:
    """The year of a day, or the one of these (oldest first) that lies nearest."""
    return min(max(today.year, years[0]), years[-1])


def has_begun(year: int) -> bool:
    return year <= timezone.localdate().year


def year_to_fill(region: Region, year: int) -> Plan:
    """The plan that holds, when this is a year of it that began; Http404 otherwise."""
    plan = approved_plan(region)
    if plan is None or year not in years_of(plan) or not has_begun(year):
        raise Http404
    plan.region = region
    return plan


def as_workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
