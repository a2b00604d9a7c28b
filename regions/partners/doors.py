"""The only way to a partnership of a region."""

from regions.access import Action, Request, fetch

from .models import Partnership


def partner_at(request: Request, slug: str, pk: int, action: Action) -> Partnership:
    rows = Partnership.objects.filter(region__slug=slug).select_related("region", "business")
    return fetch(rows, request.user, action, pk=pk)
