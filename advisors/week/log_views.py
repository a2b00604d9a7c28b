"""The logs of one's own regions that one did not read yet, on one page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from advisors.done import take_done, tell_done
from advisors.feedback.reviews import mark_seen, praise
from advisors.portfolio.portfolio import regions_of
from advisors.talks.card.substance import substance_of
from regions.access import Request, require_advisor
from regions.asked import row_id

from .sources import unread_logs

MOST_SHOWN = 25


@require_safe
def logs_to_read(request: Request) -> HttpResponse:
    require_advisor(request.user)
    now = timezone.now()
    rows = unread_logs(request.user, regions_of(request.user, timezone.localdate(now)), now)
    total = rows.count()
    logs = substance_of(rows.select_related("region", "submitted_by")[:MOST_SHOWN])
    context = {"logs": logs, "total": total, "done": take_done(request)}
    return render(request, "advisors/logs_to_read.html", context)


@require_POST
def praise_log(request: Request) -> HttpResponse:
    """A compliment in one tap; the list goes on, and it can be taken back."""
    require_advisor(request.user)
    now = timezone.now()
    rows = unread_logs(request.user, regions_of(request.user, timezone.localdate(now)), now)
    log = rows.filter(pk=row_id(request.POST.get("log")) or 0).select_related("region").first()
    if log and (said := praise(log, request.user, now)):
        told = _("Compliment to %(region)s: %(text)s") % {"region": log.region, "text": said.text}
        tell_done(request, told, reverse("feedback_withdraw", args=[said.pk]))
    return redirect("logs_to_read")


@require_POST
def all_seen(request: Request) -> HttpResponse:
    """Those that stood on the page, or the one whose button it is."""
    require_advisor(request.user)
    now = timezone.now()
    asked = {pk for text in request.POST.getlist("log") if (pk := row_id(text)) is not None}
    rows = unread_logs(request.user, regions_of(request.user, timezone.localdate(now)), now)
    found = list(rows.filter(pk__in=asked).select_related("region"))
    for log in found:
        mark_seen(log, request.user, now)
    text = ngettext("%(n)s log read", "%(n)s logs read", len(found)) % {"n": len(found)}
    if len(found) == 1:
        text = _("Log of %(region)s read") % {"region": found[0].region}
    if found:
        tell_done(request, text)
    return redirect("logs_to_read" if rows.exists() else "advisor")
