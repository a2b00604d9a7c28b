"""Stopping a kind of mail. A GET only shows: mail scanners follow every link."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from regions.web.brakes import throttled
from regions.web.public import kept_quiet
from sto_portal.notices.kinds.table import STOPS
from sto_portal.notices.outbox.unsubscribing import (
    is_unsubscribed,
    read_token,
    subscribe_again,
    unsubscribe,
)


@csrf_exempt  # RFC 8058: the mail program posts, and the token in the address is the proof
@login_not_required
@never_cache
@kept_quiet
@throttled("unsubscribe", 120)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribing(request: HttpRequest, token: str) -> HttpResponse:
    """Whether this person gets this kind of mail, with one button to change it."""
    wanted = read_token(token)
    stop = STOPS.get(wanted.kind) if wanted else None
    if wanted is None or stop is None:
        return render(request, "notices/unsubscribe_unknown.html", status=404)
    if request.method == "POST":
        if request.POST.get("choice") == "again":
            subscribe_again(wanted)
        else:
            unsubscribe(wanted, timezone.now())
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse("", content_type="text/plain")
        return redirect("unsubscribe", token)
    group_id = wanted.group.pk if wanted.group else None
    context = {
        "wanted": wanted,
        "stop": stop,
        "what": stop.what(wanted.group),
        "is_out": is_unsubscribed(wanted.user.pk, wanted.kind, group_id),
        "site": settings.SITE_URL,
    }
    return render(request, "notices/unsubscribe.html", context)
