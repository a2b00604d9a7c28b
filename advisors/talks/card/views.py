"""The call card: one page to open before a call, and the form to log the talk."""

import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import BaseInlineFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from advisors.answers.doors import waiting_for
from advisors.models import PlannedTalk, Promise, Talk, TalkDraft
from advisors.talks.audience import SENTENCES, own_talks
from advisors.talks.forms import NEAR, PromiseForm, PromiseFormSet, TalkForm
from advisors.talks.page import budgets
from advisors.talks.planning import plan_next
from regions.access import Action, Request, fetch_region
from regions.asked import row_id
from regions.models import Region
from regions.saving import saved

from .card import call_card
from .drafts import draft_of, drop, start_of

if TYPE_CHECKING:
    Agreed = BaseInlineFormSet[Promise, Talk, PromiseForm]


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: Request, slug: str) -> HttpResponse:
    """What changed since the last talk, what was agreed, what waits; and log this talk."""
    region = fetch_region(request.user, slug, Action.ADVISE)
    now = timezone.now()
    today = timezone.localdate(now)
    waiting = waiting_for(request.user).filter(region=region)
    shown = call_card(region, request.user, now, waiting.select_related("asked_by")[:10])
    names = ", ".join(leader.name for leader in shown.leaders)
    talk = Talk(region=region, author=request.user, held_on=today, with_whom=names[:160])
    draft = draft_of(request.user, region)
    form, promises = _forms(request, talk, draft)
    if request.method == "POST" and _save(form, promises):
        return redirect("talk_saved", talk.pk)
    context = {"card": shown, "region": region, "form": form, "promises": promises}
    context |= {"draft": draft, "budget": budgets(request.user, today.year).get(region.pk)}
    status = 422 if request.method == "POST" else 200
    return render(request, "advisors/call_card.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """The author changes a talk; who reads it follows from the cap that stands there then."""
    talk = _own(request, pk)
    form, promises = _forms(request, talk)
    if request.method == "POST" and _save(form, promises):
        messages.success(request, _("Your talk was saved. %(who)s") % {"who": SENTENCES[talk.cap]})
        return redirect("talks", talk.region.slug)
    context = {"region": talk.region, "talk": talk, "form": form, "promises": promises}
    status = 422 if request.method == "POST" else 200
    return render(request, "advisors/talk_edit.html", context, status=status)


@require_POST
def delete(request: Request, pk: int) -> HttpResponse:
    talk = _own(request, pk)
    talk.delete()
    messages.success(request, _("The talk is gone, and what was agreed in it."))
    return redirect("talks", talk.region.slug)


def _own(request: Request, pk: int) -> Talk:
    """A talk of the reader's own: for anybody else it does not exist."""
    return get_object_or_404(own_talks(request.user).select_related("region"), pk=pk)


def _forms(
    request: Request, talk: Talk, draft: TalkDraft | None = None
) -> tuple[TalkForm, "Agreed"]:
    """What was typed before and not saved yet stands in them."""
    today = timezone.localdate()
    start, agreed = start_of(draft)
    planned = None if talk.note else _planned(request, talk.region, today)
    if planned:
        start = {"planned": str(planned.pk), "kind": planned.kind} | start
    form = TalkForm(
        request.POST if request.method == "POST" else None,
        instance=talk,
        region=talk.region,
        user=request.user,
        today=today,
        initial=start,
    )
    if request.method == "POST":
        return form, PromiseFormSet(request.POST, instance=talk, prefix="agreed")
    return form, PromiseFormSet(instance=talk, prefix="agreed", initial=agreed)


def _planned(request: Request, region: Region, today: datetime.date) -> PlannedTalk | None:
    """The planned talk that the address names, else the one that is nearest to today."""
    rows = list(PlannedTalk.objects.filter(region=region, talk=None))
    named = row_id(request.GET.get("planned"))
    if found := next((row for row in rows if row.pk == named), None):
        return found
    near = [row for row in rows if abs(row.planned_on - today) <= NEAR]
    return min(near, key=lambda row: abs(row.planned_on - today), default=None)


def _save(form: TalkForm, promises: "Agreed") -> bool:
    def keep() -> None:
        is_new = form.instance.pk is None
        talk = form.save()
        promises.instance = talk
        promises.save()
        if planned := form.cleaned_data["planned"]:
            planned.talk = talk
            planned.save(update_fields=["talk"])
        if next_on := form.cleaned_data["next_on"]:
            plan_next(talk, next_on)
        if is_new and talk.author:
            drop(talk.author, talk.region)

    return form.is_valid() & promises.is_valid() and saved(form, keep)
