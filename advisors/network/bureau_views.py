"""The bureau reports that an advisor is away, for who cannot do so, and that they are back."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from advisors.models import Absence
from regions.access import Request, require_bureau
from regions.accounts.models import User
from regions.dutch import date_text
from regions.saving import saved

from .absences import own_memberships, report, take_back
from .forms import AbsenceForm


@require_http_methods(["GET", "HEAD", "POST"])
def absence_of(request: Request, pk: int) -> HttpResponse:
    """Days away of one advisor with who stands in, as the advisor would report them."""
    require_bureau(request.user)
    advisor = get_object_or_404(User, pk=pk, erased_at=None)
    today = timezone.localdate()
    row = Absence(made_by=request.user)
    form = AbsenceForm(request.POST or None, instance=row, advisor=advisor, today=today)
    form.fields["substitute"].label = _("Who stands in?")
    if request.method == "POST" and form.is_valid() and saved(form, lambda: report(row)):
        messages.success(request, _reported(row))
        return redirect("bureau_absence", pk)
    away = Absence.objects.filter(advisor=advisor, ends_on__gte=today).select_related("substitute")
    context = {
        "form": form,
        "person": advisor,
        "regions": own_memberships(advisor, today, today),
        "away": away,
        "today": today,
    }
    return render(request, "bureau/absence.html", context, status=422 if form.errors else 200)


def _reported(row: Absence) -> str:
    count = row.memberships.count()
    told = {
        "advisor": row.advisor,
        "first": date_text(row.starts_on),
        "last": date_text(row.ends_on),
        "name": row.substitute,
        "n": count,
    }
    if row.substitute is None:
        text = _("%(advisor)s is away from %(first)s to %(last)s. Nobody stands in.")
        return text % told
    text = ngettext(
        "%(name)s stands in for %(advisor)s in one region, from %(first)s to %(last)s.",
        "%(name)s stands in for %(advisor)s in %(n)s regions, from %(first)s to %(last)s.",
        count,
    )
    return text % told


@require_POST
@transaction.atomic
def absence_back(request: Request, pk: int) -> HttpResponse:
    """Back at once: who stands in reaches nothing by it any more."""
    require_bureau(request.user)
    rows = Absence.objects.select_for_update(of=("self",)).select_related("advisor")
    row = get_object_or_404(rows, pk=pk, ends_on__gte=timezone.localdate())
    take_back(row, timezone.localdate())
    messages.success(request, _("%(name)s is back.") % {"name": row.advisor})
    return redirect("bureau_absence", row.advisor_id)
