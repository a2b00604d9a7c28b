"""Schools of a region, picked from the register: name, BRIN, place, board, province and zone."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from regions.access import Action, Request, fetch_region, require_bureau
from regions.asked import row_id
from regions.bureau.models import SchoolSite
from regions.models import Region, School
from regions.web.lists import list_page

from .views import chosen_sites, site_filter

TAKEN = ("name", "kind", "place", "board", "province", "holiday_zone")


@require_http_methods(["GET", "HEAD", "POST"])
def pick_sites(request: Request, slug: str) -> HttpResponse:
    require_bureau(request.user)
    here: Region = fetch_region(request.user, slug, Action.MANAGE)
    if request.method == "POST":
        picked = {row_id(pk) or 0 for pk in request.POST.getlist("site")}
        count = take(here, picked)
        if count:
            told = ngettext("%(n)s school was added.", "%(n)s schools were added.", count)
            messages.success(request, told % {"n": count})
            return redirect("bureau_region", slug)
        messages.error(request, _("No school was added. Tick at least one that is not here yet."))
    form = site_filter(request.GET)

    def context(page: Page[Any]) -> dict[str, Any]:
        codes, names = _held(here)
        for site in page:
            site.is_here = site.code in codes or site.name in names
        return {"region": here, "filter": form, "is_empty": not SchoolSite.objects.exists()}

    status = 422 if request.method == "POST" else 200
    rows = chosen_sites(**form.wanted)
    return list_page(request, "bureau/sites_pick.html", rows, context, status=status)


def _held(region: Region) -> tuple[set[str], set[str]]:
    held = list(region.schools.values_list("brin", "name"))
    return {code for code, _name in held if code}, {name for _code, name in held}


@transaction.atomic
def take(region: Region, picked: Collection[int]) -> int:
    """How many schools came by it; a site that the region has, or whose name it has, is left."""
    Region.objects.select_for_update().get(pk=region.pk)
    codes, names = _held(region)
    fresh = []
    for site in SchoolSite.objects.filter(pk__in=picked, is_current=True):
        if site.code not in codes and site.name not in names:
            names.add(site.name)
            values = {name: getattr(site, name) for name in TAKEN}
            fresh.append(School(region=region, brin=site.code, **values))
    School.objects.bulk_create(fresh)
    return len(fresh)
