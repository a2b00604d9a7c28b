"""The bureau's list of people, and the page of one person."""

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Request, require_bureau
from regions.accounts.models import User
from regions.accounts.sessions import disable, enable
from regions.models import Membership, Role
from regions.saving import saved
from regions.web.lists import Choice, ListFilter, Words, list_page
from regions.web.searching import named

from .membership_forms import PersonForm


class PeopleFilter(ListFilter):
    q = Words(gettext_lazy("Search"), example=gettext_lazy("Name or e-mail address"))
    role = Choice(
        gettext_lazy("Role"),
        gettext_lazy("Everybody"),
        [
            *Role.choices,
            ("none", gettext_lazy("No role now")),
            ("closed", gettext_lazy("Closed account")),
            ("never", gettext_lazy("Has a role, never signed in")),
        ],
    )


@require_safe
def people(request: Request) -> HttpResponse:
    """Everybody who has an account, with search and a filter by role."""
    require_bureau(request.user)
    form = PeopleFilter(request.GET)
    rows = _chosen(**form.wanted)
    return list_page(request, "bureau/people.html", rows, lambda _page: {"filter": form})


def _chosen(q: str, role: str) -> QuerySet[User]:
    today = timezone.localdate()
    current = Membership.objects.on(today).select_related("region")
    rows = User.objects.filter(erased_at=None).order_by("name__dutch", "pk")
    if q:
        rows = rows.filter(named(q, "name", "email"))
    if role == "none":
        rows = rows.exclude(pk__in=current.values("user"))
    elif role == "closed":
        rows = rows.filter(is_active=False)
    elif role == "never":
        rows = rows.filter(pk__in=current.values("user"), is_active=True, last_login=None)
    elif role:
        rows = rows.filter(pk__in=current.filter(role=role).values("user"))
    return rows.prefetch_related(Prefetch("memberships", current, to_attr="current"))


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: Request) -> HttpResponse:
    require_bureau(request.user)
    form = PersonForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid() and saved(form, lambda: _create(form)):
        messages.success(
            request,
            _("%(name)s has an account. Signing in goes by a code to %(email)s.")
            % {"name": form.instance.name, "email": form.instance.email},
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
    context = {
        "person": User.objects.get(pk=pk),
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
