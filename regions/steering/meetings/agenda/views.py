"""The agenda of a meeting, made by the programme leader, and the papers that are sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request
from regions.saving import saved
from regions.steering.meetings.door import done, fetch_item, fetch_meeting, reads_points
from regions.steering.meetings.forms import SubjectForm
from regions.steering.meetings.planning import when_text
from regions.steering.meetings.views import fetch_shown
from regions.steering.models import AgendaItem

from .agenda import add, move, suggestions, take, take_off
from .papers import BEFORE, papers_of, send_papers


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: Request, slug: str, pk: int) -> HttpResponse:
    """What is on it, and what waits and could be put on it."""
    meeting = fetch_meeting(request, slug, pk, Action.KEEP_MEETINGS)
    now = timezone.now()
    if request.method == "POST":
        refs = request.POST.getlist("take")
        made: list[int] = []
        if done(request, lambda: made.append(take(meeting, refs, now)), ""):
            told = ngettext("%(n)s subject is added.", "%(n)s subjects are added.", made[0])
            messages.success(request, told % {"n": made[0]})
        return redirect("group_agenda", slug, pk)
    items = list(meeting.items.all())
    context = {
        "region": meeting.steering_group.region,
        "meeting": meeting,
        "when": when_text(meeting),
        "items": items,
        "total": sum(item.minutes or 0 for item in items),
        "room": int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
        "waiting": suggestions(meeting, now) if not meeting.is_past or meeting.is_open else [],
        "sends_itself_at": meeting.starts_at - BEFORE
        if meeting.steering_group.digests_before_meetings
        else None,
    }
    return render(request, "steering/meetings/agenda.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: Request, slug: str, pk: int, item: int = 0) -> HttpResponse:
    """A subject in one's own words, or another title or time for one that is there."""
    meeting = fetch_meeting(request, slug, pk, Action.KEEP_MEETINGS)
    row = fetch_item(meeting, item) if item else AgendaItem(meeting=meeting)
    if item and meeting.pack_sent_at and not row.is_added_after:
        messages.error(request, _("The papers are with the members. It stays as they have it."))
        return redirect("group_agenda", slug, pk)
    form = SubjectForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        if item and saved(form, form.save):
            messages.success(request, _("The subject is changed."))
            return redirect("group_agenda", slug, pk)
        told = _("The subject is added.")
        if not item and done(request, lambda: add(meeting, form.save(commit=False)), told):
            return redirect("group_agenda", slug, pk)
    context = {
        "region": meeting.steering_group.region,
        "meeting": meeting,
        "item": row if item else None,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "steering/meetings/subject_form.html", context, status=status)


@require_POST
def change_order(request: Request, slug: str, pk: int, item: int) -> HttpResponse:
    """One place up or down, or off the agenda."""
    meeting = fetch_meeting(request, slug, pk, Action.KEEP_MEETINGS)
    row, do = fetch_item(meeting, item), request.POST.get("do")
    if do == "off":
        told = _("“%(title)s” is off the agenda.") % {"title": row.title}
        done(request, lambda: take_off(row), told)
    else:
        done(request, lambda: move(row, up=do == "up"), "")
    return redirect("group_agenda", slug, pk)


@require_POST
def send(request: Request, slug: str, pk: int) -> HttpResponse:
    """The papers are kept as they are now, and mailed."""
    meeting = fetch_meeting(request, slug, pk, Action.KEEP_MEETINGS)
    told = _("The papers are fixed. Who was invited gets a mail within minutes.")
    done(request, lambda: send_papers(meeting, timezone.now()), told)
    return redirect("group_papers", slug, pk)


@require_safe
def papers(request: Request, slug: str, pk: int) -> HttpResponse:
    """Everything on paper; before it is sent only the leader looks along."""
    meeting = fetch_shown(request, slug, pk)
    region = meeting.steering_group.region
    if meeting.pack_sent_at is None:
        fetch_meeting(request, slug, pk, Action.KEEP_MEETINGS)
    context = {
        "region": region,
        "meeting": meeting,
        "when": when_text(meeting),
        "papers": papers_of(meeting, timezone.now()),
        "reads_points": reads_points(request, region),
    }
    return render(request, "steering/meetings/papers.html", context)
