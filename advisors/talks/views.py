"""Talks of one region and of all regions together, each reader with what is theirs to read."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.postgres.search import SearchQuery
from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisors.models import PlannedTalk, Talk
from advisors.models.questions import DUTCH
from regions.access import Action, Request, can, fetch, fetch_region, is_advisor, require_national
from regions.accounts.models import User
from regions.csv import csv_response
from regions.models import Region
from regions.web.lists import list_page
from regions.web.searching import having

from .forms import PlannedTalkForm, TalkFilter
from .page import (
    advisors_of,
    budgets,
    count_text,
    may_open,
    open_promises,
    planned_in,
    talks_in,
    tell,
)
from .promises import takes_for

TALKS_A_PAGE = 20
THREE_MONTHS = timedelta(days=92)


@require_http_methods(["GET", "HEAD", "POST"])
def talks(request: Request, slug: str) -> HttpResponse:
    """Talks, promises and planned talks of one region; planning one."""
    region = fetch_region(request.user, slug, Action.READ_DRAFT)
    today = timezone.localdate()
    may_advise = can(request.user, Action.ADVISE, region)
    form = PlannedTalkForm(request.POST or None, region=region)
    if request.method == "POST":
        fetch_region(request.user, slug, Action.ADVISE)
        if form.is_valid():
            form.instance.made_by = request.user
            form.save()
            messages.success(request, _("The talk is planned."))
            return redirect("talks", region.slug)
    return list_page(
        request,
        "advisors/talks.html",
        talks_in(request.user).filter(region=region),
        lambda page: {
            "region": region,
            "form": form,
            "talks": tell(page.object_list, request.user),
            "promises": open_promises(region, request.user, today),
            "planned": list(planned_in(region)) if _talks_with(request, region) else [],
            "advisors": advisors_of(region, today),
            "may_advise": may_advise,
            "may_tick": _talks_with(request, region),
            "is_leader": can(request.user, Action.WRITE_LOG, region),
            "activities": takes_for(region) if can(request.user, Action.WRITE_LOG, region) else [],
            "budget": budgets(request.user, today.year).get(region.pk) if may_advise else None,
            "today": today,
        },
        size=TALKS_A_PAGE,
        status=422 if form.errors else 200,
    )


@require_POST
def planned_delete(request: Request, pk: int) -> HttpResponse:
    planned = fetch(
        PlannedTalk.objects.filter(talk=None).select_related("region"),
        request.user,
        Action.ADVISE,
        pk=pk,
    )
    planned.delete()
    messages.success(request, _("The talk is planned no more."))
    return redirect("talks", planned.region.slug)


@require_safe
def contact_log(request: Request) -> HttpResponse:
    """Every talk that the reader may read, in all regions; as a table when asked for."""
    require_national(request.user)
    told = talks_in(request.user).order_by()
    regions = list(Region.objects.filter(talks__in=told).distinct().order_by("name__dutch"))
    form = TalkFilter(request.GET, region=[(region.slug, region.name) for region in regions])

    def context(page: Page[Talk]) -> dict[str, Any]:
        today = timezone.localdate()
        spent = budgets(request.user, today.year)
        return {
            "talks": tell(page.object_list, request.user),
            "heading": count_text(page.paginator.count),
            "filter": form,
            "spent": [
                (region, spent[region.pk], may_open(region, request.user))
                for region in regions
                if region.pk in spent
            ],
            "year": today.year,
            "is_advisor": is_advisor(request.user),
        }

    rows = _filtered(talks_in(request.user), request.user, **form.wanted)
    return list_page(
        request, "advisors/contact_log.html", rows, context, size=TALKS_A_PAGE, file=_as_csv
    )


def _talks_with(request: Request, region: Region) -> bool:
    """Planned talks are between the leaders and the advisor of the region."""
    return can(request.user, Action.TALK, region)


def _filtered(
    rows: QuerySet[Talk], user: User, *, q: str, region: str, cap: str, by: str, since: str
) -> QuerySet[Talk]:
    today = timezone.localdate()
    starts = {"year": today.replace(month=1, day=1), "quarter": today - THREE_MONTHS}
    if since:
        rows = rows.filter(held_on__gte=starts[since])
    if by:
        rows = rows.filter(author=user)
    if cap:
        rows = rows.filter(cap=cap)
    if region:
        rows = rows.filter(region__slug=region)
    if q:
        rows = rows.filter(
            Q(words=SearchQuery(q, config=DUTCH, search_type="websearch")) | having(q, "note")
        )
    return rows


def _as_csv(rows: QuerySet[Talk]) -> HttpResponse:
    return csv_response(
        "contactlog.csv",
        [_("Region"), _("On"), _("Cap"), _("How"), _("With whom"), _("By"), _("Note")],
        (
            [
                talk.region.name,
                talk.held_on,
                talk.get_cap_display(),
                talk.get_channel_display(),
                talk.with_whom,
                talk.author or "",
                talk.note,
            ]
            for talk in rows
        ),
    )
