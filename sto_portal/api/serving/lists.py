"""A page of a list: through the doors of the pages, from a place on, as JSON or CSV."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from regions.access import fetch_region, for_user
from regions.months import Month
from sto_portal.api.resources.resource import Asked, Page, Paging, Resource, Told, as_table

from .door import CSV, JSON


def page_of(request: HttpRequest, resource: Resource, wanted: Paging) -> HttpResponse:
    """Raises Http404 and PermissionDenied as `fetch` does, where one region is asked."""
    asked = Asked(request.user, timezone.localdate(), _month(wanted))
    rows = resource.rows(asked)
    if resource.scope is not None:
        rows = _within(rows, resource, asked, getattr(wanted, "regio", ""))
    found = list(rows.filter(pk__gt=wanted.na).order_by("pk")[: wanted.aantal + 1])
    shown = found[: wanted.aantal]
    more = _address(resource, wanted, shown[-1].pk) if len(found) > len(shown) else None
    return told(request, resource, list(resource.told(shown, asked)), more)


def _month(wanted: Paging) -> Month | None:
    text = getattr(wanted, "maand", "")
    return Month.parse(text) if text else None


def _within(rows: Any, resource: Resource, asked: Asked, slug: str) -> Any:
    user: Any = asked.user
    if not slug:
        return for_user(rows, user, resource.action)
    region = fetch_region(user, slug, resource.action)
    return rows.filter(**{rows.model.region_path: region.pk})


def _address(resource: Resource, wanted: Paging, after: int) -> str:
    asked = {**wanted.model_dump(exclude_defaults=True), "na": after}
    return f"{settings.SITE_URL}{reverse(resource.route)}?{urlencode(asked)}"


def told(
    request: HttpRequest, resource: Resource, rows: list[Told], more: str | None
) -> HttpResponse:
    if request.form == CSV:  # type: ignore[attr-defined]
        response = as_table(resource.name, resource.row, rows)
    else:
        page = Page[Told](resultaten=rows, volgende=more)
        text = page.model_dump_json(serialize_as_any=True)
        response = HttpResponse(text, content_type=JSON)
    if more:
        response.headers["Link"] = f'<{more}>; rel="next"'
    return response


def one_region(request: HttpRequest, resource: Resource, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, resource.action)  # type: ignore[arg-type]
    asked = Asked(request.user, timezone.localdate())
    [row] = resource.told([region], asked)
    return HttpResponse(row.model_dump_json(), content_type=JSON)
