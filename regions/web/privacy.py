"""What the portal answers stays with who asked: nothing of it is kept by a browser or a proxy."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponse

# What anybody may see, by the names of their routes; static files come before this.
PUBLIC = frozenset(
    {
        "catalogue",
        "catalogue_csv",
        "catalogue_elective",
        "catalogue_material",
        "sitemap",
        "agenda",
        "agenda_csv",
        "public_region",
        "security_txt",
        "privacy_statement",
        "accessibility",
        "contact",
        "javascript-catalog",
        "api_keuzevakken",
        "api_schema",
        "open_data",
        "open_data_file",
        "open_data_package",
    }
)
# They say themselves how long a calendar program may keep them.
TIMED = frozenset({"calendar_feed", "public_calendar"})


class PrivateMiddleware:
    """`no-store` on every answer, but for public pages to somebody who has no session here.

    Who signs out takes along what the browser cached. Its storage stays: that holds only what
    somebody typed and could not be sent yet, which nobody may lose.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not self._may_be_kept(request, response):
            response.headers["Cache-Control"] = "no-store, private"
        if getattr(request, "has_signed_out", False):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def _may_be_kept(self, request: HttpRequest, response: HttpResponse) -> bool:
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in TIMED:
            return response.has_header("Cache-Control")
        return name in PUBLIC and settings.SESSION_COOKIE_NAME not in request.COOKIES


def _remember(sender: object, request: HttpRequest | None, user: object, **kwargs: object) -> None:
    if request is not None and user is not None:
        request.has_signed_out = True  # type: ignore[attr-defined]


user_logged_out.connect(_remember, dispatch_uid="clear what the browser cached")


class _Cookie(CookieStorage):
    cookie_name = "__Host-messages" if settings.IS_HTTPS else "messages"


class MessageStorage(FallbackStorage):
    """As Django keeps them, in a cookie that on https belongs to this host alone."""

    storage_classes = (_Cookie, SessionStorage)
