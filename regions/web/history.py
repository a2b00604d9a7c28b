"""Who changed what is kept with the address of the request, but never with a secret in it."""

import re
from typing import Any

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware

# Public addresses whose last part is the proof of who may be there.
SECRET = re.compile(r"^/(slips|digests|unsubscribe|calendar|skills)/[^/]+")


class DiscreetHistoryMiddleware(HistoryMiddleware):
    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().get_context(request)
        return {**context, "url": SECRET.sub(r"/\1/…", context["url"])}
