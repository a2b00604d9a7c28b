"""The bureau's page of assignments: who advises which regions."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from regions.access import Request, require_bureau
from regions.accounts.models import User
from regions.csv import csv_response
from regions.dutch import date_text
from regions.models import Membership, Region
from regions.saving import saved
from regions.web.lists import wants_csv

from .assigning import advisors_on, assign, hand_over, regions_without_advisor
from .assignment_forms import AssignForm, HandOverForm


@require_http_methods(["GET", "HEAD", "POST"])
def assignments(request: Request) -> HttpResponse:
    """Advisors with their regions; give an advisor to several regions at once."""
    require_bureau(request.user)
    today = timezone.localdate()
    form = AssignForm(request.POST or None, initial={"starts_on": today})
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, lambda: _assign(form, request.user))
    ):
        messages.success(request, _assigned(form))
        return redirect("bureau_assignments")
    without = regions_without_advisor(today)
    form.fields["regions"].queryset = without  # type: ignore[attr-defined]
    regions: dict[int, list[Any]] = defaultdict(list)
    for row in Membership.objects.on(today).advisors().select_related("region"):
        regions[row.user_id].append(row)
    advisors = [(person, regions[person.pk]) for person in advisors_on(today)]
    if wants_csv(request):
        return _as_csv(advisors, today)
    context = {"form": form, "advisors": advisors, "without": without, "today": today}
    return render(request, "bureau/assignments.html", context, status=422 if form.errors else 200)


def _as_csv(advisors: list[tuple[User, list[Membership]]], today: date) -> HttpResponse:
    """A line for each region of each advisor."""
    header = [_("Advisor"), _("E-mail address"), _("Region"), _("From"), _("Until"), _("Interim")]
    return csv_response(
        f"toewijzingen-{today}.csv",
        header,
        [
            [person.name, person.email, str(row.region), row.starts_on, row.ends_on or "",
             _("yes") if row.is_interim else _("no")]
            for person, rows in advisors
            for row in rows
        ],
    )  # fmt: skip


def _assign(form: AssignForm, by: User) -> None:
    assign(form.advisor(), form.cleaned_data["regions"], form.cleaned_data["starts_on"], by)


def _assigned(form: AssignForm) -> str:
    count = len(form.cleaned_data["regions"])
    return ngettext(
        "%(name)s advises one more region from %(day)s.",
        "%(name)s advises %(n)s more regions from %(day)s.",
        count,
    ) % {"name": form.advisor(), "n": count, "day": date_text(form.cleaned_data["starts_on"])}


@require_http_methods(["GET", "HEAD", "POST"])
def handing_over(request: Request, pk: int) -> HttpResponse:
    """Regions of one advisor go to another on a date, in one go."""
    require_bureau(request.user)
    leaving = get_object_or_404(User, pk=pk)
    today = timezone.localdate()
    held = Membership.objects.on(today).advisors().filter(user=leaving)
    regions = Region.objects.filter(pk__in=held.values("region")).order_by("name__dutch")
    form = HandOverForm(
        request.POST or None,
        advisors=advisors_on(today).exclude(pk=pk),
        regions=regions,
        initial={"on": today, "regions": regions},
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        coming, which, on = chosen["coming"], chosen["regions"], chosen["on"]
        if saved(form, lambda: hand_over(leaving, coming, which, on, request.user)):
            messages.success(request, _handed_over(leaving, chosen))
            return redirect("bureau_assignments")
    context = {
        "form": form,
        "heading": _("Hand over the regions of %(name)s") % {"name": leaving},
        "back": ("bureau_assignments", ""),
    }
    return render(request, "bureau/form.html", context, status=422 if form.errors else 200)


def _handed_over(leaving: User, chosen: dict) -> str:
    count = len(chosen["regions"])
    return ngettext(
        "One region goes from %(leaving)s to %(coming)s on %(day)s.",
        "%(n)s regions go from %(leaving)s to %(coming)s on %(day)s.",
        count,
    ) % {"n": count, "leaving": leaving, "coming": chosen["coming"], "day": date_text(chosen["on"])}
