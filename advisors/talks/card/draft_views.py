"""Autosave of the call card: the page sends what stands there and hears what is kept."""

from typing import Any

from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from regions.access import Action, Request, fetch_region
from regions.asked import fields_in, json_object

from .drafts import InAnotherTab, keep

MOST_FIELDS = 40


@require_POST
def save_draft(request: Request, slug: str) -> JsonResponse:
    """409 with the text of the other tab, or with nothing where it was saved as a talk."""
    region = fetch_region(request.user, slug, Action.ADVISE)
    sent = _sent(json_object(request))
    if sent is None:
        return JsonResponse({}, status=400)
    fields, revision = sent
    now = timezone.now()
    try:
        kept = keep(request.user, region, fields, revision, now)
    except InAnotherTab as met:
        told = {"revision": 0, "note": None}
        if met.draft:
            told = {"revision": met.draft.revision, "note": met.draft.fields.get("note", "")}
        return JsonResponse(told, status=409)
    at = date_format(timezone.localtime(now), "H.i")
    return JsonResponse({"revision": kept.revision, "saved_at": at})


def _sent(sent: dict[str, Any] | None) -> tuple[dict[str, str], int] | None:
    fields, revision = fields_in(sent), (sent or {}).get("revision")
    if fields is None or len(fields) > MOST_FIELDS or type(revision) is not int:
        return None
    return fields, revision
