"""The same rows as the portal's pages, with `values()` and one plain template."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from advisors.models import Question
from regions.models import Membership
from regions.months import Month
from regions.plans.models import Activity
from regions.progress.models import ActivityUpdate, CheckIn, Obstacle, RegionMonth, Status

FIGURES = ("region__name", "month_on", "tempo_months", "behind", "stalled", "submitted_at")
SERIES = ("month_on", "tempo_months", "planned_value", "earned_value", "submitted_at")


def this_month() -> Month:
    return Month.of(timezone.localdate())


def advisor(request: HttpRequest) -> HttpResponse:
    """Eight regions: the tempo of a year of months, and the figures of now."""
    mine = Membership.objects.filter(user=request.user, role="advisor").values("region")
    rows = RegionMonth.objects.filter(region__in=mine).order_by("region__name", "month_on")
    past = rows.filter(month_on__gte=this_month().plus(-12).first_day)
    now = rows.filter(month_on=this_month().first_day)
    waiting = Question.objects.filter(region__in=mine, asked_of="advisor", answered_at=None)
    month_ago = timezone.now() - datetime.timedelta(days=30)
    logs = CheckIn.objects.filter(region__in=mine, submitted_at__gt=month_ago)
    tables = [
        past.values("tempo_months"),
        now.values(*FIGURES),
        waiting.values("region__name", "text", "asked_at", "asked_by__name"),
        logs.values("region__name", "month_on", "version"),
    ]
    return render(request, "rows.html", {"title": "Mijn regio’s", "tables": tables})


def region(request: HttpRequest, slug: str) -> HttpResponse:
    """The months of the plan, the activities of the latest, and the obstacles that are open."""
    months = RegionMonth.objects.filter(region__slug=slug).order_by("-month_on")
    latest = months.values("activities", "lines", "going_well")[0]
    obstacles = Obstacle.objects.filter(region__slug=slug, state="open")
    tables = [
        months.values(*SERIES)[:48],
        latest["lines"],
        latest["activities"],
        obstacles.values("activity__title", "problem", "recovery", "opened_on", "is_stalled"),
    ]
    return render(request, "rows.html", {"title": slug, "tables": tables})


def national(request: HttpRequest) -> HttpResponse:
    """All regions: their tempo in five quarters, and the figures of now."""
    quarters = [this_month().plus(-back).first_day for back in (12, 9, 6, 3, 0)]
    rows = RegionMonth.objects.order_by("month_on", "region__name")
    past = rows.filter(month_on__in=quarters)
    now = rows.filter(month_on=this_month().first_day)
    tables = [past.values("tempo_months"), now.values(*FIGURES)]
    return render(request, "rows.html", {"title": "Landelijk", "tables": tables})


def log(request: HttpRequest, slug: str) -> HttpResponse:
    """The activities of the plan with what the last log said; a post saves one of them."""
    if request.method == "POST":
        return _save(request, slug)
    rows = list(
        Activity.objects.filter(plan__region__slug=slug, plan__state="approved")
        .order_by("position")
        .values("key", "code", "title", "starts_on", "ends_on", "target", "unit")
    )
    last = CheckIn.objects.filter(region__slug=slug, state="submitted").order_by("-month_on")[:1]
    told = {
        one["activity_key"]: one
        for one in ActivityUpdate.objects.filter(check_in=last).values(
            "activity_key", "status", "counted", "problem", "recovery"
        )
    }
    for row in rows:
        row["told"] = told.get(row["key"], {})
    return render(request, "log.html", {"rows": rows, "statuses": Status.choices})


def _save(request: HttpRequest, slug: str) -> HttpResponse:
    """One row of the draft of this month, by its key."""
    ActivityUpdate.objects.filter(
        check_in__region__slug=slug, check_in__state="draft", activity_key=request.POST["key"]
    ).update(
        status=request.POST["status"],
        counted=request.POST["counted"],
        saved_at=timezone.now(),
        saved_by=request.user,
    )
    return redirect("log", slug)


urlpatterns = [
    path("advisors/", advisor),
    path("regions/<slug:slug>/", region),
    path("national/", national),
    path("regions/<slug:slug>/check-in/", log, name="log"),
]
