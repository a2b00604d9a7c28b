"""Roles of people: begin, change, end, and take an end back."""

import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Action, Request, fetch, require_bureau
from regions.accounts.models import User
from regions.asked import row_id
from regions.dutch import date_text
from regions.models import Membership, Region
from regions.saving import saved

from .membership_forms import MembershipForm, PeriodForm

FORM = "bureau/membership_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def new_membership(request: Request) -> HttpResponse:
    """A role for somebody; `?region=` and `?person=` fill in what is known already."""
    require_bureau(request.user)
    region = Region.objects.filter(slug=request.GET.get("region", "")[:80]).first()
    person = _person(request.GET.get("person", ""))
    initial = {
        "region": region,
        "email": person.email if person else "",
        "starts_on": timezone.localdate(),
    }
    form = MembershipForm(request.POST or None, initial=initial, by=request.user)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _told(form.instance))
        return _back(form.instance, person)
    context = {
        "form": form,
        "heading": _("Give somebody a role"),
        "people": User.objects.filter(is_active=True).values_list("email", "name"),
        "back": ("bureau_region", region.slug) if region else ("bureau_people", ""),
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


def _person(pk: str) -> User | None:
    return User.objects.filter(pk=row_id(pk) or 0).first()


def _told(row: Membership) -> str:
    told = {
        "name": row.user.name,
        "role": row.role_told.lower(),
        "day": date_text(row.starts_on),
        "email": row.user.email,
    }
    if row.starts_on > timezone.localdate():
        text = _("%(name)s is %(role)s from %(day)s. On that day an invitation goes to %(email)s.")
        return text % told
    return _("%(name)s is %(role)s from %(day)s. An invitation goes to %(email)s.") % told


def _back(row: Membership, person: User | None = None) -> HttpResponse:
    if row.region is None or person is not None:
        return redirect("bureau_person", row.user_id)
    return redirect("bureau_region", row.region.slug)


def _back_link(row: Membership) -> tuple[str, str | int]:
    if row.region is None:
        return "bureau_person", row.user_id
    return "bureau_region", row.region.slug


def _fetch(request: Request, pk: int) -> Membership:
    rows = Membership.objects.select_related("user", "region")
    return fetch(rows, request.user, Action.MANAGE, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def membership(request: Request, pk: int) -> HttpResponse:
    """Change the days of a role."""
    require_bureau(request.user)
    row = _fetch(request, pk)
    form = PeriodForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("The days of %(name)s were saved.") % {"name": row.user.name})
        return _back(row)
    context = {
        "form": form,
        "heading": f"{row.user.name}, {row.get_role_display().lower()}",
        "back": _back_link(row),
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


@require_POST
def end_membership(request: Request, pk: int) -> HttpResponse:
    """The role ends today; one that began today or begins later was a mistake and goes."""
    require_bureau(request.user)
    row = _fetch(request, pk)
    today = timezone.localdate()
    if row.starts_on <= today and _is_last_of_bureau(row, today):
        messages.error(request, _("Somebody must stay at the bureau: nobody else works there now."))
        return _back(row)
    if row.starts_on >= today:
        row.delete()
        told = _("The role of %(name)s was withdrawn.")
        messages.success(request, told % {"name": row.user.name})
        return _back(row)
    row.ends_on = today
    row.save(update_fields=["ends_on"])
    messages.success(
        request,
        _("%(name)s is %(role)s until and including today. You can take this back on this page.")
        % {"name": row.user.name, "role": row.get_role_display().lower()},
    )
    return _back(row)


def _is_last_of_bureau(row: Membership, today: datetime.date) -> bool:
    if not row.is_bureau:
        return False
    others = Membership.objects.on(today + datetime.timedelta(days=1)).filter(role=row.role)
    return not others.filter(user__is_active=True).exclude(pk=row.pk).exists()


@require_POST
def reopen_membership(request: Request, pk: int) -> HttpResponse:
    """Take an end back: the role holds without an end date again."""
    require_bureau(request.user)
    row = _fetch(request, pk)
    days = {"starts_on": row.starts_on, "ends_on": "", "is_interim": row.is_interim}
    form = PeriodForm({**days, "also_applies": row.also_applies}, instance=row)
    if form.is_valid() and saved(form, form.save):
        messages.success(request, _("%(name)s keeps this role.") % {"name": row.user.name})
    else:
        reason = " ".join(str(told) for told in form.non_field_errors())
        messages.error(request, reason or _("This cannot be taken back."))
    return _back(row)
