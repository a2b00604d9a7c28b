"""The same rows as the portal's pages, with `values()` and one plain template."""

import datetime

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, F, Max, Sum
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from advisors.models import AnswerCard, Initiative, Question, Talk, Theme
from electives.models import Elective, Practice
from regions.models import Membership, Region
from regions.months import Month
from regions.partners.models import (
    Business,
    ContactMoment,
    Contribution,
    Partnership,
    StepChange,
)
from regions.plans.models import Activity, BudgetLine, SpentAmount
from regions.progress.models import ActivityUpdate, CheckIn, Obstacle, RegionMonth, Status

FIGURES = ("region__name", "month_on", "tempo_months", "behind", "stalled", "submitted_at")
PARTNER = ("business__name", "business__place", "business__sector", "step", "brings", "last_on")
GIFT = ("partnership__business__name", "title", "kind", "delivered_on", "promised_cents")
ASKED = ("region__name", "kind", "theme__name", "text", "asked_by__name", "answer", "asked_at")
COST = ("activity__code", "activity__title", "text", "kind__name", "year", "quantity", "cents")
ELECTIVE = ("title", "summary", "profiles", "region__name", "origin")
SERIES = ("month_on", "tempo_months", "planned_value", "earned_value", "submitted_at")


def this_month() -> Month:
    return Month.of(timezone.localdate())


def advisor(request: HttpRequest) -> HttpResponse:
    """Eight regions: the tempo of a year of months, and the figures of now.

    Of partners the last talk of each and the sums of each month are read, and not shown.
    """
    mine = Membership.objects.filter(user=request.user, role="advisor").values("region")
    rows = RegionMonth.objects.filter(region__in=mine).order_by("region__name", "month_on")
    past = rows.filter(month_on__gte=this_month().plus(-12).first_day)
    now = rows.filter(month_on=this_month().first_day)
    waiting = Question.objects.filter(region__in=mine, asked_of="advisor", answered_at=None)
    month_ago = timezone.now() - datetime.timedelta(days=30)
    logs = CheckIn.objects.filter(region__in=mine, submitted_at__gt=month_ago)
    spoken = Partnership.objects.filter(region__in=mine, ended_on=None).order_by()
    known = len(spoken.values_list("region", "max_days").annotate(Max("moments__held_on")))
    gifts = Contribution.objects.filter(partnership__region__in=mine, delivered_on__isnull=False)
    by_month = gifts.order_by().values("partnership__region", month=TruncMonth("delivered_on"))
    known += len(by_month.annotate(cents=Sum("delivered_cents")))
    tables = [
        past.values("tempo_months"),
        now.values(*FIGURES),
        waiting.values("region__name", "text", "asked_at", "asked_by__name"),
        logs.values("region__name", "month_on", "version"),
    ]
    return render(request, "rows.html", {"title": f"Mijn regio’s {known}", "tables": tables})


