"""The page of one's own tokens: made, shown once, listed and revoked."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from regions.access import Request

from .forms import TokenForm
from .models import ApiToken
from .resources.table import RESOURCES
from .tokens import MOST_TOKENS, TooMany, make_token, revoke, working

MOST_SHOWN = 50  # of those that ended, the newest


@require_safe
def tokens(request: Request) -> HttpResponse:
    return _page(request, TokenForm(today=timezone.localdate()))


def _page(request: Request, form: TokenForm) -> HttpResponse:
    now = timezone.now()
    found = list(working(request.user, now))
    others = ApiToken.objects.filter(person=request.user).exclude(pk__in=[row.pk for row in found])
    ended = others[:MOST_SHOWN]
    context: dict[str, Any] = {"form": form, "working": found, "ended": ended, "now": now}
    status = 422 if form.errors else 200
    return render(request, "api/tokens.html", context, status=status)


@never_cache
@require_POST
def make(request: Request) -> HttpResponse:
    """The token is on this answer only: it is kept nowhere, so there is no page to go on to."""
    form = TokenForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, form)
    try:
        made = make_token(request.user, **form.cleaned_data, now=timezone.now())
    except TooMany:
        text = _("You have %(most)s tokens that work. Revoke one first.")
        form.add_error(None, text % {"most": MOST_TOKENS})
        return _page(request, form)
    context = {
        "token": made.token,
        "secret": made.secret,
        "address": f"{settings.SITE_URL}{_first_of(made.token)}",
    }
    return render(request, "api/made.html", context)


def _first_of(token: ApiToken) -> str:
    """The address of something that the token reads."""
    return reverse(next(one.route for one in RESOURCES if one.scope in token.scopes))


@require_POST
def revoke_token(request: Request, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.select_related("person"), person=request.user, pk=pk)
    revoke(token, timezone.now())
    messages.success(request, _("The token no longer works."))
    return redirect("api_tokens")
