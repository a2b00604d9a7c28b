"""Those who answer for the money make links for an accountant, and see what became of them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from regions.access import Action, Request, fetch, fetch_region
from regions.dutch import date_text
from regions.models import Region
from regions.partners.models import AccountantLink
from regions.secret_links import mailto

from .forms import AccountantForm
from .links import Made, make_link, revoke

MOST_SHOWN = 50  # the newest; older ones are of years ago


@require_safe
def links(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.SHARE_MONEY)
    return _page(request, region, AccountantForm(today=timezone.localdate()))


def _page(request: Request, region: Region, form: AccountantForm) -> HttpResponse:
    rows = AccountantLink.objects.filter(region=region).select_related("made_by", "revoked_by")
    now, listed = timezone.now(), list(rows[:MOST_SHOWN])
    working = [row for row in listed if row.revoked_at is None and row.expires_at > now]
    context: dict[str, Any] = {
        "region": region,
        "form": form,
        "working": working,
        "ended": [row for row in listed if row not in working],
    }
    status = 422 if form.errors else 200
    return render(request, "partners/accountant_links.html", context, status=status)


@never_cache
@require_POST
def make(request: Request, slug: str) -> HttpResponse:
    """The link is on this answer only: it is kept nowhere, so there is no page to go on to."""
    region = fetch_region(request.user, slug, Action.SHARE_MONEY)
    form = AccountantForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, region, form)
    made = make_link(region, **form.cleaned_data, by=request.user, now=timezone.now())
    address = f"{settings.SITE_URL}{reverse('accountant', args=[made.token])}"
    context = {
        "region": region,
        "link": made.link,
        "address": address,
        "mail": _mail(region, made, address, request.user.name),
    }
    response = render(request, "partners/accountant_made.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _mail(region: Region, made: Made, address: str, sender: str) -> str:
    """A mailto address: the maker's own mail program opens with this text."""
    values = {
        "day": date_text(made.link.last_on),
        "purpose": made.link.purpose,
        "address": address,
        "region": region.name,
        "sender": sender,
    }
    subject = _("The figures of Sterk Techniekonderwijs %(region)s") % values
    body = _(
        "Good day,\n\nThrough this link you read the budget, what was spent and the co-financing "
        "of region %(region)s, for: %(purpose)s. You need no account. Do not pass the link on.\n\n"
        "%(address)s\n\nThe link works up to and including %(day)s.\n\nKind regards,\n%(sender)s\n"
        "Sterk Techniekonderwijs %(region)s"
    )
    return mailto(subject, body % values)


@require_POST
def revoke_link(request: Request, slug: str, pk: int) -> HttpResponse:
    rows = AccountantLink.objects.filter(region__slug=slug)
    link = fetch(rows, request.user, Action.SHARE_MONEY, pk=pk)
    revoke(link, request.user, timezone.now())
    messages.success(request, _("The link no longer works."))
    return redirect("accountant_links", slug)
