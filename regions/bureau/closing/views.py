"""A region is closed: from a day on everybody reads and nobody writes, until it is opened again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Request, fetch_region, require_bureau
from regions.dutch import date_text
from regions.models import Membership
from regions.saving import saved

from .forms import CloseForm


@require_http_methods(["GET", "HEAD", "POST"])
def close_region(request: Request, slug: str) -> HttpResponse:
    """What closing does, from which day and why; a day that did not come yet can be changed."""
    require_bureau(request.user)
    here = fetch_region(request.user, slug)
    if here.is_closed:
        return redirect("bureau_region", slug)
    today = timezone.localdate()
    initial = {"closed_on": here.closed_on or today}
    form = CloseForm(request.POST or None, instance=here, initial=initial)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        told = {"name": here, "day": date_text(form.instance.closed_on)}
        messages.success(request, _("%(name)s is closed from %(day)s on.") % told)
        return redirect("bureau_region", slug)
    context = {
        "form": form,
        "region": here,
        "people": Membership.objects.on(today).filter(region=here).count(),
    }
    return render(request, "bureau/close.html", context, status=422 if form.errors else 200)


@require_POST
def reopen_region(request: Request, slug: str) -> HttpResponse:
    """The region takes part again; pressed twice it stays open."""
    require_bureau(request.user)
    here = fetch_region(request.user, slug)
    if here.closed_on and not here.is_closed and here.goes_on.exists():
        told = _("%(name)s closes because it goes on in another region. Undo that as a whole.")
        messages.error(request, told % {"name": here})
    elif here.closed_on:
        here.closed_on, here.closed_because = None, ""
        here.save(update_fields=["closed_on", "closed_because"])
        told = _("%(name)s is open again. Roles that had no end date hold again.")
        messages.success(request, told % {"name": here})
    return redirect("bureau_region", slug)
