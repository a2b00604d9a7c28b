"""The page of the open data, its files, and their description for programs."""

from typing import Any, get_args

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions.web.brakes import throttled
from sto_portal.api.resources.resource import Told, as_table

from .tables import TABLES, Table, years

FILES_A_MINUTE = 30
# As a data package calls them; what is read is a text.
KINDS = {"int": "integer", "bool": "boolean", "date": "date", "datetime": "datetime"}


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    tables = [{"table": table, "columns": _columns(table.row)} for table in TABLES.values()]
    context = {"years": years(today), "this_year": today.year, "tables": tables}
    return render(request, "api/open_data.html", context)


def _columns(row: type[Told]) -> list[tuple[str, str]]:
    return [(name, field.description or "") for name, field in row.model_fields.items()]


@login_not_required
@throttled("open-data", FILES_A_MINUTE)
@require_safe
def file(request: HttpRequest, year: int, name: str) -> HttpResponse:
    today = timezone.localdate()
    if name not in TABLES or year not in years(today):
        raise Http404
    table = TABLES[name]
    return as_table(f"sto-{name}-{year}", table.row, table.rows(year, today))


@login_not_required
@throttled("open-data", FILES_A_MINUTE)
@require_safe
def package(request: HttpRequest, year: int) -> JsonResponse:
    """The same as the page, as a data package (Frictionless)."""
    if year not in years(timezone.localdate()):
        raise Http404
    told = {
        "name": f"sto-{year}",
        "title": f"Sterk Techniekonderwijs {year}",
        "contributors": [{"title": settings.ORGANISATION, "role": "publisher"}],
        "resources": [_resource(table, year) for table in TABLES.values()],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _resource(table: Table, year: int) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "description": table.text,
        "path": settings.SITE_URL + reverse("open_data_file", args=[year, table.name]),
        "format": "csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";"},
        "schema": {"fields": [_field(table.row, *column) for column in _columns(table.row)]},
    }


def _field(row: type[Told], name: str, text: str) -> dict[str, Any]:
    kind: Any = row.model_fields[name].annotation
    kinds = [one.__name__ for one in (*get_args(kind), kind) if isinstance(one, type)]
    told = {"name": name, "type": KINDS.get(kinds[0], "string"), "description": text}
    if told["type"] == "boolean":
        return {**told, "trueValues": ["ja"], "falseValues": ["nee"]}
    return told
