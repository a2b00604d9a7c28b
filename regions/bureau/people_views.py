"""The bureau's list of people, and the page of one person."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Request, require_bureau
from regions.accounts.models import User
from regions.accounts.sessions import disable, enable
from regions.saving import saved
from regions.web.lists import list_page

from .membership_forms import PersonForm
from .people.listing import PeopleFilter, as_csv, chosen
from .people.reached import put_reach


@require_safe
def people(request: Request) -> HttpResponse:
    """Everybody who has an account: search, filters, an order, and the same as CSV."""
    require_bureau(request.user)
    form = PeopleFilter(request.GET)

    def context(page: Page[Any]) -> dict[str, Any]:
        put_reach(list(page))
        return {"filter": form, "sort": form.wanted["sort"] or "surname"}

    rows = chosen(form.wanted, timezone.localdate())
    return list_page(request, "bureau/people.html", rows, context, file=as_csv)


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: Request) -> HttpResponse:
    require_bureau(request.user)
    form = PersonForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid() and saved(form, lambda: _create(form)):
        messages.success(
            request,
            _("%(name)s has an account. The invitation goes out with the first role.")
            % {"name": form.instance.name},
        )
        return redirect("bureau_person", form.instance.pk)
    context = {"form": form, "heading": _("A new person"), "back": ("bureau_people", "")}
    return render(request, "bureau/form.html", context, status=422 if form.errors else 200)


def _create(form: PersonForm) -> None:
    form.instance.set_unusable_password()
    form.save()


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, pk: int) -> HttpResponse:
    """Name, address, roles, and whether this person may sign in."""
    require_bureau(request.user)
    somebody = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=somebody, by=request.user)
    if request.method == "POST" and somebody.erased_at:
        return redirect("bureau_person", pk)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("%(name)s was saved.") % {"name": somebody.name})
        return redirect("bureau_person", pk)
    held = somebody.memberships.select_related("region").order_by("-starts_on")
    shown = User.objects.get(pk=pk)
    put_reach([shown])
    context = {
        "person": shown,
        "form": form,
        "memberships": held,
        "is_me": somebody == request.user,
        "today": timezone.localdate(),
    }
    return render(request, "bureau/person.html", context, status=422 if form.errors else 200)


@require_POST
def set_active(request: Request, pk: int) -> HttpResponse:
    """Close an account, which ends its sessions now, or open it again."""
    require_bureau(request.user)
    somebody = get_object_or_404(User, pk=pk, erased_at=None)
    if somebody.opens_the_admin:
        messages.error(request, _("Only an admin closes or opens the account of an admin."))
    elif request.POST.get("active") == "1":
        enable(somebody)
        messages.success(request, _("%(name)s may sign in again.") % {"name": somebody.name})
    elif somebody == request.user:
        messages.error(request, _("You cannot close your own account."))
    else:
        disable(somebody)
        messages.success(
            request,
            _("The account of %(name)s is closed, and signed out everywhere. Roles and logs stay.")
            % {"name": somebody.name},
        )
    return redirect("bureau_person", pk)
