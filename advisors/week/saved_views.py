"""After a talk was saved: who reads it, what the leader does not read, the next talk, and what
comes next on the list."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from advisors.models import PlannedTalk, Promise, Talk
from advisors.talks.audience import SENTENCES, own_talks, promises_for, reads_leader
from advisors.talks.forms import NextForm, RhythmForm
from advisors.talks.page import budgets, planned_in, told_to
from advisors.talks.planning import next_day, plan_next
from regions.access import Action, Request, fetch_region

from .week import next_text, waiting_of


@require_safe
def talk_saved(request: Request, pk: int) -> HttpResponse:
    return _page(request, _own(request, pk), None)


@require_POST
def talk_next(request: Request, pk: int) -> HttpResponse:
    """Plan the next talk on the day that is asked."""
    talk = _own(request, pk)
    fetch_region(request.user, talk.region.slug, Action.ADVISE)
    form = NextForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, talk, form)
    plan_next(talk, form.cleaned_data["planned_on"])
    return redirect("talk_saved", talk.pk)


def _page(request: Request, talk: Talk, form: NextForm | None) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    region, lines = talk.region, waiting_of(request.user, now).lines
    rhythm = getattr(region, "rhythm", None)
    weeks = rhythm.weeks if rhythm else None
    ahead = [planned for planned in planned_in(region) if planned.planned_on >= today]
    context = {
        "talk": talk,
        "region": region,
        "sentence": SENTENCES[talk.cap],
        "fulfilled": PlannedTalk.objects.filter(talk=talk).first(),
        "planned": ahead[0] if ahead else None,
        "weeks": weeks,
        "next_on": next_day(max(talk.held_on, today), weeks),
        "form": form or NextForm(today=today),
        "rhythm_form": RhythmForm(instance=rhythm, auto_id="rhythm-%s"),
        "unread": _unread_by_leader(request, talk),
        "budget": budgets(request.user, today.year).get(region.pk),
        "next": next_text(lines),
        "next_deed": next((line.deed for line in lines if line.region), None),
        "today": today,
    }
    status = 422 if form is not None else 200
    return render(request, "advisors/talk_saved.html", context, status=status)


def _own(request: Request, pk: int) -> Talk:
    return get_object_or_404(own_talks(request.user).select_related("region__rhythm"), pk=pk)


def _unread_by_leader(request: Request, talk: Talk) -> list[Promise]:
    """What the leader is to do, and does not read under this cap."""
    if reads_leader(talk.cap):
        return []
    rows = promises_for(request.user).filter(talk=talk, done_on=None, handed_at=None)
    theirs = rows.exclude(who=Promise.Who.ADVISOR).select_related("talk__author")
    return [told_to(promise, request.user) for promise in theirs.order_by("pk")]
