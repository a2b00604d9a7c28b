"""Promises: done, open again, handed to the leader for the log, taken or left."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from advisors.models import Promise
from regions.access import Action, Request, can
from regions.asked import row_id
from regions.progress.log.answers import NotInThisLog
from regions.progress.log.recording import LogIsSubmitted

from .audience import promises_for
from .promises import NotForTheLeader, hand, leave, take, takes_for, turn


@require_POST
def turn_promise(request: Request, pk: int) -> HttpResponse:
    """Leaders and the advisor of the region tick a promise; another reader may only look."""
    promise = _read(request, pk, Action.TALK)
    turn(promise, request.user, timezone.localdate())
    said = _("Done: %(what)s") if promise.done_on else _("Open again: %(what)s")
    messages.success(request, said % {"what": promise.text})
    return _back(request, promise)


@require_POST
def hand_promise(request: Request, pk: int) -> HttpResponse:
    promise = _read(request, pk, Action.ADVISE)
    try:
        hand(promise, timezone.now())
    except NotForTheLeader:
        messages.warning(request, _("The programme leader does not read this talk."))
    else:
        messages.success(request, _("The programme leader finds this line with the next log."))
    return _back(request, promise)


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


def _read(request: Request, pk: int, action: Action) -> Promise:
    rows = promises_for(request.user).select_related("talk__region")
    promise = get_object_or_404(rows, pk=pk)
    if not can(request.user, action, promise):
        raise PermissionDenied
    return promise


def _back(request: Request, promise: Promise) -> HttpResponse:
    to = "call_card" if request.POST.get("from") == "card" else "talks"
    return redirect(to, promise.talk.region.slug)
