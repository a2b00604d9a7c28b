"""Making a link to sign, and the public page behind it.

A visit to that page only shows: mail scanners follow every link. It has no account and no session;
the secret in the address is the proof, so a foreign site cannot post in a visitor's name.
"""

from urllib.parse import quote

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

from regions.access import Action, Request, fetch
from regions.dutch import date_text, euros
from regions.months import school_year_of, school_year_text
from regions.partners.models import Contribution, ContributionSlip
from regions.partners.money.contributing import NotPossible
from regions.web.brakes import throttled
from regions.web.public import kept_quiet

from .page import hours_words
from .slips import (
    Link,
    Standing,
    make_link,
    refuse,
    revoke,
    sign,
    slip_at,
    standing_of,
)

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
    """The link is on this answer only: it is kept nowhere, so there is no page to go on to."""
    row = _editable(request, slug, pk)
    try:
        link = make_link(row, request.user, timezone.now())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("contribution", slug, pk)
    address = f"{settings.SITE_URL}{reverse('slip', args=[link.token])}"
    context = {
        "region": row.partnership.region,
        "row": row,
        "slip": link.slip,
        "address": address,
        "mail": _mail(row, link, address, request.user.name),
    }
    response = render(request, "partners/slip_made.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _mail(row: Contribution, link: Link, address: str, sender: str) -> str:
    """A mailto address: the leader's own mail program opens with this text."""
    values = {
        "what": row.title,
        "amount": euros(link.slip.amount_cents),
        "day": date_text(timezone.localdate(link.slip.expires_at)),
        "address": address,
        "region": row.partnership.region.name,
        "sender": sender,
    }
    subject = _("Will you sign for your contribution to region %(region)s?") % values
    body = _(
        "Good day,\n\nThank you for your contribution: %(what)s (%(amount)s).\n"
        "Will you confirm it through this link? You need no account.\n\n%(address)s\n\n"
        "The link works until %(day)s.\n\nKind regards,\n%(sender)s\n"
        "Sterk Techniekonderwijs %(region)s"
    )
    text = (body % values).replace("\n", "\r\n")
    return f"mailto:?subject={quote(subject)}&body={quote(text)}"


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
        sign(found, kept["name"], kept["function"], now)


def _page(
    request: HttpRequest,
    found: ContributionSlip,
    standing: Standing,
    sign_form: forms.Form,
    refuse_form: forms.Form,
) -> HttpResponse:
    row = found.contribution
    is_wrong = bool(sign_form.errors or refuse_form.errors)
    context = {
        "row": row,
        "slip": found,
        "hours": hours_words(row),
        "school_year": school_year_text(school_year_of(row.delivered_on or row.promised_on)),
        "is_open": standing == Standing.OPEN,
        "is_signed": standing == Standing.SIGNED,
        "sign_form": sign_form,
        "refuse_form": refuse_form,
        "wrong_form": refuse_form if refuse_form.errors else sign_form,
    }
    return render(request, "partners/slip.html", context, status=422 if is_wrong else 200)
