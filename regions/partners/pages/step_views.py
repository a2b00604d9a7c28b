"""The step of a partner: proposed by the portal, confirmed by a person; and its evidence."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Action, Request, fetch
from regions.partners.doors import partner_at
from regions.partners.ladder.facts import known_of
from regions.partners.ladder.ladder import Rung
from regions.partners.ladder.rungs import found_sentence, missing_sentence
from regions.partners.ladder.steps import confirm_step
from regions.partners.models import Document, Partnership, Proof

from .listing import row_of
from .page import rungs_of
from .step_forms import ProofForm, StepForm


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, slug: str, pk: int) -> HttpResponse:
    partnership = partner_at(request, slug, pk, Action.EDIT_PARTNERS)
    today = timezone.localdate()
    row = row_of(partnership, known_of([pk], today)[pk], today)
    proposed = row.standing.rung
    form = StepForm(request.POST or None, proposed=proposed, initial={"step": proposed.code})
    if request.method == "POST" and form.is_valid():
        rung, reason = Rung.of(form.cleaned_data["step"]), form.cleaned_data["reason"]
        if rung == proposed:
            reason = ""
        confirm_step(partnership, rung, request.user, today, reason)
        values = {"name": row.name, "step": Partnership.Step(rung.code).label}
        messages.success(request, _("%(name)s stands on the step “%(step)s”.") % values)
        return redirect("partner", slug, pk)
    context = {
        "region": partnership.region,
        "partnership": partnership,
        "row": row,
        "form": form,
        "rungs": rungs_of(row),
        "found": found_sentence(row.standing),
        "missing": missing_sentence(row.standing),
        "chosen": form.data.get("step") or proposed.code,
    }
    return render(request, "partners/step.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new_proof(request: Request, slug: str, pk: int) -> HttpResponse:
    partnership = partner_at(request, slug, pk, Action.EDIT_PARTNERS)
    today = timezone.localdate()
    form = ProofForm(
        request.POST or None,
        request.FILES or None,
        instance=Proof(partnership=partnership, added_by=request.user),
        initial={"dated_on": today, "kind": request.GET.get("kind", Proof.Kind.EXCHANGE)},
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.keep(partnership.region, request.user)
        messages.success(request, _("The evidence is saved."))
        return redirect("partner", slug, pk)
    context = {
        "region": partnership.region,
        "partnership": partnership,
        "form": form,
        "heading": _("Which evidence is there?"),
    }
    return render(request, "partners/form.html", context, status=422 if form.errors else 200)


@require_POST
def remove_proof(request: Request, slug: str, pk: int) -> HttpResponse:
    rows = Proof.objects.filter(partnership__region__slug=slug)
    row = fetch(rows.select_related("partnership"), request.user, Action.EDIT_PARTNERS, pk=pk)
    with transaction.atomic():
        row.delete()
        if row.document_id:
            Document.objects.filter(pk=row.document_id, region=row.partnership.region_id).delete()
    messages.success(request, _("The evidence was removed. Confirmed steps stay."))
    return redirect("partner", slug, row.partnership_id)
