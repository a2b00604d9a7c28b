"""The contributions of a region: the list with its sums, one contribution, and its steps."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.csv import csv_response
from regions.models import Region
from regions.partners.models import Contribution, Proposal
from regions.partners.money.amounts import State, state_of
from regions.partners.money.contributing import (
    NotPossible,
    deliver,
    drop,
    keep_changes,
    prove,
    step_back,
)
from regions.partners.money.financing_card import card_for
from regions.partners.money.list import chosen, contributions_of, sums_shown, to_sign
from regions.plans.versions import activity_names
from regions.web.lists import list_page

from .forms import ContributionFilter, ContributionForm, state_labels
from .page import by_month, shown_contribution, told_rows
from .step_forms import DeliverForm, DropForm, ProveForm


@require_safe
def contributions(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_MONEY)
    form = ContributionFilter(request.GET, region)
    rows = chosen(contributions_of(region), form.wanted)

    def context(page: Page[Any]) -> dict[str, Any]:
        told_rows(page.object_list)
        return {
            "region": region,
            "card": card_for(region, timezone.localdate()),
            "filter": form,
            "sums": sums_shown(rows),
            "may_edit": can(request.user, Action.EDIT_PARTNERS, region),
            "reads_partners": can(request.user, Action.READ_PARTNERS, region),
            "has_partners": region.partnerships.exists(),
            "proposed": Proposal.objects.open().filter(partnership__region=region).count(),
        }

    return list_page(request, "partners/money.html", rows, context, file=partial(_as_csv, region))


def _as_csv(region: Region, rows: Iterable[Any]) -> HttpResponse:
    header = [_("Business"), _("Kind"), _("What"), _("State"), _("Hours"), _("Euros")]
    header += [_("Promised on"), _("Delivered on"), _("Proven on"), _("Activity")]
    labels, activities = state_labels(), activity_names(region)
    cells = (
        [
            row.partnership.business.name,
            row.get_kind_display(),
            row.title,
            labels[row.state_now],
            None if row.hours is None else float(row.hours),
            row.counted_cents / 100,
            row.promised_on,
            row.delivered_on,
            row.proven_on,
            activities.get(row.activity_key, ""),
        ]
        for row in rows
    )
    name = f"cofinanciering-{region.slug}-{timezone.localdate()}.csv"
    return csv_response(name, header, cells)


@require_safe
def sign_list(request: Request, slug: str) -> HttpResponse:
    """Who can still sign: what was delivered without proof, and promises whose day has passed."""
    region = fetch_region(request.user, slug, Action.READ_PARTNERS)
    may_edit = can(request.user, Action.EDIT_PARTNERS, region)
    rows = list(to_sign(region, timezone.localdate()))
    told_rows(rows, timezone.now(), may_read_people=may_edit)
    delivered = [row for row in rows if row.state_now == State.DELIVERED]
    months = by_month(delivered)
    context = {
        "region": region,
        "months": months,
        "late": [row for row in rows if row.state_now == State.PROMISED],
        "cents": sum(row.counted_cents for row in delivered),
        "businesses": len({row.partnership_id for row in delivered}),
        "may_edit": may_edit,
        "has_phone": bool(request.user.phone),
    }
    return render(request, "partners/money_sign.html", context)


@require_safe
def contribution(request: Request, slug: str, pk: int) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_PARTNERS)
    row = fetch(
        contributions_of(region).prefetch_related("slips", "bundled_in__slip"),
        request.user,
        Action.READ_PARTNERS,
        pk=pk,
    )
    may_edit = can(request.user, Action.EDIT_PARTNERS, row)
    context = shown_contribution(row, region, timezone.now(), may_read_people=may_edit)
    return render(request, "partners/money_one.html", {**context, "may_edit": may_edit})


@require_http_methods(["GET", "HEAD", "POST"])
def new_contribution(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_PARTNERS)
    today = timezone.localdate()
    begin = {"promised_on": today, "partnership": request.GET.get("partner", "")}
    row = Contribution(added_by=request.user)
    form = ContributionForm(
        request.POST or None, instance=row, initial=begin, region=region, today=today
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The promise is saved. Delivered already? Say so below."))
        return redirect("contribution", slug, row.pk)
    return _form(request, region, form, _("What does a business bring?"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_contribution(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _editable(request, slug, pk)
    if state_of(row) in (State.PROVEN, State.DROPPED):
        messages.error(request, _("First take back the last step; then you can change it."))
        return redirect("contribution", slug, pk)
    region, today = row.partnership.region, timezone.localdate()
    form = ContributionForm(request.POST or None, instance=row, region=region, today=today)
    if request.method == "POST" and form.is_valid():
        return _done(request, row, lambda: keep_changes(row, timezone.now()), _("It is saved."))
    return _form(request, region, form, _("Change this contribution"), row)


@require_http_methods(["GET", "HEAD", "POST"])
def deliver_contribution(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _editable(request, slug, pk)
    form = DeliverForm(request.POST or None, contribution=row, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        kept, hours = form.cleaned_data, form.cleaned_data.get("hours")
        day, cents = kept["delivered_on"], kept["delivered_cents"]
        sentence = _("The delivery is saved. Now let the business sign, or add a file.")
        return _done(
            request, row, lambda: deliver(row, day, cents, hours, timezone.now()), sentence
        )
    return _form(request, row.partnership.region, form, _("What was delivered?"), row)


@require_http_methods(["GET", "HEAD", "POST"])
def prove_contribution(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _editable(request, slug, pk)
    form = ProveForm(
        request.POST or None,
        request.FILES or None,
        contribution=row,
        today=timezone.localdate(),
    )
    region = row.partnership.region
    if request.method == "POST" and form.is_valid():
        file, day = form.cleaned_data["file"], form.cleaned_data["proven_on"]

        def keep() -> None:
            prove(row, day, timezone.now(), keep=lambda: file.keep(region, request.user))

        return _done(request, row, keep, _("Proven. The file is kept with the contribution."))
    return _form(request, region, form, _("Add a file as evidence"), row)


@require_http_methods(["GET", "HEAD", "POST"])
def drop_contribution(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _editable(request, slug, pk)
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        today, reason = timezone.localdate(), form.cleaned_data["reason"]
        sentence = _("This contribution counts no longer.")
        return _done(request, row, lambda: drop(row, today, reason, timezone.now()), sentence)
    return _form(request, row.partnership.region, form, _("This promise does not come"), row)


@require_POST
def take_back(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _editable(request, slug, pk)
    sentence = _("The last step was taken back.")
    return _done(request, row, lambda: step_back(row, timezone.now()), sentence)


def _editable(request: Request, slug: str, pk: int) -> Contribution:
    rows = Contribution.objects.select_related("partnership__region", "partnership__business")
    return fetch(rows, request.user, Action.EDIT_PARTNERS, pk=pk, partnership__region__slug=slug)


def _done(
    request: Request, row: Contribution, step: Callable[[], object], sentence: str
) -> HttpResponse:
    try:
        step()
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("contribution", row.partnership.region.slug, row.pk)


def _form(
    request: Request, region: Region, form, heading: str, row: Contribution | None = None
) -> HttpResponse:
    context = {
        "region": region,
        "form": form,
        "heading": heading,
        "row": row,
        "rate": card_for(region, timezone.localdate()).rate,
        "is_upload": form.is_multipart(),
    }
    status = 422 if form.errors else 200
    return render(request, "partners/money_form.html", context, status=status)
