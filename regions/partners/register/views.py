"""The bureau's businesses, each known once: likely doubles, merges and taking them back."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Request, require_bureau
from regions.asked import row_id
from regions.csv import csv_response
from regions.partners.models import Business, BusinessMerge, PairApart
from regions.saving import saved
from regions.web.lists import list_page
from regions.web.searching import named

from .apart import pairs_to_look_at
from .forms import BusinessFilter, BusinessForm
from .merge_preview import preview
from .merging import NotMergeable, merge, undo

BUSINESSES_A_PAGE = 50
SHOWN_PAIRS = 20
SORTS: dict[str, str | Lower] = {
    "name": "name__dutch",
    "place": "place__dutch",
    "regions": "-regions",
}


@require_safe
def businesses(request: Request) -> HttpResponse:
    require_bureau(request.user)
    form = BusinessFilter(request.GET)
    return list_page(
        request,
        "partners/businesses.html",
        _chosen(**form.wanted),
        lambda _page: {"filter": form, **_doubles()},
        size=BUSINESSES_A_PAGE,
        file=_as_csv,
    )


def _doubles() -> dict[str, Any]:
    """Pairs that may be one business, and what was decided of pairs before."""
    pairs = pairs_to_look_at()
    known = Business.objects.in_bulk({pk for pair in pairs[:SHOWN_PAIRS] for pk in pair})
    merges = BusinessMerge.objects.filter(undone_at=None).select_related("kept", "dropped")
    apart = PairApart.objects.filter(first__merged_into=None, second__merged_into=None)
    return {
        "pairs": [(known[one], known[other]) for one, other in pairs[:SHOWN_PAIRS]],
        "pair_count": len(pairs),
        "merges": merges[:SHOWN_PAIRS],
        "apart": apart.select_related("first", "second")[:SHOWN_PAIRS],
    }


def _chosen(q: str, kind: str, sort: str) -> QuerySet[Any]:
    """Number of regions, not which: what a region has with a business is its own."""
    rows = Business.objects.known().annotate(
        regions=Count("partnerships", filter=Q(partnerships__ended_on=None))
    )
    if kind:
        rows = rows.filter(kind=kind)
    if q:
        rows = rows.filter(named(q, "name", "place", "sector") | Q(kvk__startswith=q))
    return rows.order_by(SORTS[sort or "name"], "name__dutch", "pk")


def _as_csv(rows: QuerySet[Any]) -> HttpResponse:
    header = [_("Partner"), _("Kind"), _("Place"), _("Sector"), _("KvK number"), _("Regions")]
    cells = (
        [row.name, row.get_kind_display(), row.place, row.sector, row.kvk, row.regions]
        for row in rows
    )
    return csv_response(f"bedrijven-{timezone.localdate()}.csv", header, cells)


@require_http_methods(["GET", "HEAD", "POST"])
def business(request: Request, pk: int) -> HttpResponse:
    require_bureau(request.user)
    row = get_object_or_404(Business.objects.known(), pk=pk)
    form = BusinessForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("%(name)s was saved.") % {"name": row.name})
        return redirect("bureau_businesses")
    context = {
        "form": form,
        "business": Business.objects.get(pk=pk),
        "others": Business.objects.known().exclude(pk=pk).order_by("name__dutch"),
    }
    status = 422 if form.errors else 200
    return render(request, "partners/business.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_businesses(request: Request) -> HttpResponse:
    """`keep` and `drop` in the address: a preview, and with a post the merge itself."""
    require_bureau(request.user)
    asked = request.POST if request.method == "POST" else request.GET
    kept, dropped = (business_asked(asked.get(name, "")) for name in ("keep", "drop"))
    if kept == dropped:
        messages.error(request, _("Choose two different businesses."))
        return redirect("bureau_business", kept.pk)
    if request.method == "POST":
        return _merge(request, kept, dropped)
    pair = [kept, dropped]
    context = {"kept": kept, "dropped": dropped, "pair": pair, "moves": preview(kept, dropped)}
    return render(request, "partners/merge.html", context)


def business_asked(text: str) -> Business:
    return get_object_or_404(Business.objects.known(), pk=row_id(text))


def _merge(request: Request, kept: Business, dropped: Business) -> HttpResponse:
    try:
        merge(kept, dropped, request.user, timezone.now(), timezone.localdate())
    except NotMergeable as refusal:
        messages.error(request, str(refusal))
    else:
        values = {"kept": kept.name, "dropped": dropped.name}
        messages.success(request, _("%(dropped)s is now part of %(kept)s.") % values)
    return redirect("bureau_businesses")


@require_POST
def undo_merge(request: Request, pk: int) -> HttpResponse:
    require_bureau(request.user)
    row = get_object_or_404(BusinessMerge, pk=pk)
    try:
        undo(row, timezone.now())
    except NotMergeable as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The merge was taken back. Everything is where it was."))
    return redirect("bureau_businesses")
