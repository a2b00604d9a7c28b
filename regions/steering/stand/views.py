"""How the plan stood on a day, and the papers for a meeting on that day."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regions.access import Action, Request, can, fetch_region
from regions.models import Region
from regions.months import Month
from regions.steering.models import SteeringGroup

from .pack import SUBJECTS, chosen_subjects, pack_of
from .stand import NoStand, half_year_before, standing_on


@require_safe
def standing(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_STANDING)
    context = _context(request, region)
    context["may_remark"] = can(request.user, Action.REMARK, region)
    return render(request, "steering/standing.html", context)


@require_safe
def meeting_pack(request: Request, slug: str) -> HttpResponse:
    """Ready to print: the subjects that are ticked, each on a sheet of its own."""
    user = request.user
    region = fetch_region(user, slug, Action.READ_STANDING)
    context = _context(request, region)
    subjects = chosen_subjects(request.GET.getlist("subject"))
    stand = context["stand"]
    if not isinstance(stand, NoStand):
        context["pack"] = pack_of(user, region, stand, subjects)
    context["subjects"] = [(name, title, name in subjects) for name, title in SUBJECTS.items()]
    return render(request, "steering/pack.html", context)


def _context(request: Request, region: Region) -> dict[str, Any]:
    today = timezone.localdate()
    day, is_unknown = _wanted(request, today)
    return {
        "region": region,
        "group": SteeringGroup.objects.filter(region=region).first(),
        "stand": standing_on(region, day, today),
        "day": day,
        "today": today,
        "is_unknown_day": is_unknown,
        "quick": _quick(today),
    }


def _wanted(request: Request, today: date) -> tuple[date, bool]:
    """The day that is asked for, and whether what was asked is no day; today by itself."""
    text = request.GET.get("on", "").strip()
    try:
        return (date.fromisoformat(text) if text else today), False
    except ValueError:
        return today, True


def _quick(today: date) -> list[tuple[str, date]]:
    return [
        (_("Today"), today),
        (_("End of last month"), Month.of(today).first_day - timedelta(days=1)),
        (_("Half a year ago"), half_year_before(today)),
    ]
