"""Mail to one person: what they ended, and whether it arrives; for themselves and the bureau."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regions.access import Request, require_bureau
from regions.accounts.models import User
from sto_portal.notices.models import Subscription, SuppressedAddress

from .groups import lift
from .standing import standing_of


@require_safe
def my_mail(request: Request) -> HttpResponse:
    """What somebody ended, and whether mail reaches them."""
    context = {"person": request.user, "standing": standing_of(request.user), "is_mine": True}
    return render(request, "notices/person.html", context)


@require_POST
def my_mail_resume(request: Request, pk: int) -> HttpResponse:
    """A kind of mail that was ended comes again."""
    _resume(request, request.user, pk)
    return redirect("my_mail")


@require_safe
def person_mail(request: Request, pk: int) -> HttpResponse:
    """The same of anybody, with when they came and were here last."""
    require_bureau(request.user)
    person = get_object_or_404(User, pk=pk)
    context = {"person": person, "standing": standing_of(person), "is_mine": False}
    return render(request, "notices/person.html", context)


@require_POST
def person_mail_resume(request: Request, pk: int, subscription: int) -> HttpResponse:
    """The bureau, asked by that person, lets a kind of mail come again."""
    require_bureau(request.user)
    _resume(request, get_object_or_404(User, pk=pk), subscription)
    return redirect("person_mail", pk)


@require_POST
def person_mail_lift(request: Request, pk: int) -> HttpResponse:
    """Mail goes to this person's address again; recorded at the last one that failed."""
    require_bureau(request.user)
    person = get_object_or_404(User, pk=pk)
    rows = SuppressedAddress.objects.filter(address__iexact=person.email)
    lift(rows, request.user, timezone.now())
    messages.success(request, _("Mail goes to %(email)s again.") % {"email": person.email})
    return redirect("person_mail", pk)


def _resume(request: Request, person: User, pk: int) -> None:
    row = get_object_or_404(Subscription, pk=pk, user=person)
    row.unsubscribed_at = None
    row.save(update_fields=["unsubscribed_at"])
    messages.success(request, _("This mail comes again."))
