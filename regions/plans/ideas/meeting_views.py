"""The idea list for the meeting, twice a year: what is new, and from whom."""

import datetime
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from regions.access import Action, Request, can, fetch_region
from regions.asked import row_id
from regions.fields import DutchDateField
from regions.models import Region
from regions.plans.models import Idea

from .ideas import half_year_of, mark_discussed, new_ideas
from .views import with_titles


@require_http_methods(["GET", "HEAD", "POST"])
def ideas_meeting(request: Request, slug: str) -> HttpResponse:
    action = Action.EDIT_PLAN if request.method == "POST" else Action.LOOK
    region = fetch_region(request.user, slug, action)
    if request.method == "POST":
        return _marked(request, region)
    since, error = _since(request.GET.get("since", ""))
    shown = list(new_ideas(region, since))
    first = region.ideas.filter(state=Idea.State.NEW).order_by("raised_at").first()
    context = {
        "region": region,
        "since": since,
        "error": error,
        "ideas": shown,
        "groups": _groups(region, shown),
        "older": new_ideas(region).count() - len(shown),
        "first_on": timezone.localdate(first.raised_at) if first else None,
        "may_mark": bool(shown) and can(request.user, Action.EDIT_PLAN, region),
    }
    return render(request, "plans/ideas_meeting.html", context, status=422 if error else 200)


def _since(text: str) -> tuple[datetime.date, str]:
    """The day that was asked for, else the first of this half year; and what is wrong with it."""
    default = half_year_of(timezone.localdate())
    field = DutchDateField(required=False)
    try:
        return field.clean(text) or default, ""
    except ValidationError as error:
        return default, " ".join(error.messages)


def _groups(region: Region, shown: list[Idea]) -> list[tuple[str, list[Idea]]]:
    """By the activity that an idea may belong to; what belongs to none comes last."""
    rows = sorted(with_titles(region, shown), key=lambda row: (not row[1], row[1]))
    return [
        (title or _("Not with one activity"), [idea for idea, _title in group])
        for title, group in groupby(rows, key=lambda row: row[1])
    ]


def _marked(request: Request, region: Region) -> HttpResponse:
    pks = [pk for text in request.POST.getlist("idea") if (pk := row_id(text)) is not None]
    number = mark_discussed(region, pks)
    told = ngettext(
        "%(number)s idea is marked as discussed.",
        "%(number)s ideas are marked as discussed.",
        number,
    )
    messages.success(request, told % {"number": number})
    return redirect("ideas", region.slug)
