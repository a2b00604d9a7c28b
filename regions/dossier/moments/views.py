"""A region records that it handed in what was due."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Action, Request, fetch_region
from regions.dossier.models import HandedIn
from regions.saving import saved

from .due import due_in
from .forms import HandedInForm


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: Request, slug: str, pk: int) -> HttpResponse:
    """When it was sent and under which reference; also to correct that."""
    region = fetch_region(request.user, slug, Action.EDIT_DOSSIER)
    due = next((due for due in due_in([region]) if due.moment.pk == pk), None)
    if due is None:
        raise Http404
    today = timezone.localdate()
    row = due.handed_in or HandedIn(
        moment=due.moment, region=region, recorded_by=request.user, sent_on=today
    )
    form = HandedInForm(request.POST or None, instance=row, today=today)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("Recorded. Nobody is reminded of it any more."))
        return redirect("dossier", slug)
    context = {"region": region, "due": due, "form": form, "is_new": row.pk is None}
    status = 422 if form.errors else 200
    return render(request, "dossier/hand_in.html", context, status=status)


@require_POST
def take_back(request: Request, slug: str, pk: int) -> HttpResponse:
    """It was recorded by mistake: the moment waits again."""
    region = fetch_region(request.user, slug, Action.EDIT_DOSSIER)
    get_object_or_404(HandedIn, region=region, moment=pk).delete()
    messages.success(request, _("The moment waits again."))
    return redirect("dossier", slug)
