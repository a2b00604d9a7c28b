"""The call card: one page to open before a call, and the form to log the talk."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import BaseInlineFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from advisors.answers.doors import waiting_for
from advisors.models import PlannedTalk, Promise, Talk
from regions.access import Action, Request, fetch_region
from regions.asked import row_id
from regions.models import Region
from regions.saving import saved

from .audience import SENTENCES, talks_for
from .forms import PromiseForm, PromiseFormSet, TalkForm
from .page import call_card, leaders_of

if TYPE_CHECKING:
    Agreed = BaseInlineFormSet[Promise, Talk, PromiseForm]


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: Request, slug: str) -> HttpResponse:
    """What changed since the last talk, what was agreed, what waits; and log this talk."""
    region = fetch_region(request.user, slug, Action.ADVISE)
    now = timezone.now()
    today = timezone.localdate(now)
    names = ", ".join(leader.name for leader in leaders_of(region, today))
    talk = Talk(region=region, author=request.user, held_on=today, with_whom=names[:160])
    form, promises = _forms(request, talk)
    if request.method == "POST" and _save(form, promises):
        messages.success(request, _("Your talk was saved. %(who)s") % {"who": SENTENCES[talk.cap]})
        return redirect("talks", region.slug)
    waiting = waiting_for(request.user).filter(region=region)
    shown = call_card(region, request.user, now, waiting.select_related("asked_by")[:10])
    context = {"card": shown, "region": region, "form": form, "promises": promises}
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
    rows = talks_for(request.user).filter(author=request.user.pk)
    return get_object_or_404(rows.select_related("region"), pk=pk)


def _forms(request: Request, talk: Talk) -> tuple[TalkForm, "Agreed"]:
    posted = request.POST if request.method == "POST" else None
    region: Region = talk.region
    planned = PlannedTalk.objects.filter(
        region=region, talk=None, pk=row_id(request.GET.get("planned")) or 0
    ).first()
    start = {"planned": planned.pk, "kind": planned.kind} if planned else {}
    form = TalkForm(
        posted,
        instance=talk,
        region=region,
        user=request.user,
        today=timezone.localdate(),
        initial=start,
    )
    return form, PromiseFormSet(posted, instance=talk, prefix="agreed")


def _save(form: TalkForm, promises: "Agreed") -> bool:
    def keep() -> None:
        talk = form.save()
        promises.instance = talk
        promises.save()
        if planned := form.cleaned_data["planned"]:
            planned.talk = talk
            planned.save(update_fields=["talk"])

    return form.is_valid() & promises.is_valid() and saved(form, keep)
