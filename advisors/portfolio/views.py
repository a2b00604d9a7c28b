"""From when on the advisor's page tells what changed."""

import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from advisors.done import tell_done
from advisors.models import Look
from regions.access import Request, require_advisor


@require_POST
def mark_seen(request: Request) -> HttpResponse:
    require_advisor(request.user)
    look = Look.objects.filter(user=request.user).first()
    before = look.seen_at.isoformat() if look else ""
    Look.objects.update_or_create(user=request.user, defaults={"seen_at": timezone.now()})
    text = _("From now on this page shows what changed after this moment.")
    tell_done(request, text, reverse("advisor_unseen"), before=before)
    return redirect("advisor")


@require_POST
def mark_unseen(request: Request) -> HttpResponse:
    """Take the last look back: what changed since the one before is told again."""
    require_advisor(request.user)
    mine = Look.objects.filter(user=request.user)
    before = _moment(request.POST.get("before", ""))
    if before is None:
        mine.delete()
    else:
        mine.filter(seen_at__gt=before).update(seen_at=before)
    return redirect("advisor")


def _moment(written: str) -> datetime.datetime | None:
    """As it was written into the page; None where it says nothing that is a moment."""
    try:
        found = parse_datetime(written)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None
