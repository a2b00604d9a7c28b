"""/mail/: the outbox as the bureau sees it. Nobody else knows that these pages exist."""

from typing import Any

from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from regions.access import Request, require_bureau
from regions.csv import csv_response
from regions.models import Region
from regions.months import Month
from regions.web.lists import list_page
from regions.web.searching import having
from sto_portal.notices.kinds.sign_in_mail import is_shown
from sto_portal.notices.kinds.table import KINDS, kind_of
from sto_portal.notices.models import DigestLink, Mail
from sto_portal.notices.models.mail import MailQuerySet
from sto_portal.notices.outbox.breaker import state_of_relay
from sto_portal.notices.outbox.restored import unknown_since, why_stopped

from .buttons import choices_for, choose
from .counts import balances, counts_by_state, heartbeats, oldest_waiting, periods
from .forms import MailFilter
from .framing import FRAMED, FRAMES, frame_height
from .groups import suppressed_groups, uncertain_groups

MOST_IN_CSV = 20_000


def is_hidden(mail: Mail) -> bool:
    """Sign-in mails carry codes, and some a link: whoever reads one could act as somebody else."""
    kind = kind_of(mail)
    return kind.opens_a_page or (kind.carries_a_code and not is_shown(mail.recipient))


def chosen_mails(wanted: dict[str, str]) -> MailQuerySet:
    """What the filter asks, whatever its state: `q` is about whom it went to, then or now."""
    rows = Mail.objects.light().select_related("recipient", "region")
    for name in ("kind", "region"):
        if value := wanted[name]:
            rows = rows.filter(**{name: value})
    if text := wanted["q"]:
        rows = rows.filter(having(text, "recipient__name", "recipient__email", "address"))
    if wanted["trouble"]:
        rows = rows.exclude(trouble="")
    if period := wanted["period"]:
        rows = rows.filter(period_on=Month.parse(period).first_day)
    return rows


@require_safe
def mails(request: Request) -> HttpResponse:
    """Every mail, what stands where, and whether planner and sender are alive."""
    require_bureau(request.user)
    form = MailFilter(
        request.GET,
        period=[(str(Month.of(day)), Month.of(day).label) for day in periods()],
        region=Region.objects.order_by("name__dutch").values_list("pk", "name"),
    )

    found = chosen_mails(form.wanted)
    state = form.wanted["state"]

    def context(_page: object) -> dict[str, Any]:
        states, since = counts_by_state(), unknown_since()
        totals = {state["state"]: state["total"] for state in states}
        if form.is_filtered:
            states = counts_by_state(found)
        return {
            "filter": form,
            "states": states,
            "kinds": KINDS.values(),
            "uncertain": totals["uncertain"],
            "dead": totals["dead"],
            "waiting": totals["pending"] + totals["sending"],
            "oldest": oldest_waiting(),
            "uncertain_groups": uncertain_groups(),
            "suppressed_groups": suppressed_groups(),
            "stopped": why_stopped(since) if since else "",
            "breaker": state_of_relay(),
            "heartbeats": heartbeats(timezone.now()),
            "balances": balances(),
            "is_kept": not settings.EMAIL_URL,
        }

    rows = found.filter(state=state) if state else found
    return list_page(request, "notices/mails.html", rows, context, file=_as_csv)


def _as_csv(rows: MailQuerySet) -> HttpResponse:
    header = [_("Made"), _("Kind"), _("State"), _("To"), _("Subject"), _("Region"), _("Period")]
    header += [_("Sent"), _("Reason"), "Message-ID"]
    return csv_response(
        f"mail-{timezone.localdate()}.csv",
        header,
        [
            [
                timezone.localtime(row.created_at).strftime("%Y-%m-%d %H:%M"),
                kind_of(row).title,
                row.get_state_display(),
                row.address,
                row.subject,
                row.region.name if row.region else "",
                str(row.period or ""),
                timezone.localtime(row.sent_at).strftime("%Y-%m-%d %H:%M") if row.sent_at else "",
                row.reason,
                row.message_id,
            ]
            for row in rows[:MOST_IN_CSV]
        ],
    )


@csp_update(FRAMES)  # type: ignore[arg-type]  # knows no view with arguments
@require_safe
def mail(request: Request, pk: int) -> HttpResponse:
    """One mail as its reader sees it, what happened to it, and what the bureau can do."""
    require_bureau(request.user)
    rows = Mail.objects.defer("message").select_related("recipient", "region", "digest")
    row = get_object_or_404(rows, pk=pk)
    context = {
        "mail": row,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "is_hidden": is_hidden(row),
        "frame_height": frame_height(row.text),
        "events": row.events.select_related("by"),
        "choices": choices_for(row),
        "link": DigestLink.objects.filter(mail=row).first(),
    }
    return render(request, "notices/mail.html", context)


@csp_replace(FRAMED)  # type: ignore[arg-type]  # knows no view with arguments
@xframe_options_sameorigin
@require_safe
def mail_html(request: Request, pk: int) -> HttpResponse:
    """The HTML part by itself, for the frame on its page."""
    require_bureau(request.user)
    row = get_object_or_404(Mail.objects.defer("message", "text"), pk=pk)
    if is_hidden(row) or not row.html:
        raise Http404
    return HttpResponse(row.html)


@require_POST
def mail_decide(request: Request, pk: int) -> HttpResponse:
    """The bureau's word about a mail: recorded with name and reason."""
    require_bureau(request.user)
    row = get_object_or_404(Mail.objects.light(), pk=pk)
    done = choose(row, request.POST.get("choice", ""), request.user, timezone.now())
    if done is None:
        messages.error(request, _("That is not possible any more: the mail changed meanwhile."))
        return redirect("mail_detail", row.pk)
    if done.pk == row.pk:
        messages.success(request, _("Recorded."))
    else:
        told = _("This is the new mail. It goes to %(address)s.") % {"address": done.address}
        messages.success(request, told)
    return redirect("mail_detail", done.pk)
