"""An advisor reports days away with a substitute, shortens them, or is back at once."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from advisors.models import Absence
from regions.access import Request, require_advisor
from regions.dutch import date_text, list_text
from regions.saving import saved

from .absences import own_memberships, report, shorten, stood_in_for, take_back
from .forms import AbsenceForm, ShortenForm


@require_http_methods(["GET", "HEAD", "POST"])
def new_absence(request: Request) -> HttpResponse:
    require_advisor(request.user)
    today = timezone.localdate()
    absence = Absence(made_by=request.user)
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        instance=absence,
        advisor=request.user,
        today=today,
    )
    if request.method == "POST" and form.is_valid() and saved(form, lambda: report(absence)):
        messages.success(request, _reported(absence))
        _warn(request, absence)
        return redirect("network_me")
    context = {"form": form, "regions": own_memberships(request.user, today, today)}
    status = 422 if form.errors else 200
    return render(request, "advisors/absence_form.html", context, status=status)


def _reported(absence: Absence) -> str:
    days = {"first": date_text(absence.starts_on), "last": date_text(absence.ends_on)}
    if absence.substitute is None:
        return _("You are away from %(first)s to %(last)s. Nobody stands in for you.") % days
    count = absence.memberships.count()
    return ngettext(
        "%(name)s stands in for you in one region, from %(first)s to %(last)s.",
        "%(name)s stands in for you in %(n)s regions, from %(first)s to %(last)s.",
        count,
    ) % {"name": absence.substitute, "n": count, **days}


def _warn(request: Request, absence: Absence) -> None:
    """Who promised to stand in for others in these days should tell them."""
    others = stood_in_for(request.user, absence.starts_on, absence.ends_on)
    if others:
        names = list_text([absence.advisor for absence in others])
        told = _("You stand in for %(names)s in these days: that goes on. Tell each other.")
        messages.warning(request, told % {"names": names})


def _own(request: Request, pk: int) -> Absence:
    """An absence of the reader's own that is not over, held until the transaction ends."""
    require_advisor(request.user)
    rows = Absence.objects.select_for_update(of=("self",)).select_related("substitute")
    return get_object_or_404(rows, pk=pk, advisor=request.user, ends_on__gte=timezone.localdate())


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def absence(request: Request, pk: int) -> HttpResponse:
    """An earlier last day: what the substitute may see ends with it."""
    row = _own(request, pk)
    form = ShortenForm(
        request.POST if request.method == "POST" else None,
        absence=row,
        today=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        shorten(row, form.cleaned_data["ends_on"])
        messages.success(request, _("Your last day away is %(day)s.") % {
            "day": date_text(form.cleaned_data["ends_on"])
        })  # fmt: skip
        return redirect("network_me")
    context = {"form": form, "absence": row, "held": row.memberships.select_related("region")}
    status = 422 if form.errors else 200
    return render(request, "advisors/absence.html", context, status=status)


@require_POST
@transaction.atomic
def cancel_absence(request: Request, pk: int) -> HttpResponse:
    row = _own(request, pk)
    name = row.substitute
    take_back(row, timezone.localdate())
    if name:
        done = _("You are back. %(name)s no longer stands in for you.") % {"name": name}
    else:
        done = _("You are back.")
    messages.success(request, done)
    return redirect("network_me")
