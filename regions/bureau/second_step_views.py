"""The second step of somebody who lost it: asked by one, confirmed by another."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Request, require_bureau
from regions.accounts.models import User
from regions.accounts.security import resetting

MOST_SHOWN = 50


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is this needed?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For example: lost the telephone, called on 12 May, known by voice."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: Request, pk: int) -> HttpResponse:
    """Ask for it, with a reason; and all that was asked before."""
    require_bureau(request.user)
    person, now = get_object_or_404(User, pk=pk), timezone.now()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            resetting.ask(person, request.user, form.cleaned_data["reason"], now)
            messages.success(
                request,
                _("You asked for it. A colleague of the bureau confirms it within 24 hours."),
            )
            return redirect("bureau_second_step", pk)
        except resetting.Refused as refused:
            form.add_error(None, str(refused))
    past = person.second_step_resets.select_related("asked_by", "confirmed_by", "withdrawn_by")
    context = {
        "person": person,
        "form": form,
        "waiting": resetting.waiting_for(person, now),
        "has_second_step": Authenticator.objects.filter(user=person).exists(),
        "past": past[:MOST_SHOWN],
        "now": now,
    }
    status = 422 if form.errors else 200
    return render(request, "bureau/second_step.html", context, status=status)


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    told = _("The second step of %(name)s is gone. %(name)s is signed out and gets a mail.")
    return _end(request, pk, resetting.confirm, told)


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    return _end(request, pk, resetting.withdraw, _("The request was withdrawn."))


def _end(request: Request, pk: int, deed: Callable, told: str) -> HttpResponse:
    require_bureau(request.user)
    person = get_object_or_404(User, pk=pk)
    try:
        deed(person, request.user, timezone.now())
        messages.success(request, told % {"name": person.name})
    except resetting.Refused as refused:
        messages.error(request, str(refused))
    return redirect("bureau_second_step", pk)
