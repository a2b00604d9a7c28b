"""Move, online, on location again, cancel, after all: one page with one small form for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from regions.access import Request
from regions.labs.models import Event

from . import steps
from .step_forms import MoveForm, OnlineForm, PhysicalForm, ReasonForm, ReviveForm
from .views import locked_event


@dataclass(frozen=True)
class Step:
    heading: Any
    button: Any
    done: Any
    form: type[ReasonForm]
    take: Callable[[Event, dict[str, Any], Any, Any], bool]


STEPS = {
    "move": Step(
        gettext_lazy("When does it take place?"),
        gettext_lazy("Move it"),
        gettext_lazy("The event has moved. Who was invited stays invited."),
        MoveForm,
        lambda e, k, by, now: steps.move(e, k["starts_at"], k["ends_at"], k["reason"], by, now),
    ),
    "online": Step(
        gettext_lazy("It takes place online"),
        gettext_lazy("Hold it online"),
        gettext_lazy("The event is online. Who was invited stays invited."),
        OnlineForm,
        lambda e, k, by, now: steps.go_online(e, k["online_url"], k["reason"], by, now),
    ),
    "physical": Step(
        gettext_lazy("It takes place on location again"),
        gettext_lazy("Hold it on location"),
        gettext_lazy("The event is on location again. Who was invited stays invited."),
        PhysicalForm,
        lambda e, k, by, now: steps.go_physical(e, k["place"], k["reason"], by, now),
    ),
    "cancel": Step(
        gettext_lazy("It does not take place"),
        gettext_lazy("Cancel the event"),
        gettext_lazy("The event is cancelled. It stays in the list with the reason."),
        ReasonForm,
        lambda e, k, by, now: steps.cancel(e, k["reason"], by, now),
    ),
    "revive": Step(
        gettext_lazy("It takes place after all"),
        gettext_lazy("Let it take place"),
        gettext_lazy("The event takes place after all."),
        ReviveForm,
        lambda e, k, by, now: steps.revive(e, k["reason"], by, now),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def event_step(request: Request, slug: str, pk: int, step: str) -> HttpResponse:
    event = locked_event(request, slug, pk)
    if step not in STEPS:
        raise Http404
    how = STEPS[step]
    form = how.form(request.POST if request.method == "POST" else None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            how.take(event, form.cleaned_data, request.user, timezone.now())
        except steps.NotPossible as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, how.done)
        return redirect("event", slug, pk)
    context = {"region": event.region, "event": event, "form": form, "how": how, "step": step}
    return render(request, "labs/step.html", context, status=422 if form.errors else 200)
