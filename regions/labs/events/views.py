"""The events of a region: the list, one event, and what leaders write about it."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.asked import row_id
from regions.counts import count_text
from regions.csv import csv_response
from regions.labs.models import Attendance, Event
from regions.models import Region
from regions.partners.models import Proposal
from regions.partners.proposals.page import proposed_at
from regions.saving import saved
from regions.web.lists import list_page

from .contributed import propose_for
from .forms import EventFilter, EventForm, begin_with
from .list import chosen, events_heading, events_of, told_rows, waiting
from .page import shown_event
from .series import begin_as, plan_again, planned_text, series_of

SHOWN_WAITING = 8


@require_safe
def events(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_EVENTS)
    now, exact = timezone.now(), can(request.user, Action.READ_EXACT, region)
    form = EventFilter(request.GET, region)

    def context(page: Page[Event]) -> dict[str, Any]:
        may_edit = can(request.user, Action.EDIT_EVENTS, region)
        asked = waiting(region, now)
        count = asked.count()
        return {
            "region": region,
            "finding": events_heading(region, count if may_edit else 0, now),
            "filter": form,
            "has_events": page.paginator.count or Event.objects.filter(region=region).exists(),
            "rows": told_rows(page.object_list, now, exact),
            "by_month": request.GET.get("view") == "month" and not form.wanted["sort"],
            "waiting": told_rows(asked[:SHOWN_WAITING], now, exact) if may_edit else [],
            "more_waiting": max(count - SHOWN_WAITING, 0),
            "may_edit": may_edit,
        }

    rows = chosen(events_of(region), form.wanted, now)
    file = partial(_as_csv, region, now, exact)
    return list_page(request, "labs/events.html", rows, context, file=file)


def _as_csv(region: Region, now: datetime, exact: bool, events: QuerySet[Event]) -> HttpResponse:
    header = [_("Event"), _("Kind"), _("Begins"), _("Ends"), _("Place"), _("Lab"), _("State")]
    header += [_("Reason"), *(str(group.label) for group in Attendance.Group)]
    cells = []
    for row in told_rows(events, now, exact):
        event, came = row.event, {a.group: a.count for a in row.event.attendances.all()}
        times = [
            timezone.localtime(t).strftime("%Y-%m-%d %H:%M")
            for t in (event.starts_at, event.ends_at)
        ]
        told = [event.title, event.get_kind_display(), *times, row.where, event.lab or ""]
        counts = [
            count_text([came[group]], exact) if group in came else ""
            for group in Attendance.Group.values
        ]
        cells.append([*told, row.state[1], event.reason, *counts])
    return csv_response(f"evenementen-{region.slug}-{timezone.localdate()}.csv", header, cells)


def event_at(request: Request, slug: str, pk: int, action: Action) -> Event:
    rows = Event.objects.filter(region__slug=slug).select_related("region", "lab", "added_by")
    return fetch(rows, request.user, action, pk=pk)


def locked_event(request: Request, slug: str, pk: int) -> Event:
    """The event to change, held until the transaction ends."""
    rows = Event.objects.filter(region__slug=slug).select_related("region")
    return fetch(rows.select_for_update(of=("self",)), request.user, Action.EDIT_EVENTS, pk=pk)


@require_safe
def event(request: Request, slug: str, pk: int) -> HttpResponse:
    row = event_at(request, slug, pk, Action.READ_EVENTS)
    context = shown_event(row, timezone.now(), can(request.user, Action.READ_EXACT, row))
    context |= {
        "region": row.region,
        "may_edit": can(request.user, Action.EDIT_EVENTS, row),
        "may_read_partners": can(request.user, Action.READ_PARTNERS, row),
    }
    if context["may_read_partners"]:
        context["may_edit_partners"] = edits = can(request.user, Action.EDIT_PARTNERS, row)
        context["proposed"] = proposed_at(row.region, Proposal.Source.EVENT, pk, edits)
    return render(request, "labs/event.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_event(request: Request, slug: str) -> HttpResponse:
    """First the kind, then the rest: the kind says what is usual."""
    region = fetch_region(request.user, slug, Action.EDIT_EVENTS)
    earlier = _earlier(request, slug) if "copy" in request.GET else None
    kind = earlier.kind if earlier else request.GET.get("kind", "")
    if request.method != "POST" and kind not in Event.Kind.values:
        context = {"region": region, "kinds": Event.Kind.choices, "lab": request.GET.get("lab", "")}
        return render(request, "labs/event_kind.html", context)
    initial = begin_with(kind) if kind in Event.Kind.values else {}
    initial["lab"] = request.GET.get("lab", "")
    initial |= begin_as(earlier) if earlier else {}
    row = Event(added_by=request.user)
    form = EventForm(
        request.POST if request.method == "POST" else None,
        instance=row,
        initial=initial,
        region=region,
    )
    if request.method == "POST" and form.is_valid() and saved(form, lambda: _plan(form)):
        told = form.cleaned_data
        if not told.get("repeat"):
            messages.success(request, _("The event is planned."))
            return redirect("event", slug, row.pk)
        messages.success(
            request, planned_text(series_of(told["day"], told["repeat"], told["until"]))
        )
        return redirect("events", slug)
    return _form(request, region, form, None)


def _earlier(request: Request, slug: str) -> Event:
    """The event that is planned once more, with what hangs on it."""
    return event_at(request, slug, row_id(request.GET["copy"]) or 0, Action.EDIT_EVENTS)


def _plan(form: EventForm) -> None:
    first, told = form.save(), form.cleaned_data
    if told.get("repeat"):
        plan_again(first, series_of(told["day"], told["repeat"], told["until"]).days[1:])


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit_event(request: Request, slug: str, pk: int) -> HttpResponse:
    row = locked_event(request, slug, pk)
    form = EventForm(
        request.POST if request.method == "POST" else None, instance=row, region=row.region
    )
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        propose_for(row)
        messages.success(request, _("It is saved."))
        return redirect("event", slug, pk)
    return _form(request, row.region, form, Event.objects.get(pk=pk))


def _form(request: Request, region: Region, form: EventForm, row: Event | None) -> HttpResponse:
    context = {"region": region, "form": form, "row": row}
    return render(request, "labs/event_form.html", context, status=422 if form.errors else 200)
