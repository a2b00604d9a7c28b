"""The meeting on the screen, one subject at a time; nothing of the plan is changed here."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Action, Request
from regions.asked import row_id
from regions.saving import saved
from regions.steering.meetings.attending import expected_at
from regions.steering.meetings.door import done, fetch_item, fetch_meeting
from regions.steering.meetings.forms import BallotForm, OutcomeForm, PresenceForm
from regions.steering.meetings.planning import MeetingRefused
from regions.steering.models import AgendaItem, Meeting, Outcome

from .room import room_of
from .sitting import (
    Recorded,
    approve_minutes,
    close_meeting,
    held_for_writing,
    open_meeting,
    record_answers,
    record_presence,
    set_done,
)


@require_POST
def open_room(request: Request, slug: str, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, slug, pk, Action.RUN_MEETING)
    if done(request, lambda: open_meeting(meeting, request.user, timezone.now()), ""):
        return redirect("group_room", slug, pk, 0)
    return redirect("group_meeting", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: Request, slug: str, pk: int, number: int) -> HttpResponse:
    """Screen 0 asks who is there, the last one closes; between them each subject has its own."""
    action = Action.RUN_MEETING if request.method == "POST" else Action.MEET
    meeting = fetch_meeting(request, slug, pk, action)
    if meeting.opened_at is None:
        messages.info(request, _("This meeting is not opened yet."))
        return redirect("group_meeting", slug, pk)
    items = list(meeting.items.select_related("change__region", "follows", "minutes_of"))
    if number > len(items) + 1:
        raise Http404
    if request.method == "POST":
        return _done(request, meeting, items, number)
    return _screen(request, meeting, items, number, None)


def _screen(
    request: Request,
    meeting: Meeting,
    items: list[AgendaItem],
    number: int,
    form: OutcomeForm | None,
) -> HttpResponse:
    context = room_of(request.user, meeting, items, number, timezone.now())
    item = context["item"]
    if item is not None and context["may_write"]:
        context["form"] = form or OutcomeForm(instance=_outcome(item))
    status = 422 if form is not None and form.errors else 200
    return render(request, "steering/meetings/room.html", context, status=status)


def _outcome(item: AgendaItem) -> Outcome:
    return Outcome.objects.filter(item=item).first() or Outcome(item=item)


def _done(request: Request, meeting: Meeting, items: list[AgendaItem], number: int) -> HttpResponse:
    do, slug = request.POST.get("do"), meeting.steering_group.region.slug
    now = timezone.now()
    if number == 0:
        return _presence(request, meeting)
    if number == len(items) + 1:
        told = _("The meeting is closed. The minutes are ready as a concept.")
        if done(request, lambda: close_meeting(meeting, request.user, now), told):
            return redirect("group_minutes", slug, meeting.pk)
        return redirect("group_room", slug, meeting.pk, number)
    item = fetch_item(meeting, items[number - 1].pk)
    if do == "answers":
        _answers(request, item)
    elif do == "approve":
        done(request, lambda: approve_minutes(item, now), _("The minutes are approved."))
    elif do in {"finished", "unfinished"} and item.follows:
        outcome = item.follows
        is_done = do == "finished"
        done(
            request,
            lambda: set_done(outcome, request.user, now, is_done=is_done),
            _("Written down."),
        )
    else:
        return _outcome_saved(request, meeting, items, number)
    return redirect("group_room", slug, meeting.pk, number)


def _presence(request: Request, meeting: Meeting) -> HttpResponse:
    people = [(one.user.pk, one.name) for one in expected_at(meeting)]
    form = PresenceForm(request.POST, people=people)
    slug = meeting.steering_group.region.slug
    if not form.is_valid():
        messages.error(request, _("Choose who is present out of the list."))
        return redirect("group_room", slug, meeting.pk, 0)
    present = {pk for text in form.cleaned_data["present"] if (pk := row_id(text))}

    guests = form.cleaned_data["guests"]
    told = _("Who is present is written down.")
    if done(request, lambda: record_presence(meeting, present, guests), told):
        return redirect("group_room", slug, meeting.pk, 1)
    return redirect("group_room", slug, meeting.pk, 0)


def _answers(request: Request, item: AgendaItem) -> None:
    """What the members who are present answer, as it is said in the room."""
    said = {}
    for one in expected_at(item.meeting):
        form = BallotForm(request.POST, prefix=str(one.user.pk))
        if not form.is_valid():
            messages.error(request, _("An answer of %(name)s is not clear.") % {"name": one.name})
            return
        told = form.cleaned_data
        said[one.user.pk] = (told["answer"], told["note"])
    found: list[Recorded] = []

    def record() -> None:
        found.append(record_answers(item, said, request.user, timezone.now()))

    if not done(request, record, ""):
        return
    told_of = found[0]
    for refusal in told_of.refusals:
        messages.error(request, refusal)
    number = told_of.number
    if number or not told_of.refusals:
        text = ngettext("%(n)s answer is written down.", "%(n)s answers are written down.", number)
        messages.success(request, text % {"n": number})
    if told_of.decision:
        messages.success(request, _("Everybody answered: the decision is taken."))


def _outcome_saved(
    request: Request, meeting: Meeting, items: list[AgendaItem], number: int
) -> HttpResponse:
    slug, row = meeting.steering_group.region.slug, _outcome(items[number - 1])
    is_new = row.pk is None
    form = OutcomeForm(request.POST, instance=row)
    if not form.is_valid():
        return _screen(request, meeting, items, number, form)
    is_empty = is_new and not any(form.cleaned_data[name] for name in ("decision", "agreement"))
    row.written_by, row.written_at = request.user, timezone.now()

    def keep() -> None:
        held_for_writing(meeting)
        if not is_empty:
            form.save()

    try:
        if not saved(form, keep):
            return _screen(request, meeting, items, number, form)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
        return redirect("group_room", slug, meeting.pk, number)
    if not is_empty:
        messages.success(request, _("Written down."))
    return redirect("group_room", slug, meeting.pk, number + 1)
