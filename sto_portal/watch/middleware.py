"""Around everything else: a request gets its name, and is counted with how long it took."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .counts import count
from .request_ids import HEADER, begin, new_request_id, well_formed

logger = logging.getLogger("portal.requests")


class WatchMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identifier = self._told(request) or new_request_id()
        begin(identifier)
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        route, status = route_of(request), response.status_code
        count(route, status, seconds)
        told = {"route": route, "status": status, "seconds": round(seconds, 4)}
        logger.info("%s %s %s", request.method, route, status, extra=told)
        response.headers[HEADER] = identifier
        return response

    def _told(self, request: HttpRequest) -> str:
        """Only a proxy of ours may give the name; without one anybody could."""
        return well_formed(request.headers.get(HEADER)) if settings.TRUSTED_PROXIES else ""


def route_of(request: HttpRequest) -> str:
    """The name of the route and never its path, in which secrets and people may stand."""
    if match := request.resolver_match:
        return match.view_name or "unnamed"
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"
