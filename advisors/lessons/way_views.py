"""How regions picked things up: the list for the network, one of them, and what to do with it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisors.answers.words import in_text
from advisors.models import Lesson, LessonToTell, Question
from advisors.network.doors import require_network
from regions.access import Action, Request, fetch, fetch_region, is_advisor
from regions.asked import onward, row_id
from regions.models import Region
from regions.progress.models import Obstacle
from regions.saving import saved
from regions.web.lists import list_page

from . import doors, page
from .forms import AskForm, WayFilter
from .winning import links_of

WAYS_A_PAGE = 10


@require_safe
def ways(request: Request) -> HttpResponse:
    require_network(request.user)
    form = WayFilter(request.GET)
    wanted = form.wanted
    rows = doors.ways_for_network().order_by("-obstacle__closed_on", "-pk")
    rows = rows.filter(in_text(wanted["q"], "problem", "approach")) if wanted["q"] else rows
    rows = rows.filter(obstacle__activity__kind=wanted["kind"]) if wanted["kind"] else rows
    rows = rows.filter(obstacle__cause=wanted["cause"]) if wanted["cause"] else rows
    return list_page(
        request,
        "lessons/ways.html",
        rows,
        lambda shown: {
            "filter": form,
            "links": links_of(
                doors.name_regions(shown.object_list, request.user), timezone.localdate()
            ),
        },
        size=WAYS_A_PAGE,
    )


def _way(request: Request, pk: int) -> Lesson:
    require_network(request.user)
    return get_object_or_404(doors.ways_for_network(), pk=pk)


@require_safe
def way(request: Request, pk: int) -> HttpResponse:
    (lesson,) = doors.name_regions([_way(request, pk)], request.user)
    (link,) = links_of([lesson], timezone.localdate())
    advises = is_advisor(request.user)
    context = {
        "link": link,
        "lesson": lesson,
        "advises": advises,
        "fitting": page.fitting_for(lesson, request.user) if advises else [],
    }
    return render(request, "lessons/way.html", context)


@require_POST
def put(request: Request, slug: str, pk: int) -> HttpResponse:
    """Lay it on the call card of a region, to tell it in the next talk."""
    region = fetch_region(request.user, slug, Action.ADVISE)
    lesson = _way(request, pk)
    if page.put_on_card(
        region.pk, lesson, _obstacle_in(request, region), request.user, timezone.now()
    ):
        told = _("It lies on the call card of %(region)s.") % {"region": region}
        messages.success(request, told)
    else:
        told = _("It lay on the call card of %(region)s already.") % {"region": region}
        messages.info(request, told)
    return onward(request, request.POST.get("next", ""), "way", pk)


@require_POST
def told(request: Request, slug: str, pk: int) -> HttpResponse:
    """It was told, or it may go: off the call card."""
    rows = LessonToTell.objects.filter(region__slug=slug).select_related("region")
    row = fetch(rows, request.user, Action.ADVISE, pk=pk)
    LessonToTell.objects.filter(pk=row.pk, done_at=None).update(done_at=timezone.now())
    messages.success(request, _("Done: it is off the call card."))
    return redirect("call_card", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, slug: str, pk: int) -> HttpResponse:
    """A question to the leader that leads to how another region did it."""
    region = fetch_region(request.user, slug, Action.ADVISE)
    (lesson,) = doors.name_regions([_way(request, pk)], request.user)
    obstacle = _obstacle_in(request, region)
    question = Question(
        region=region,
        asked_by=request.user,
        asked_of=Question.AskedOf.LEADER,
        kind=Question.Kind.PRODUCT,
        lesson=lesson,
    )
    typed = request.POST if request.method == "POST" else None
    form = AskForm(typed, instance=question, initial={"text": _start(obstacle)})
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("Your question was asked."))
        return redirect("questions", slug)
    context = {"form": form, "region": region, "lesson": lesson, "obstacle": obstacle}
    return render(request, "lessons/ask.html", context, status=422 if form.errors else 200)


def _start(obstacle: Obstacle | None) -> str:
    if obstacle is None:
        return _("Another region ran into something like this. Would its way help you?")
    return _(
        "“%(title)s” lies still or behind with you. Another region ran into something like it. "
        "Would its way help you?"
    ) % {"title": obstacle.activity.title}


def _obstacle_in(request: Request, region: Region) -> Obstacle | None:
    """The obstacle of this region that a form or an address names, if any."""
    named = row_id(request.POST.get("obstacle") or request.GET.get("obstacle"))
    rows = Obstacle.objects.filter(region=region, state=Obstacle.State.OPEN)
    return rows.select_related("activity").filter(pk=named or 0).first()
