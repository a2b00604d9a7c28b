"""The page of one's own tokens, and the addresses of the API."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, include, path

from . import views
from .hooks import views as hooks
from .open_data import views as open_data
from .resources.regions import REGIONS
from .resources.table import RESOURCES
from .serving.door import JSON, door, nothing
from .serving.schema import api, document

SCOPES = {"api_regio": REGIONS.scope, **{one.route: one.scope for one in RESOURCES}}


def schema(request: HttpRequest) -> JsonResponse:
    """The description of the API, for everybody and for scripts of every site."""
    response = JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _through_the_door(pattern: Any) -> URLPattern:
    kinds = (JSON,) if pattern.name == "api_regio" else (JSON, "text/csv")
    view = door(pattern.callback, SCOPES[pattern.name], kinds)
    return URLPattern(pattern.pattern, view, name=pattern.name)


served = [_through_the_door(one) for one in api.urls[0] if getattr(one, "name", "") in SCOPES]

urlpatterns = [
    path("accounts/me/tokens/", views.tokens, name="api_tokens"),
    path("accounts/me/tokens/make/", views.make, name="api_token_make"),
    path("accounts/me/tokens/<int:pk>/revoke/", views.revoke_token, name="api_token_revoke"),
    path("accounts/me/webhooks/", hooks.webhooks, name="api_webhooks"),
    path("accounts/me/webhooks/make/", hooks.make, name="api_webhook_make"),
    path("accounts/me/webhooks/<int:pk>/revoke/", hooks.revoke_hook, name="api_webhook_revoke"),
    path("open-data/", open_data.page, name="open_data"),
    path("open-data/<int:year>/datapackage.json", open_data.package, name="open_data_package"),
    path("open-data/<int:year>/<slug:name>.csv", open_data.file, name="open_data_file"),
    path("api/v1/openapi.json", door(schema, kinds=(JSON,)), name="api_schema"),
    path("api/v1/", include(served)),
    path("api/v1/<path:rest>", door(nothing), name="api_nothing"),
]
