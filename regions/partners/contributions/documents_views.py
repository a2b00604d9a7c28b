"""Files of a region leave only here: as an attachment, never shown in the page."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from regions.access import Action, Request, can, fetch
from regions.partners.files import given
from regions.partners.models import Contribution, Document


@never_cache
@require_safe
def document(request: Request, slug: str, uid: UUID) -> HttpResponse:
    """Evidence of a contribution is for who reads co-financing; another file for the leaders."""
    rows = Document.objects.select_related("region").filter(region__slug=slug)
    row = fetch(rows, request.user, Action.READ_PARTNERS, uid=uid)
    if not can(request.user, Action.EDIT_PARTNERS, row) and not _is_evidence(row):
        raise PermissionDenied
    return given(row)


def _is_evidence(row: Document) -> bool:
    return Contribution.objects.filter(document=row).exists()
