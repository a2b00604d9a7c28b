"""Promises: done, open again, handed to the leader for the log, taken or left."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from advisors.done import tell_done
from advisors.models import Promise
from regions.access import Action, Request, can
from regions.accounts.models import User
from regions.asked import row_id
from regions.progress.log.answers import NotInThisLog
from regions.progress.log.recording import LogIsSubmitted

from .audience import promises_for
from .card.drafts import keep_both
from .page import told_to
from .promises import NotForTheLeader, hand, leave, take, takes_for, turn


@require_POST
def turn_promise(request: Request, pk: int) -> HttpResponse:
    """Leaders and the advisor of the region tick a promise; another reader may only look."""
    promise = _read(request, pk, Action.TALK)
    turn(promise, request.user, timezone.localdate(), request.POST.get("to", ""))
    said = _("Done: %(what)s") if promise.done_on else _("Open again: %(what)s")
    text = said % {"what": promise.text}
    if request.POST.get("from") == "week" and promise.done_on:
        tell_done(request, text, reverse("promise_turn", args=[pk]), **{"from": "week"}, to="open")
        return redirect("advisor")
    return _back(request, promise, text)


@require_POST
def hand_promise(request: Request, pk: int) -> HttpResponse:
    promise = _read(request, pk, Action.ADVISE)
    try:
        hand(promise, timezone.now(), is_alone=request.POST.get("alone") == "yes")
    except NotForTheLeader:
        messages.warning(request, _("The programme leader does not read this talk."))
        return _back(request, promise)
    promise.refresh_from_db(fields=["handed_at", "taken_at", "left_at"])
    return _back(request, promise, _("The programme leader finds this line with the next log."))


@require_POST
def take_promise(request: Request, pk: int) -> HttpResponse:
    """The leader puts the line in the log of the running month, at an activity."""
    promise = _read(request, pk, Action.WRITE_LOG)
    chosen = row_id(request.POST.get("activity")) or 0
    activity = takes_for(promise.talk.region).filter(pk=chosen).first()
    if activity is None:
        messages.warning(request, _("Choose the activity that the line is about."))
        return _back(request, promise)
    try:
        month = take(promise, activity, request.user, timezone.now())
    except (LogIsSubmitted, NotInThisLog):
        messages.warning(
            request,
            _("The log of this month cannot take the line now. It stays here until the next one."),
        )
        return _back(request, promise)
    messages.success(
        request,
        _("The line stands in your log of %(month)s, at “%(activity)s”.")
        % {"month": month.label, "activity": activity.title},
    )
    return redirect("check_in_month", promise.talk.region.slug, month)


@require_POST
def leave_promise(request: Request, pk: int) -> HttpResponse:
    promise = _read(request, pk, Action.WRITE_LOG)
    leave(promise, timezone.now())
    messages.success(request, _("The line is not in your log. The promise stands."))
    return _back(request, promise)


def promise_context(user: User, promise: Promise, origin: str) -> dict[str, Any]:
    """What one line of a list of promises shows, by itself."""
    may_advise = can(user, Action.ADVISE, promise)
    return {
        "promise": told_to(promise, user),
        "origin": origin,
        "may_tick": can(user, Action.TALK, promise),
        "may_advise": may_advise,
        "is_leader": False,
        "shows_region": origin == "mine",
        "today": timezone.localdate(),
    }


def _read(request: Request, pk: int, action: Action) -> Promise:
    rows = promises_for(request.user).select_related("talk__region", "talk__author")
    promise = get_object_or_404(rows, pk=pk)
    if not can(request.user, action, promise):
        raise PermissionDenied
    return promise


def _back(request: Request, promise: Promise, text: str = "") -> HttpResponse:
    """Where the button stood; for a page that asks for a part only that line, as it is now."""
    region, origin = promise.talk.region, request.POST.get("from", "")
    if request.headers.get("X-Part") and text:
        context = promise_context(request.user, promise, origin)
        return render(request, "advisors/promise.html", context | {"said": text})
    if text:
        messages.success(request, text)
    if origin == "card":
        keep_both(request.user, region, request.POST.dict(), _revision(request), timezone.now())
        return redirect("call_card", region.slug)
    if origin == "saved":
        return redirect("talk_saved", promise.talk_id)
    if origin == "mine":
        return redirect("my_promises")
    return redirect("advisor") if origin == "week" else redirect("talks", region.slug)


def _revision(request: Request) -> int:
    return row_id(request.POST.get("revision")) or 0
