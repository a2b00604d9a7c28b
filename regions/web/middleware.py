"""The role in which a person looks at the portal: `request.membership`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from regions.access import memberships_of
from regions.models import Membership

SESSION_KEY = "membership"


class RoleMiddleware:
    """Puts the chosen membership (or the first, or None) on the request.

    It steers the home page and the navigation only; what somebody may do comes from all roles
    together, in `access`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.membership = SimpleLazyObject(lambda: chosen_membership(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def chosen_membership(request: HttpRequest) -> Membership | None:
    held = memberships_of(request.user)  # type: ignore[arg-type]
    wanted = request.session.get(SESSION_KEY)
    return next((m for m in held if m.pk == wanted), held[0] if held else None)
