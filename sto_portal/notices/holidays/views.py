"""The bureau keeps the school holidays: by zone, or of the whole country."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Request, require_bureau
from regions.dutch import list_text
from regions.models import Region, School
from regions.saving import saved
from sto_portal.notices.models import SchoolHoliday

from .forms import HolidayForm


@require_safe
def holidays(request: Request) -> HttpResponse:
    """The coming ones first, then those of before; and which zone has none."""
    require_bureau(request.user)
    today = timezone.localdate()
    rows = list(SchoolHoliday.objects.order_by("starts_on", "zone"))
    coming = [row for row in rows if row.ends_on >= today]
    schools = School.objects.filter(region__in=Region.objects.open_on(today)).order_by()
    used = set(schools.values_list("holiday_zone", flat=True))
    known = {row.zone for row in coming}
    lacking = [] if "" in known else [zone for zone in School.Zone if zone in used - known]
    context = {
        "coming": coming,
        "past": [row for row in reversed(rows) if row.ends_on < today],
        "lacking": list_text([str(zone.label) for zone in lacking]),
        "without": schools.filter(holiday_zone="").count(),
    }
    return render(request, "notices/holidays.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_holiday(request: Request) -> HttpResponse:
    require_bureau(request.user)
    return _page(request, HolidayForm(request.POST or None), _("A new school holiday"))


@require_http_methods(["GET", "HEAD", "POST"])
def holiday(request: Request, pk: int) -> HttpResponse:
    require_bureau(request.user)
    row = get_object_or_404(SchoolHoliday, pk=pk)
    return _page(request, HolidayForm(request.POST or None, instance=row), str(row))


def _page(request: Request, form: HolidayForm, heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("%(name)s was saved.") % {"name": form.instance})
        return redirect("bureau_holidays")
    context = {"form": form, "heading": heading, "back": ("bureau_holidays", "")}
    return render(request, "bureau/form.html", context, status=422 if form.errors else 200)


@require_POST
def delete_holiday(request: Request, pk: int) -> HttpResponse:
    """Pressed twice it is gone once."""
    require_bureau(request.user)
    if row := SchoolHoliday.objects.filter(pk=pk).first():
        row.delete()
        messages.success(request, _("%(name)s was deleted.") % {"name": row})
    return redirect("bureau_holidays")
