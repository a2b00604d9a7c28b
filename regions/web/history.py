"""Who changed what is kept with the address of the request, but never with a secret in it.

The history is for looking things up. What a page, a mail or a figure must know is a fact of its
own, with an instant that was given: the history is stamped by the clock of the database.
"""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from pghistory.middleware import HistoryMiddleware
from pghistory.models import Event

from regions.secret_links import Secret

# Addresses of allauth whose last part is a proof too, under these names.
PROOFS_OF_ALLAUTH = frozenset({"key", "uidb36"})


class DiscreetHistoryMiddleware(HistoryMiddleware):
    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().get_context(request)
        return {**context, "url": without_secrets(context["url"])}


def without_secrets(path: str) -> str:
    """The address with "…" for what is a proof in it, as its own route says."""
    try:
        found = resolve(path.partition("?")[0])
    except Resolver404:
        return path
    for name, value in found.kwargs.items():
        if isinstance(value, Secret) or name in PROOFS_OF_ALLAUTH:
            path = path.replace(str(value), "…")
    return path


def is_history(model: type[Model]) -> bool:
    """Whether its rows only tell what was: they hold nothing up, and move nowhere."""
    return issubclass(model, Event)
