"""A digest behind the personal link of a mail: this digest and nothing else, without signing in."""

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
from regions.web.public import kept_quiet, throttled
from sto_portal.notices.digest.links import count_opening, link_at
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
    """The digest; a POST revokes the link."""
    now = timezone.now()
    link = link_at(token, now)
    if link is None:
        return render(request, "notices/link_closed.html", status=404)
    if request.method == "POST":
        link.revoke(now)
        return render(request, "notices/link_closed.html", {"is_revoked": True})
    if request.method == "GET":
        count_opening(link, now)
    context = {**sheet_of(link.digest), "link": link, "is_linked": True}
    return render(request, "notices/link.html", context)


@require_POST
def digest_link_revoke(request: Request, pk: int) -> HttpResponse:
    """The bureau ends the link of one mail, for example when the mail was forwarded."""
    require_bureau(request.user)
    link = get_object_or_404(DigestLink, mail=pk)
    link.revoke(timezone.now())
    messages.success(request, _("The link without a password no longer works."))
    return redirect("mail_detail", pk)
