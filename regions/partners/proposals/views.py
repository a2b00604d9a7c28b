"""Proposed contributions: all of a region, and one taken over, set aside or put back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.dutch import euros
from regions.partners.models import Proposal
from regions.partners.money.contributing import NotPossible

from .forms import TakeOverForm
from .page import LATEST, proposals_in, told
from .proposing import put_back, set_aside, take_over


@require_safe
def proposals(request: Request, slug: str) -> HttpResponse:
    """What waits, the latest first, and what was decided last."""
    region = fetch_region(request.user, slug, Action.READ_PARTNERS)
    may_edit = can(request.user, Action.EDIT_PARTNERS, region)
    rows = proposals_in(region)
    decided = rows.filter(is_open=False).order_by("-happened_on", "-pk")
    context = {
        "region": region,
        "waiting": told(rows.filter(is_open=True).order_by("-happened_on", "pk"), may_edit),
        "decided": told(decided[:LATEST], may_edit),
        "may_edit": may_edit,
    }
    return render(request, "partners/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_proposal(request: Request, slug: str, pk: int) -> HttpResponse:
    """One tap where the source says it all; else the numbers are asked here."""
    row = _editable(request, slug, pk)
    form = TakeOverForm(request.POST or None, proposal=row)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data
        try:
            made = take_over(row, kept["people"], kept["hours"], request.user)
            text = _("%(amount)s was added. Now let %(business)s sign for it.")
            values = {"amount": euros(made.delivered_cents or 0), "business": row.partnership}
            messages.success(request, text % values)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        return _back(request, row)
    context: dict[str, Any] = {"region": row.partnership.region, "form": form, "row": row}
    status = 422 if form.errors else 200
    return render(request, "partners/proposal.html", context, status=status)


@require_POST
def set_proposal_aside(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _editable(request, slug, pk)
    try:
        set_aside(row, request.user, timezone.now())
        messages.success(request, _("It is set aside and counts nowhere. You can put it back."))
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return _back(request, row)


@require_POST
def put_proposal_back(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _editable(request, slug, pk)
    put_back(row)
    messages.success(request, _("It is proposed again."))
    return _back(request, row)


def _editable(request: Request, slug: str, pk: int) -> Proposal:
    rows = Proposal.objects.select_related("partnership__region", "partnership__business")
    return fetch(rows, request.user, Action.EDIT_PARTNERS, pk=pk, partnership__region__slug=slug)


def _back(request: Request, row: Proposal) -> HttpResponse:
    """To where it was pressed: the list, or the event or cohort that it came from."""
    slug = row.partnership.region.slug
    if request.POST.get("at") == "list":
        return redirect("proposals", slug)
    return redirect(row.place, slug, row.source_id)
