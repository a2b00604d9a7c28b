"""A member marks a digest as seen, and may take that back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regions.access import Action, Request, fetch
from regions.months import Month
from regions.steering.mandate.accepting import has_accepted
from sto_portal.notices.digest.seen import mark_seen, take_back
from sto_portal.notices.models import Digest


@require_POST
def digest_seen(request: Request, slug: str, month: Month) -> HttpResponse:
    row = fetch(
        Digest.objects.select_related("steering_group"),
        request.user,
        Action.MARK_SEEN,
        steering_group__region__slug=slug,
        month_on=month.first_day,
    )
    if request.POST.get("do") == "undo":
        take_back(row, request.user.pk)
    elif has_accepted(request.user, row.steering_group, timezone.localdate()):
        mark_seen(row, request.user.pk)
    else:
        messages.info(request, _("Read the mandate first, and say that you agree with it."))
        return redirect("steering_mandate", slug)
    return redirect("digest", slug, month)
