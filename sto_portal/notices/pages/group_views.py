"""Decisions of the bureau about a whole group of mails or addresses at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from regions.access import Request, require_bureau
from regions.asked import row_id

from .groups import decide_group, lift_group


@require_POST
def mails_decide(request: Request) -> HttpResponse:
    """One choice for all uncertain mails with the same reason."""
    require_bureau(request.user)
    name, number = _group(request)
    code = request.POST.get("choice", "")
    return _told(request, decide_group(name, number, code, request.user, timezone.now()))


@require_POST
def addresses_lift(request: Request) -> HttpResponse:
    """Mail goes again to all addresses that the same answer condemned."""
    require_bureau(request.user)
    name, number = _group(request)
    return _told(request, lift_group(name, number, request.user, timezone.now()))


def _group(request: Request) -> tuple[str, int]:
    number = row_id(request.POST.get("number"))
    return request.POST.get("group", ""), -1 if number is None else number


def _told(request: Request, done: int | None) -> HttpResponse:
    if done is None:
        messages.error(request, _("Nothing was done: the number changed meanwhile. Look again."))
    else:
        told = ngettext("Recorded for %(n)s.", "Recorded for %(n)s.", done) % {"n": done}
        messages.success(request, told)
    return redirect("mail")
