"""A digest behind the personal link of a mail: this digest and nothing else, without signing in."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Request, require_bureau
from regions.steering.mandate.accepting import has_accepted
from regions.steering.models import Remark
from regions.steering.remarks.forms import RemarkForm
from regions.web.brakes import throttled
from regions.web.public import kept_quiet
from sto_portal.notices.digest.links import count_opening, link_at
from sto_portal.notices.digest.seen import mark_seen, seen_of, take_back
from sto_portal.notices.digest.sheet import sheet_of
from sto_portal.notices.models import DigestLink

VISITS_A_MINUTE = 60


@csrf_exempt  # no session stands behind this page: the secret in the address is the proof
@login_not_required
@never_cache
@kept_quiet
@throttled("digest", VISITS_A_MINUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def digest_link(request: HttpRequest, token: str) -> HttpResponse:
    """The digest, to mark as seen and to say something of; any other POST revokes the link."""
    now = timezone.now()
    link = link_at(token, now)
    if link is None:
        return render(request, "notices/link_closed.html", status=404)
    if request.method == "POST":
        return _done(request, link, now)
    if request.method == "GET":
        count_opening(link, now)
    return _page(request, link, now)


def _done(request: HttpRequest, link: DigestLink, now: datetime) -> HttpResponse:
    """What the reader of the link did; they stay on the page, and what was typed does too."""
    act = request.POST.get("do", "")
    if act == "seen":
        mark_seen(link.digest, link.user_id)
    elif act == "undo":
        take_back(link.digest, link.user_id)
    elif act == "remark":
        form = _remark_of(request, link, now)
        if not form.is_valid():
            return _page(request, link, now, form)
        form.save()
        return redirect(f"{request.path}?passed_on=1#pass-on")
    else:
        link.revoke(now)
        return render(request, "notices/link_closed.html", {"is_revoked": True})
    return redirect(request.path)


def _remark_of(request: HttpRequest, link: DigestLink, now: datetime) -> RemarkForm:
    """About this digest and in the name of its reader, whatever else was posted."""
    group = link.digest.steering_group
    row = Remark(steering_group=group, made_by=link.user)
    typed = {name: request.POST.get(name, "") for name in ("about", "text")}
    if request.POST.get("is_for_meeting"):
        typed["is_for_meeting"] = "on"
    typed["month"] = str(link.digest.month)
    form = RemarkForm(typed, instance=row, region=group.region)
    if not has_accepted(link.user, group, timezone.localdate(now)):
        form.add_error(
            "text", _("First sign in once to read and accept the mandate. Then you can do this.")
        )
    return form


def _page(
    request: HttpRequest, link: DigestLink, now: datetime, form: RemarkForm | None = None
) -> HttpResponse:
    context = {
        **sheet_of(link.digest),
        "link": link,
        "is_linked": True,
        "seen": seen_of(link.digest, timezone.localdate(now), link.user_id),
        "remark_form": form,
        "month": link.digest.month,
        "is_passed_on": "passed_on" in request.GET,
    }
    return render(request, "notices/link.html", context, status=422 if form else 200)


@require_POST
def digest_link_revoke(request: Request, pk: int) -> HttpResponse:
    """The bureau ends the link of one mail, for example when the mail was forwarded."""
    require_bureau(request.user)
    link = get_object_or_404(DigestLink, mail=pk)
    link.revoke(timezone.now())
    messages.success(request, _("The link without a password no longer works."))
    return redirect("mail_detail", pk)