def region(request: HttpRequest, slug: str) -> HttpResponse:
    """The months of the plan, the activities of the latest, and the obstacles that are open."""
    months = RegionMonth.objects.filter(region__slug=slug).order_by("-month_on")
    latest = months.values("activities", "lines", "going_well")[0]
    obstacles = Obstacle.objects.filter(region__slug=slug, state="open")
    tables = [
        months.values(*SERIES)[:48],
        [line.to_json() for line in latest["lines"]],
        [activity.to_json() for activity in latest["activities"]],
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


def partners(request: HttpRequest, slug: str) -> HttpResponse:
    """The partners with their last talk; the dated facts of a year are read, and not shown."""
    rows = Partnership.objects.filter(region__slug=slug, ended_on=None).order_by("business__name")
    year_ago = timezone.localdate() - datetime.timedelta(days=365)
    talks = ContactMoment.objects.filter(partnership__region__slug=slug, held_on__gte=year_ago)
    gifts = Contribution.objects.filter(partnership__region__slug=slug, delivered_on__gte=year_ago)
    known = len(talks.values_list("partnership", "held_on", "person", "channel"))
    known += len(gifts.values_list("partnership", "delivered_on"))
    tables = [
        rows.annotate(last_on=Max("moments__held_on"), known=Count("people", distinct=True)).values(
            *PARTNER, "known"
        ),
        StepChange.objects.filter(partnership__region__slug=slug, changed_on__gte=year_ago)
        .values("from_step", "to_step")
        .annotate(number=Count("pk")),
    ]
    return render(request, "rows.html", {"title": f"{slug} {known}", "tables": tables})


def contributions(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of contributions, and the sums of all of them."""
    rows = Contribution.objects.filter(partnership__region__slug=slug)
    days = rows.values_list("delivered_on", "proven_on", "promised_cents", "delivered_cents")
    total = sum(given or promised for _day, _proven, promised, given in days)
    tables = [rows.order_by("-delivered_on", "-pk").values(*GIFT)[:25]]
    return render(request, "rows.html", {"title": f"{slug} {total}", "tables": tables})


def budget(request: HttpRequest, slug: str) -> HttpResponse:
    """Every cost of the plan that holds, and the sum of each year."""
    rows = BudgetLine.objects.filter(activity__plan__region__slug=slug)
    rows = rows.filter(activity__plan__state="approved").order_by("activity", "position")
    by_year = rows.order_by("year").values("year")
    tables = [rows.values(*COST), by_year.annotate(Sum("cents"), Sum("cofinancing_cents"))]
    return render(request, "rows.html", {"title": slug, "tables": tables})


def spent(request: HttpRequest, slug: str) -> HttpResponse:
    """Every cost of the plan that holds, and every amount that was spent on one."""
    rows = BudgetLine.objects.filter(activity__plan__region__slug=slug)
    rows = rows.filter(activity__plan__state="approved").order_by("activity", "position")
    amounts = SpentAmount.objects.filter(year__region__slug=slug)
    known = dict(amounts.values_list("line_key", "cents"))
    lines = [{**row, "spent": known.get(row["key"])} for row in rows.values("key", *COST)]
    return render(request, "rows.html", {"title": slug, "tables": [lines]})


def catalogue(request: HttpRequest) -> HttpResponse:
    """A page of the electives that a word finds, and what the filters offer."""
    query = SearchQuery(f"{request.GET['q']}:*", config="dutch", search_type="raw")
    found = Elective.objects.filter(published_at__isnull=False, search=query)
    page = list(found.order_by("title", "pk").values("pk", *ELECTIVE)[:24])
    of_page = {"elective__in": [row.pop("pk") for row in page]}
    names = Practice.objects.filter(elective__published_at__isnull=False).order_by()
    named = Business.objects.filter(partnerships__backings__may_be_named=True)
    tables = [
        page,
        Practice.objects.filter(**of_page).values("competence__name", "depth"),
        names.values("competence__name").distinct(),
        named.order_by("name").values("pk", "name").distinct(),
        Region.objects.filter(electives__published_at__isnull=False).values("name").distinct(),
    ]
    return render(request, "rows.html", {"title": found.count(), "tables": tables})


def desk(request: HttpRequest) -> HttpResponse:
    """The questions of an advisor's regions, those that wait first, and what the desk counts."""
    mine = Question.objects.filter(region__memberships__user=request.user, is_confidential=False)
    waits = mine.filter(answered_at__isnull=False).values_list("asked_at", "answered_at")
    days = sorted(answered - asked for asked, answered in waits)
    themes = Question.objects.values("theme").annotate(n=Count("region", distinct=True))
    tables = [
        mine.order_by(F("answered_at").desc(nulls_first=True), "asked_at").values(*ASKED)[:20],
        Theme.objects.values("pk", "name"),
        themes.order_by(),
        Region.objects.filter(memberships__user=request.user).values("slug", "name"),
    ]
    title = f"{mine.filter(answered_at=None).count()} {mine.count()} {days[len(days) // 2]}"
    return render(request, "rows.html", {"title": title, "tables": tables})


def cards(request: HttpRequest) -> HttpResponse:
    """Twenty cards that hold a word, with how many questions each saved."""
    query = SearchQuery(request.GET["q"], config="dutch", search_type="websearch")
    found = AnswerCard.objects.filter(published_at__isnull=False, words=query)
    rows = found.annotate(saved=Count("uses")).order_by("-saved", "title")
    tables = [
        rows.values("title", "theme__name", "saved")[:20],
        Theme.objects.values("pk", "name"),
    ]
    return render(request, "rows.html", {"title": f"{found.count()} cards", "tables": tables})


def search(request: HttpRequest) -> HttpResponse:
    """The first rows of each kind that hold a word."""
    word = request.GET["q"]
    query = SearchQuery(word, config="dutch", search_type="websearch")
    mine = {"region__memberships__user": request.user}
    tables = [
        Region.objects.filter(name__icontains=word).values("name")[:9],
        Activity.objects.filter(plan__state="approved", title__icontains=word).values("title")[:9],
        AnswerCard.objects.filter(words=query).order_by("title").values("title")[:9],
        Question.objects.filter(words=query, **mine).order_by("-asked_at").values("text")[:9],
        Talk.objects.filter(words=query, **mine).order_by("-held_on").values("note")[:9],
        Business.objects.filter(name__icontains=word).values("name")[:9],
        Elective.objects.filter(title__icontains=word, **mine).values("title")[:9],
        Initiative.objects.filter(title__icontains=word).values("title")[:9],
        Elective.objects.filter(published_at__isnull=False, title__icontains=word).values("pk")[:9],
    ]
    return render(request, "rows.html", {"title": word, "tables": tables})


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
        update["activity_key"]: update
        for update in ActivityUpdate.objects.filter(check_in=last).values(
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
    path("advisors/questions/", desk),
    path("advisors/cards/", cards),
    path("search/", search),
    path("national/", national),
    path("electives/", catalogue),
    path("regions/<slug:slug>/partners/", partners),
    path("regions/<slug:slug>/partners/contributions/", contributions),
    path("regions/<slug:slug>/plan/budget/", budget),
    path("regions/<slug:slug>/plan/realised/", spent),
    path("regions/<slug:slug>/check-in/", log, name="log"),
]
