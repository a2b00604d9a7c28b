"""What a relay tells by itself of mails that it took: docs/evidence.md."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from regions.asked import json_object, row_id
from regions.web.brakes import throttled
from sto_portal.notices.outbox.evidence.webhook import MOST_EVENTS, is_signed, keep_events

MOST_BYTES = 256 * 1024
CALLS_A_MINUTE = 600


@csrf_exempt  # no session stands behind it: the signature is the proof
@login_not_required
@never_cache
@require_POST
@throttled("mail-hook", CALLS_A_MINUTE)
def mail_hook(request: HttpRequest) -> JsonResponse:
    """Signed events; each may come more than once, and in any order."""
    if not settings.MAIL_HOOK_KEYS:
        raise Http404
    if (row_id(request.META.get("CONTENT_LENGTH")) or 0) > MOST_BYTES:
        return _refused(413, f"at most {MOST_BYTES} bytes")
    if request.content_type != "application/json":  # a form was read already, and has no body
        return _refused(415, "application/json")
    now = timezone.now()
    if not is_signed(request.headers, request.body, now):
        return _refused(401, "no signature of a key that is known, or another time")
    events = (json_object(request) or {}).get("events")
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        return _refused(400, f'{{"events": [...]}} with at most {MOST_EVENTS} of them')
    return JsonResponse(keep_events(events, now))


def _refused(status: int, why: str) -> JsonResponse:
    return JsonResponse({"error": why}, status=status)
