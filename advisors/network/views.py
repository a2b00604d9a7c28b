"""The network: who knows what, who is away, and what an advisor says about themselves."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisors.models import Absence, Expertise, Theme
from regions.access import Request, is_advisor, require_advisor
from regions.accounts.forms import ReachForm
from regions.accounts.models import User
from regions.saving import saved
from regions.web.lists import list_page

from .doors import led_regions, reads_all, require_network
from .expertise import (
    Entry,
    Known,
    absences_from,
    entries_of,
    found_by,
    heading_of,
    on_theme,
    themes_known,
    visits_together,
)
from .forms import ExpertiseForm, LeaderFilter, NetworkFilter
from .initiatives import initiatives_for
from .leaders import found_in, led_on
from .meetings import meetings_for

ADVISORS_A_PAGE = 24
LEADERS_A_PAGE = 40
SHOWN = 3
REMOVED = "expertise_removed"


@require_safe
def network(request: Request) -> HttpResponse:
    require_network(request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    if not reads_all(request.user):
        return _for_leaders(request, now, today)
    entries = entries_of(today, now)
    form = NetworkFilter(request.GET, theme=Theme.objects.values_list("pk", "name"))
    wanted = form.wanted["theme"]
    theme = Theme.objects.filter(pk=wanted).first() if wanted else None
    themes = themes_known(entries)
    shown = on_theme(found_by(entries, form.wanted["q"]), theme)
    return list_page(
        request,
        "advisors/network.html",
        shown,
        lambda page: {
            "themes": themes,
            "table": [] if form.is_filtered else table_of(page.object_list, themes),
            "heading": heading_of(entries),
            "has_advisors": bool(entries),
            "filter": form,
            "theme": theme,
            "own": next((entry for entry in entries if entry.advisor == request.user), None),
            "may_edit": is_advisor(request.user),
            "pairs": visits_together(today),
            "stands_in": _stands_in(request.user, today),
            "today": today,
        },
        size=ADVISORS_A_PAGE,
    )


@require_safe
def leaders(request: Request) -> HttpResponse:
    """Programme leaders know each other by name, with what each region shares."""
    require_network(request.user)
    form = LeaderFilter(request.GET)
    rows = found_in(led_on(timezone.localdate()), form.wanted["q"], form.wanted["which"])
    return list_page(
        request, "advisors/leaders.html", rows, lambda _page: {"filter": form}, size=LEADERS_A_PAGE
    )


def table_of(
    rows: Iterable[tuple[Entry, list[Known]]], themes: list[Theme]
) -> list[tuple[Entry, list[Known | None]]]:
    """People by themes: of each person what they know, a column for each theme."""
    return [(entry, [entry.knows(theme) for theme in themes]) for entry, _known in rows]


def _for_leaders(request: Request, now: datetime, today: date) -> HttpResponse:
    """Their own advisor, what is coming, and what was shared last."""
    regions = set(led_regions(request.user).values_list("pk", flat=True))
    entries = [
        entry
        for entry in entries_of(today, now)
        if regions & {region.pk for region in entry.regions}
        or regions & {region.pk for region, _until in entry.stands_in}
    ]
    context = {
        "entries": entries,
        "meetings": meetings_for(request.user, now)[:SHOWN],
        "initiatives": initiatives_for(request.user).filter(withdrawn_at=None)[:SHOWN],
        "regions": regions,
    }
    return render(request, "advisors/network_leaders.html", context)


def _stands_in(user: User, today: date) -> list[Absence]:
    return list(absences_from(today).filter(substitute=user))


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: Request) -> HttpResponse:
    """What the advisor says: how to reach them, what they know, when they are away."""
    require_advisor(request.user)
    form = ReachForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("It is saved."))
        return redirect("network_me")
    return _me(request, form, ExpertiseForm(advisor=request.user))


def _me(request: Request, form: ReachForm, adding: ExpertiseForm) -> HttpResponse:
    today = timezone.localdate()
    context: dict[str, Any] = {
        "reach": form,
        "adding": adding,
        "form": adding if adding.errors else form,
        "known": Expertise.objects.filter(advisor=request.user).select_related("theme"),
        "absences": absences_from(today).filter(advisor=request.user),
        "stands_in": _stands_in(request.user, today),
        "removed": request.session.pop(REMOVED, None) if request.method == "GET" else None,
        "today": today,
    }
    status = 422 if form.errors or adding.errors else 200
    return render(request, "advisors/network_me.html", context, status=status)


@require_POST
def expertise_add(request: Request) -> HttpResponse:
    require_advisor(request.user)
    form = ExpertiseForm(request.POST, advisor=request.user)
    if form.is_valid() and saved(form, form.save):
        messages.success(request, _("Colleagues find you by this theme now."))
        return redirect("network_me")
    return _me(request, ReachForm(instance=request.user), form)


@require_POST
def expertise_remove(request: Request, pk: int) -> HttpResponse:
    require_advisor(request.user)
    row = get_object_or_404(
        Expertise.objects.filter(advisor=request.user).select_related("theme"), pk=pk
    )
    gone = {"theme": row.theme_id, "name": row.theme.name, "note": row.note}
    row.delete()
    request.session[REMOVED] = gone
    return redirect("network_me")
