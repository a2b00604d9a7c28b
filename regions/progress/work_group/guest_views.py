"""The page behind the link of an owner, without account or session; and the same for who signs in.

The secret in the address is the proof, so a foreign site cannot post in a visitor's name. Nothing
here submits a log: what is sent is a concept for the leader.
"""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Request
from regions.progress.models import WorkAsk, WorkPhoto
from regions.web.brakes import throttled
from regions.web.public import kept_quiet

from .answers import keep_typed, read_line, send
from .asking import is_in
from .page import book_of, rows_of, stops_of, words

VISITS_A_MINUTE = 40  # with what is kept while somebody types
PHOTOS_A_MINUTE = 60


def ask_at(token: str, now: datetime) -> WorkAsk | None:
    """The question of a link that still opens; a wrong, old or revoked one, and one of a region
    that is closed, are the same nothing."""
    rows = WorkAsk.objects.at(token).open(now)
    ask = rows.select_related("region", "asked_by").first()
    return None if ask and ask.region.is_closed else ask


@csrf_exempt
@login_not_required
@never_cache
@kept_quiet
@throttled("work", VISITS_A_MINUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, token: str) -> HttpResponse:
    ask = ask_at(token, timezone.now())
    if ask is None:
        return render(request, "progress/work_closed.html", status=404)
    if request.method == "GET":
        ask.mark_opened(timezone.now())
    photo = reverse("work_photo", args=[token, 0]).removesuffix("0/")
    return answer(request, ask, reverse("work", args=[token]), photo)


def answer(request: HttpRequest, ask: WorkAsk, here: str, photo: str) -> HttpResponse:
    """`here` is the address of the page, `photo` the start of those of its pictures."""
    now = timezone.now()
    book = book_of(ask, now)
    around = {"ask": ask, "region": ask.region, "month": ask.month, "photo": photo, "here": here}
    if book is None or is_in(ask):
        if request.method == "POST" and request.POST.get("do") == "keep":
            return JsonResponse({}, status=409)
        status = 409 if request.method == "POST" else 200
        return render(request, "progress/work_in.html", around, status=status)
    if request.method == "POST" and request.POST.get("do") in ("keep", "later"):
        keep_typed(ask, request.POST)
        if request.POST["do"] == "later":
            return HttpResponseRedirect(f"{here}?kept=1")
        return JsonResponse({"saved_at": date_format(timezone.localtime(now), "H.i")})
    told = None
    if request.method == "POST":
        told = {
            row.line.pk: read_line(row.line, request.POST, request.FILES, row.counted_before)
            for row in rows_of(ask, book)
        }
        if not any(one.errors for one in told.values()):
            send(ask, told, now)
            return HttpResponseRedirect(f"{here}?sent=1")
    rows = rows_of(ask, book, request.POST if told else None, told)
    context = around | words() | {"rows": rows, "stops": stops_of(rows)}
    context |= {"is_sent": "sent" in request.GET, "is_kept": "kept" in request.GET or ask.typed}
    context |= {"open": sum(row.line.sent_at is None for row in rows)}
    context |= {"has_file": bool(request.FILES)}
    return render(request, "progress/work.html", context, status=422 if told else 200)


@login_not_required
@never_cache
@kept_quiet
@throttled("work_photo", PHOTOS_A_MINUTE)
@require_safe
def work_photo(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    ask = ask_at(token, timezone.now())
    if ask is None:
        return render(request, "progress/work_closed.html", status=404)
    return shown(WorkPhoto.objects.filter(line__ask=ask, line=pk).first())


@require_safe
def mine(request: Request) -> HttpResponse:
    """ "Mijn activiteiten": what is asked of the address of whoever signed in."""
    now = timezone.now()
    rows = list(_own(request)[:50])
    for ask in rows:
        ask.is_open = ask.revoked_at is None and ask.expires_at > now
    return render(request, "progress/work_mine.html", {"asks": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def mine_ask(request: Request, pk: int) -> HttpResponse:
    ask = _own(request).open(timezone.now()).filter(pk=pk).first()
    if ask is None:
        raise Http404
    photo = reverse("my_photo", args=[pk, 0]).removesuffix("0/")
    return answer(request, ask, reverse("my_ask", args=[pk]), photo)


@require_safe
def mine_photo(request: Request, pk: int, line: int) -> HttpResponse:
    found = WorkPhoto.objects.filter(line=line, line__ask__in=_own(request).filter(pk=pk))
    return shown(found.first())


def _own(request: Request):
    """Whose address it is may read it; addresses are proven when somebody signs in."""
    rows = WorkAsk.objects.filter(email__iexact=request.user.email)
    return rows.select_related("region", "asked_by")


def shown(photo: WorkPhoto | None) -> HttpResponse:
    """The picture in the page, and nothing else that a browser could make of it."""
    if photo is None:
        raise Http404
    response = HttpResponse(bytes(photo.content), content_type="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
