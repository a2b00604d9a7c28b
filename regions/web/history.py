"""Who changed what is kept with the address of the request, but never with a secret in it.

The history is for looking things up. What a page, a mail or a figure must know is a fact of its
own, with an instant that was given: the history is stamped by the clock of the database.
"""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware
from pghistory.models import Event

from .secrets import without_secrets


class DiscreetHistoryMiddleware(HistoryMiddleware):
    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().get_context(request)
        return {**context, "url": without_secrets(context["url"])}


def is_history(model: type[Model]) -> bool:
    """Whether its rows only tell what was: they hold nothing up, and move nowhere."""
    return issubclass(model, Event)
