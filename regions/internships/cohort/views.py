"""One cohort: its ledger, a new line in it, and the cohort itself."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.internships.ledger import booking
from regions.internships.ledger.cohorts import row_of, with_sums
from regions.internships.ledger.contributed import propose_for, propose_of
from regions.internships.ledger.ledger import is_alarming
from regions.internships.models import CohortEntry, InternshipCohort
from regions.internships.words import SHAPES, WORDS
from regions.models import Region
from regions.partners.models import Proposal
from regions.partners.proposals.page import proposed_at
from regions.plans.versions import activity_names
from regions.saving import saved

from .forms import BusinessForm, CohortForm, EntryForm


def cohort_at(request: Request, slug: str, pk: int, action: Action) -> InternshipCohort:
    rows = with_sums(InternshipCohort.objects.filter(school__region__slug=slug))
    return fetch(rows.select_related("school__region"), request.user, action, pk=pk)


@require_safe
def cohort(request: Request, slug: str, pk: int) -> HttpResponse:
    return _page(request, cohort_at(request, slug, pk, Action.READ_EVENTS), None)


def _page(request: Request, row: InternshipCohort, form: EntryForm | None) -> HttpResponse:
    today, may_edit = timezone.localdate(), can(request.user, Action.EDIT_EVENTS, row)
    exact = can(request.user, Action.READ_EXACT, row)
    told = row_of(row, today, exact)
    entries = row.entries.select_related("added_by", "corrected_by").order_by("-dated_on", "-id")
    counts = told.counts
    context = {
        "region": row.school.region,
        "row": told,
        "cohort": row,
        "needed": counts["needed"],
        "parts": [(name, WORDS[name], SHAPES[name], counts[name]) for name in SHAPES],
        "entries": [(entry, WORDS[entry.kind], SHAPES[entry.kind]) for entry in entries],
        "exact": exact,
        "is_near": is_alarming(row.last_chance_on, told.state.open, today),
        "activity": activity_names(row.school.region).get(row.activity_key, ""),
        "may_edit": may_edit,
        "form": form or (EntryForm(cohort=row, today=today) if may_edit else None),
    }
    if can(request.user, Action.READ_PARTNERS, row):
        context["may_edit_partners"] = edits = can(request.user, Action.EDIT_PARTNERS, row)
        region, source = row.school.region, Proposal.Source.COHORT
        context["proposed"] = proposed = proposed_at(region, source, row.pk, edits)
        if edits and told.state.done:
            there = [one.partnership_id for one in proposed]
            context["business_form"] = BusinessForm(region=region, there=there)
    status = 422 if form is not None and form.errors else 200
    return render(request, "internships/cohort.html", context, status=status)


@require_POST
def add_business(request: Request, slug: str, pk: int) -> HttpResponse:
    """Propose what one business contributed, where the portal could not know of it."""
    row = cohort_at(request, slug, pk, Action.EDIT_PARTNERS)
    form = BusinessForm(request.POST, region=row.school.region)
    if form.is_valid():
        propose_of(row, [form.cleaned_data["partnership"].pk])
    else:
        messages.error(request, _("Choose a business of this region."))
    return redirect("cohort", slug, pk)


@require_POST
def add_entry(request: Request, slug: str, pk: int) -> HttpResponse:
    row = cohort_at(request, slug, pk, Action.EDIT_EVENTS)
    form = EntryForm(request.POST, cohort=row, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, row, form)
    try:
        if not booking.book(row, form.entry(), request.user).open:
            propose_for(row)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, row, form)
    messages.success(request, _("It is in the ledger."))
    return redirect("cohort", slug, pk)


@require_POST
def correct_entry(request: Request, slug: str, pk: int, entry: int) -> HttpResponse:
    rows = CohortEntry.objects.filter(cohort__school__region__slug=slug, cohort=pk)
    rows = rows.select_related("cohort__school")
    row = fetch(rows, request.user, Action.EDIT_EVENTS, pk=entry)
    booking.correct(row, timezone.localdate(), request.user)
    messages.success(request, _("The entry is undone by an opposite one. Both stay visible."))
    return redirect("cohort", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new_cohort(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_EVENTS)
    form = CohortForm(request.POST or None, region=region, today=timezone.localdate())
    return _kept(request, region, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_cohort(request: Request, slug: str, pk: int) -> HttpResponse:
    row = cohort_at(request, slug, pk, Action.EDIT_EVENTS)
    region = row.school.region
    form = CohortForm(request.POST or None, instance=row, region=region, today=timezone.localdate())
    return _kept(request, region, form, InternshipCohort.objects.get(pk=pk))


def _kept(
    request: Request, region: Region, form: CohortForm, row: InternshipCohort | None = None
) -> HttpResponse:
    """Save and go to the cohort, or show the form with what is wrong."""
    if request.method == "POST" and form.is_valid() and saved(form, lambda: _save(form)):
        messages.success(request, _("It is saved."))
        return redirect("cohort", region.slug, form.instance.pk)
    context = {"region": region, "form": form, "row": row, "has_schools": region.schools.exists()}
    return render(
        request, "internships/cohort_form.html", context, status=422 if form.errors else 200
    )


def _save(form: CohortForm) -> None:
    booking.change(form.instance)
