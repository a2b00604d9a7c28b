"""/metrics, for Prometheus: with a token, or from this machine alone."""

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from .counts import counted
from .standing import Standing

# A proxy says for whom it asks; then the address of this machine proves nothing.
OF_A_PROXY = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP",
              "Via")  # fmt: skip


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """404 to whoever may not read it, as if there were none."""
    if not _may_read(request):
        raise Http404
    registry = counted()
    registry.register(Standing(timezone.now()))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    if wanted := settings.WATCH.metrics_token:
        told = request.headers.get("Authorization", "").partition("Bearer ")[2]
        return hmac.compare_digest(told.encode(), wanted.encode())
    return _is_from_here(request.META.get("REMOTE_ADDR", "")) and not any(
        name in request.headers for name in OF_A_PROXY
    )


def _is_from_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
