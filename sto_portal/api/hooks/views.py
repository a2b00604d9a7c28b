"""The page of one's own webhooks: made, their last messages, and revoked."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from regions.access import Request
from sto_portal.api.models import Delivery, Webhook
from sto_portal.api.tokens import TooMany

from .forms import HookForm
from .hooks import MOST_HOOKS, make_hook, revoke, working

MOST_SHOWN = 20  # of those that ended, the newest
LAST = 10  # messages of each


@require_safe
def webhooks(request: Request) -> HttpResponse:
    return _page(request, HookForm(today=timezone.localdate()))


def _page(request: Request, form: HookForm) -> HttpResponse:
    now = timezone.now()
    last = Prefetch("deliveries", Delivery.objects.all()[:LAST], to_attr="last")
    found = list(working(now).filter(person=request.user).prefetch_related(last))
    others = Webhook.objects.filter(person=request.user).exclude(pk__in=[row.pk for row in found])
    ended = others.prefetch_related(last)[:MOST_SHOWN]
    context: dict[str, Any] = {"form": form, "working": found, "ended": ended, "now": now}
    return render(request, "api/webhooks.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def make(request: Request) -> HttpResponse:
    """The secret is on this answer only, so there is no page to go on to."""
    form = HookForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, form)
    try:
        made = make_hook(request.user, **form.cleaned_data, now=timezone.now())
    except TooMany:
        text = _("You have %(most)s webhooks that work. Revoke one first.")
        form.add_error(None, text % {"most": MOST_HOOKS})
        return _page(request, form)
    context = {"hook": made.hook, "secret": made.secret}
    return render(request, "api/webhook_made.html", context)


@require_POST
def revoke_hook(request: Request, pk: int) -> HttpResponse:
    revoke(get_object_or_404(Webhook, person=request.user, pk=pk), timezone.now())
    messages.success(request, _("Nothing is sent there any more."))
    return redirect("api_webhooks")
