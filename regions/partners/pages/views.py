"""The partners of a region: the list with its ladder, and one partner."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import HiddenInput
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.asked import row_id
from regions.csv import csv_response
from regions.models import Region
from regions.partners.contacts.talking import to_undo
from regions.partners.doors import partner_at
from regions.partners.ladder.flow import ladder_of
from regions.partners.models import Business, Partnership
from regions.partners.money.financing_card import card_for
from regions.partners.register.adding import add, doubles_of, offered, take
from regions.partners.register.forms import BusinessForm
from regions.saving import saved
from regions.web.lists import list_page

from .forms import PartnerFilter, PartnershipForm
from .listing import ListedPartner, chosen, partners_heading, partners_of, sectors_of
from .page import SHOWN_TALKS, shown_partner

ALL_TALKS = 2000


@require_safe
def partners(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_PARTNERS)
    today = timezone.localdate()
    rows = partners_of(region, today)
    sectors = sectors_of(rows)
    form = PartnerFilter(request.GET, sector=[(text, text) for text in sectors])
    if not sectors:
        form.fields["sector"].widget = HiddenInput()

    def context(_page: object) -> dict[str, Any]:
        return {
            "region": region,
            "today": today,
            "total": len(rows),
            "finding": partners_heading(rows),
            "card": card_for(region, today),
            "ladder": ladder_of(region, (row.partnership.step for row in rows), today),
            "filter": form,
            "may_edit": can(request.user, Action.EDIT_PARTNERS, region),
            "undo": _undo(request, region),
        }

    cut = partners_of(region, today, ended=True) if form.asks_ended else rows
    file = partial(_as_csv, region)
    return list_page(
        request, "partners/partners.html", chosen(cut, form.wanted), context, file=file
    )


def _undo(request: Request, region: Region) -> list[Any]:
    batch = request.GET.get("saved", "")
    return to_undo(region, batch, request.user, timezone.now()) if batch else []


def _as_csv(region: Region, rows: list[ListedPartner]) -> HttpResponse:
    """Never people or notes."""
    header = [_("Partner"), _("Kind"), _("Place"), _("Sector"), _("KvK number"), _("Step")]
    header += [_("Step that the facts carry"), _("Last talk"), _("Days ago")]
    header += [_("Hangs on one person"), _("What it brings"), _("Next contact")]
    name = f"partners-{region.slug}-{timezone.localdate()}.csv"
    return csv_response(name, header, (_cells(row) for row in rows))


def _cells(row: ListedPartner) -> list[Any]:
    business = row.partnership.business
    return [
        business.name,
        business.get_kind_display(),
        business.place,
        business.sector,
        business.kvk,
        row.partnership.get_step_display(),
        row.proposed_text,
        row.since.last_on,
        row.since.days if row.since.last_on else None,
        _("yes") if row.hangs_on_one else _("no"),
        row.partnership.brings,
        row.agreed.on if row.agreed else None,
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def new_partner(request: Request, slug: str) -> HttpResponse:
    """A name first: what is known already is offered, and a different business is never refused."""
    region = fetch_region(request.user, slug, Action.EDIT_PARTNERS)
    today = timezone.localdate()
    if request.method == "POST" and (offer := request.POST.get("take")):
        known = offered(region, offer)
        if known is None:
            raise Http404
        return _added(request, take(region, known, today))
    form = BusinessForm(request.POST or None)
    doubles = []
    if request.method == "POST":
        is_valid, name = form.is_valid(), request.POST.get("name", "").strip()
        number = "".join(char for char in request.POST.get("kvk", "") if row_id(char) is not None)
        doubles = doubles_of(region, name, number) if name else []
        is_wanted = is_valid and (not doubles or "different" in request.POST)
        if is_wanted and saved(form, lambda: add(region, form.instance, today)):
            return _added(request, form.instance.partnerships.get(region=region))
    context = {"region": region, "form": form, "doubles": doubles, "is_valid": not form.errors}
    status = 422 if form.errors else 200
    return render(request, "partners/partner_new.html", context, status=status)


def _added(request: Request, partnership: Partnership) -> HttpResponse:
    sentence = _("%(name)s is a partner of this region.")
    messages.success(request, sentence % {"name": partnership.business.name})
    return redirect("partner", partnership.region.slug, partnership.pk)


@require_safe
def partner(request: Request, slug: str, pk: int) -> HttpResponse:
    row = partner_at(request, slug, pk, Action.READ_PARTNERS)
    may_edit = can(request.user, Action.EDIT_PARTNERS, row)
    talks = ALL_TALKS if request.GET.get("talks") == "all" else SHOWN_TALKS
    context = shown_partner(row, timezone.localdate(), talks, may_read=may_edit)
    context |= {"region": row.region, "may_edit": may_edit, "undo": _undo(request, row.region)}
    return render(request, "partners/partner.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_partner(request: Request, slug: str, pk: int) -> HttpResponse:
    """How the region works with it, and the business itself while no other region has it."""
    row = partner_at(request, slug, pk, Action.EDIT_PARTNERS)
    today, data = timezone.localdate(), request.POST or None
    form = PartnershipForm(data, instance=row, region=row.region, today=today)
    is_ours = not row.business.partnerships.exclude(region=row.region).exists()
    business = BusinessForm(data, instance=row.business) if is_ours else None
    forms = [filled for filled in (business, form) if filled is not None]
    is_right = [filled.is_valid() for filled in forms]  # each, so that all errors are shown at once
    if data and all(is_right) and _keep(form, forms):
        messages.success(request, _("It is saved."))
        return redirect("partner", slug, pk)
    fresh = Business.objects.get(pk=row.business_id)
    context = {"region": row.region, "row": row, "known": fresh, "form": form, "business": business}
    is_wrong = any(filled.errors for filled in forms)
    return render(request, "partners/partner_edit.html", context, status=422 if is_wrong else 200)


def _keep(form: PartnershipForm, forms: list[Any]) -> bool:
    return saved(form, lambda: [filled.save() for filled in forms])


@require_POST
def end_partner(request: Request, slug: str, pk: int) -> HttpResponse:
    row = partner_at(request, slug, pk, Action.EDIT_PARTNERS)
    if row.ended_on is None:
        row.ended_on = max(timezone.localdate(), row.started_on)
        row.save(update_fields=["ended_on"])
    sentence = _("%(name)s is no longer a partner. All that was written down stays.")
    messages.success(request, sentence % {"name": row.business.name})
    return redirect("partner", slug, pk)


@require_POST
def reopen_partner(request: Request, slug: str, pk: int) -> HttpResponse:
    row = partner_at(request, slug, pk, Action.EDIT_PARTNERS)
    if row.business.merged_into_id is None:
        row.ended_on = None
        row.save(update_fields=["ended_on"])
        messages.success(request, _("%(name)s is a partner again.") % {"name": row.business.name})
    return redirect("partner", slug, pk)
