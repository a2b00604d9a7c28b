"""The only way to an elective of a region."""

from regions.access import Action, Request, fetch

from .models import Elective


def elective_at(
    request: Request, slug: str, pk: int, action: Action = Action.READ_ELECTIVES
) -> Elective:
    rows = Elective.objects.filter(region__slug=slug).select_related("region", "taken_from__region")
    return fetch(rows.defer("search"), request.user, action, pk=pk)
