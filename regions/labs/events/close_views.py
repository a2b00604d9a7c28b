"""The question after the day: did it take place, and how many came?"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regions.access import Request
from regions.labs.models import Event

from . import closing
from .close_form import CloseForm
from .contributed import propose_for
from .steps import NotPossible
from .views import locked_event


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def close_event(request: Request, slug: str, pk: int) -> HttpResponse:
    """The question after the day; later the same form corrects the answer."""
    row = locked_event(request, slug, pk)
    now = timezone.now()
    if row.starts_at > now:
        messages.error(request, _("This event is still to come."))
        return redirect("event", slug, pk)
    form = CloseForm(request.POST if request.method == "POST" else None, event=row, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(row, form.cleaned_data, request, now)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        else:
            propose_for(row)
            messages.success(request, _("Thank you. You can correct this later."))
        return redirect("event", slug, pk)
    context = {"region": row.region, "event": row, "form": form}
    return render(request, "labs/close.html", context, status=422 if form.errors else 200)


def _answer(row: Event, kept: dict[str, Any], request: Request, now: datetime) -> None:
    if kept["answer"] == "held":
        closing.held(row, kept["counts"], request.user, now)
    elif kept["answer"] == "moved":
        times = kept["starts_at"], kept["ends_at"]
        closing.moved(row, *times, kept["reason"], request.user, now)
    else:
        closing.did_not(row, kept["reason"], request.user, now)
