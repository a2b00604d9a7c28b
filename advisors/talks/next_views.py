"""The rhythm that a region agrees with its advisor, a planned talk in one's own calendar, and all
agreements of one advisor together."""

import datetime

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from advisors.models import PlannedTalk, Promise
from regions.access import Action, Request, fetch, fetch_region, require_advisor
from regions.asked import onward
from regions.ical import calendar

from .forms import RhythmForm
from .mine import kept_since, mine_of
from .page import told_to
from .planning import agree_rhythm, entry_of

LATER = datetime.date.max


@require_POST
def rhythm(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.ADVISE)
    form = RhythmForm(request.POST)
    if form.is_valid():
        weeks = form.cleaned_data["weeks"]
        agree_rhythm(region, weeks, request.user, timezone.localdate())
        messages.success(request, _("From now on the list tells when you speak again."))
    else:
        messages.warning(request, _("Choose 1 to 26 weeks."))
    return onward(request, request.POST.get("next", ""), "talks", region.slug)


@require_safe
def planned_file(request: Request, pk: int) -> HttpResponse:
    """One planned talk as .ics, for who holds it."""
    rows = PlannedTalk.objects.select_related("region")
    planned = fetch(rows, request.user, Action.TALK, pk=pk)
    text = calendar([entry_of(planned)], timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gesprek-{planned.planned_on}.ics"'
    return response


@require_safe
def my_promises(request: Request) -> HttpResponse:
    """All agreements of this advisor over all regions, by date; ticked where they stand."""
    require_advisor(request.user)
    today = timezone.localdate()
    rows = mine_of(request.user).filter(Q(done_on=None) | Q(done_on__gte=kept_since(today)))
    found = [told_to(promise, request.user) for promise in rows]
    open_ones = [promise for promise in found if promise.done_on is None]
    kept = sorted(
        (promise for promise in found if promise.done_on),
        key=lambda promise: (promise.done_on or today, promise.pk),
        reverse=True,
    )
    context = {
        "parts": _parts(open_ones, today),
        "kept": kept,
        "total": len(open_ones),
        "late": sum(1 for one in open_ones if (one.due_on or LATER) < today),
        "today": today,
    }
    return render(request, "advisors/my_promises.html", context)


def _parts(rows: list[Promise], today: datetime.date) -> list[tuple[str, list[Promise]]]:
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    parts: list[tuple[str, list[Promise]]] = [
        (_("Past their day"), [one for one in rows if (one.due_on or LATER) < today]),
        (_("This week"), [one for one in rows if today <= (one.due_on or LATER) <= sunday]),
        (_("After that"), [one for one in rows if sunday < (one.due_on or LATER) < LATER]),
        (_("Without a day"), [one for one in rows if one.due_on is None]),
    ]
    return [part for part in parts if part[1]]
