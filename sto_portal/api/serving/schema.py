"""The API as django-ninja knows it: addresses, what they are asked, and the OpenAPI document.

Ninja reads and judges what an address asks from the same classes that the document is made of, so
the two cannot differ; with Django REST framework that takes a second package and serializers for
what is never written.
"""

from collections.abc import Callable, Iterable
from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError
from ninja.security import HttpBearer

from sto_portal.api.resources.regions import REGIONS
from sto_portal.api.resources.resource import SLUG, Page, Resource
from sto_portal.api.resources.table import RESOURCES

from .document import completed
from .door import VERSION
from .lists import one_region, page_of
from .problems import Refused, problem

START = "/api/v1/"
TEXT = (
    "Lees wat u in het STO-portaal mag zien met een ander programma. Maak een token bij uw account "
    "onder Koppelen en stuur hem mee als `Authorization: Bearer sto_…`. Een token leest wat u op "
    "dat moment zelf mag lezen en verandert nooit iets. Lijsten komen in pagina’s: `volgende` is "
    "het adres van de volgende. Vraag `text/csv` in `Accept` voor een tabel."
)


class Bearer(HttpBearer):
    """For the document only: the door looked at the token before Ninja is asked anything."""

    def authenticate(self, request: HttpRequest, token: str) -> bool:
        return True


api = NinjaAPI(
    title="STO-portaal", version=VERSION, description=TEXT, docs_url=None, openapi_url=None,
    urls_namespace="api",
)  # fmt: skip


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    return problem(_wrong({str(error["loc"][-1]) for error in wrong.errors}))


def _wrong(names: Iterable[str]) -> Refused:
    text = _("This is not understood: %(names)s. See the description of the API.")
    return Refused(HTTPStatus.BAD_REQUEST, text % {"names": ", ".join(sorted(names))})


def _refuse_unknown(request: HttpRequest, known: Iterable[str]) -> None:
    """A filter with a typing error would give everything, and nobody would see it."""
    if unknown := set(request.GET) - set(known):
        raise _wrong(name[:40] for name in unknown)


@api.exception_handler(Http404)
@api.exception_handler(Exception)
def not_ours(request: HttpRequest, wrong: Exception) -> HttpResponse:
    """The door tells it, or Django does: Ninja has a form of its own for what is missing."""
    raise wrong


def _list(resource: Resource) -> Callable[..., HttpResponse]:
    params: Any = resource.params

    def answer(request: HttpRequest, wanted: params = Query(...)) -> HttpResponse:  # noqa: B008
        _refuse_unknown(request, resource.params.model_fields)
        return page_of(request, resource, wanted)

    return answer


for resource in RESOURCES:
    api.get(
        f"/{resource.name}",
        response=Page[resource.row],  # type: ignore[name-defined]
        operation_id=resource.name,
        summary=resource.title,
        description=resource.text,
        url_name=resource.route,
        auth=Bearer() if resource.scope else None,
        tags=[resource.scope.value if resource.scope else "openbaar"],
    )(_list(resource))


@api.get(
    "/regios/{regio}",
    response=REGIONS.row,
    operation_id="regio",
    summary="Een regio",
    description="Een regio die u mag bekijken.",
    url_name="api_regio",
    auth=Bearer(),
    tags=["regios"],
)
def region(
    request: HttpRequest, regio: str = Path(..., pattern=SLUG, max_length=80)
) -> HttpResponse:
    _refuse_unknown(request, ())
    return one_region(request, REGIONS, regio)


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3, the same for everybody."""
    made = api.get_openapi_schema(path_prefix=START)
    return completed(made, settings.SITE_URL, settings.CONTACT_EMAIL, settings.ORGANISATION)
