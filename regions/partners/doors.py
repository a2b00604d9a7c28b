"""The only way to a partnership of a region."""

from django.http import HttpRequest

from regions.access import Action, fetch

from .models import Partnership


def partner_at(request: HttpRequest, slug: str, pk: int, action: Action) -> Partnership:
    rows = Partnership.objects.filter(region__slug=slug).select_related("region", "business")
    return fetch(rows, request.user, action, pk=pk)
