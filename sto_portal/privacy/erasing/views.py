"""Pages that first say what erasing somebody does, and then do it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regions.access import Request, require_bureau
from regions.accounts.models import User
from regions.partners.contacts.people import person_at

from . import contacts, people


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, pk: int) -> HttpResponse:
    """The bureau erases somebody with an account; who is erased is not found again."""
    require_bureau(request.user)
    somebody = get_object_or_404(User, pk=pk, erased_at=None)
    reason = _("You cannot erase yourself.") if somebody == request.user else ""
    reason = reason or people.why_not(somebody)
    context = {"person": somebody, "reason": reason}
    if reason:
        status = 409 if request.method == "POST" else 200
        return render(request, "privacy/erase_person.html", context, status=status)
    if request.method == "POST":
        try:
            deed = people.erase_person(somebody, request.user, timezone.now())
        except people.StillHere as trouble:
            context["reason"] = str(trouble)
            return render(request, "privacy/erase_person.html", context, status=409)
        messages.success(request, _("The person is erased."))
        return redirect("privacy_deed", deed.pk)
    context["preview"] = people.preview(somebody)
    return render(request, "privacy/erase_person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: Request, slug: str, pk: int) -> HttpResponse:
    """The leaders of a region erase somebody at a business."""
    row = person_at(request, slug, pk)
    if request.method == "POST":
        contacts.erase_contact(row, request.user, timezone.now())
        messages.success(request, _("Name, address and telephone are erased. The talks stay."))
        return redirect("partner", slug, row.partnership_id)
    context = {
        "person": row,
        "region": row.partnership.region,
        "partnership": row.partnership,
        "preview": contacts.preview(row),
    }
    return render(request, "privacy/erase_contact.html", context)
