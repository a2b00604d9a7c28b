"""Making a link to sign, and the public page behind it.

A visit to that page only shows: mail scanners follow every link. It has no account and no session;
the secret in the address is the proof, so a foreign site cannot post in a visitor's name.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Action, Request, fetch, fetch_region
from regions.asked import onward
from regions.months import Month
from regions.partners.doors import partner_at
from regions.partners.models import Contribution, ContributionSlip
from regions.partners.money.amounts import State
from regions.partners.money.contributing import NotPossible
from regions.partners.money.list import contributions_of
from regions.web.brakes import throttled
from regions.web.public import kept_quiet

from .page import ToSign, by_month
from .qr import square_of
from .slip_page import mail_text, shown_slip
from .slips import Standing, make_link, refuse, revoke, sign, slip_at, standing_of

VISITS_A_MINUTE = 30


class SignForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=90,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    function = forms.CharField(
        label=gettext_lazy("Your function"),
        max_length=90,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    copy_to = forms.EmailField(
        label=gettext_lazy("Your e-mail address, for a copy"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Only if you want one. The address is used for this mail alone."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("No e-mail address. Correct it, or leave it out.")},
    )


class RefuseForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What is not right?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write in a few words what is not right.")},
    )


@never_cache
@require_POST
def make_slip(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _editable(request, slug, pk)
    return _made(request, slug, [row], reverse("contribution", args=[slug, pk]))


@never_cache
@require_POST
def make_month_slip(request: Request, slug: str, partner: int, month: Month) -> HttpResponse:
    """One slip for all that a business delivered in a month and did not sign yet."""
    partnership = partner_at(request, slug, partner, Action.EDIT_PARTNERS)
    rows = contributions_of(partnership.region).filter(
        partnership=partnership,
        state_now=State.DELIVERED,
        delivered_on__gte=month.first_day,
        delivered_on__lte=month.last_day,
    )
    return _made(request, slug, list(rows), reverse("contributions_sign", args=[slug]))


@never_cache
@require_POST
def make_month_slips(request: Request, slug: str) -> HttpResponse:
    """A link for each business and month that was ticked, all on one page."""
    region = fetch_region(request.user, slug, Action.EDIT_PARTNERS)
    wanted = set(request.POST.getlist("of"))
    open_now = by_month(contributions_of(region).filter(state_now=State.DELIVERED))
    made = [_one_of(request, group) for group in open_now if group.key in wanted]
    links = [one for one in made if one]
    if not links:
        messages.error(request, _("Tick at least one business that has not signed yet."))
        return redirect("contributions_sign", slug)
    context = {"region": region, "links": links, "has_phone": bool(request.user.phone)}
    response = render(request, "partners/slips_made.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _one_of(request: Request, group: ToSign) -> dict[str, Any] | None:
    """None where it was signed or changed at this very moment."""
    try:
        link = make_link(group.rows, request.user, timezone.now())
    except NotPossible:
        return None
    address = f"{settings.SITE_URL}{reverse('slip', args=[link.token])}"
    found = shown_slip(link.slip)
    mail = mail_text(found, address, request.user)
    return {**found, "month": group.month, "address": address, "mail": mail}


def _made(request: Request, slug: str, rows: list[Contribution], back: str) -> HttpResponse:
    """The link is on this answer only: it is kept nowhere, so there is no page to go on to."""
    on_the_spot = request.POST.get("way") == "spot"
    try:
        link = make_link(rows, request.user, timezone.now(), on_the_spot=on_the_spot)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return onward(request, back, "contributions_sign", slug)
    address = f"{settings.SITE_URL}{reverse('slip', args=[link.token])}"
    found = shown_slip(link.slip)
    context = {**found, "address": address, "token": link.token, "back": back}
    if on_the_spot:
        context |= {"square": square_of(address)}
    else:
        context |= {"mail": mail_text(found, address, request.user)}
    context["has_phone"] = bool(request.user.phone)
    page = "partners/slip_spot.html" if on_the_spot else "partners/slip_made.html"
    response = render(request, page, context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def revoke_slip(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _editable(request, slug, pk)
    revoke(row, timezone.now())
    messages.success(request, _("The link no longer works."))
    return redirect("contribution", slug, pk)


def _editable(request: Request, slug: str, pk: int) -> Contribution:
    rows = Contribution.objects.select_related("partnership__region", "partnership__business")
    return fetch(rows, request.user, Action.EDIT_PARTNERS, pk=pk, partnership__region__slug=slug)


@csrf_exempt
@login_not_required
@never_cache
@kept_quiet
@throttled("slip", VISITS_A_MINUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest, token: str) -> HttpResponse:
    now, found = timezone.now(), slip_at(token)
    standing = standing_of(found, now)
    if found is None or standing == Standing.CLOSED:
        return render(request, "partners/slip_closed.html", status=404)
    sign_form: forms.Form = SignForm()
    refuse_form: forms.Form = RefuseForm()
    if request.method == "POST" and standing == Standing.OPEN:
        is_refusal = request.POST.get("answer") == "refuse"
        form: forms.Form = (RefuseForm if is_refusal else SignForm)(request.POST)
        if form.is_valid():
            _answer(found, form, timezone.now())
            return redirect("slip", token)
        sign_form, refuse_form = (sign_form, form) if is_refusal else (form, refuse_form)
    elif request.method == "POST":
        return redirect("slip", token)
    elif request.method == "GET":
        found.mark_opened(now)
    return _page(request, found, standing, sign_form, refuse_form)


def _answer(found: ContributionSlip, form: forms.Form, now) -> None:
    kept = form.cleaned_data
    if isinstance(form, RefuseForm):
        refuse(found, kept["text"], now)
    else:
        sign(found, kept["name"], kept["function"], now, copy_to=kept["copy_to"])


def _page(
    request: HttpRequest,
    found: ContributionSlip,
    standing: Standing,
    sign_form: forms.Form,
    refuse_form: forms.Form,
) -> HttpResponse:
    is_wrong = bool(sign_form.errors or refuse_form.errors)
    context = {
        **shown_slip(found),
        "is_open": standing == Standing.OPEN,
        "is_signed": standing == Standing.SIGNED,
        "sign_form": sign_form,
        "refuse_form": refuse_form,
        "wrong_form": refuse_form if refuse_form.errors else sign_form,
    }
    return render(request, "partners/slip.html", context, status=422 if is_wrong else 200)
