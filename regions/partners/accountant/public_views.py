"""The money of a region for an accountant, without an account: a page, and files of it.

Opening only shows and is counted: mail scanners follow every link. A link that is wrong, ended or
revoked meets the same page.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from regions.partners.models import AccountantLink
from regions.plans.realised.files import csv_of
from regions.plans.realised.years import as_workbook
from regions.web.brakes import throttled
from regions.web.public import kept_quiet

from .figures import Figures, figures_of
from .files import gifts_csv, name_of, workbook_of
from .links import opened

VISITS_A_MINUTE = 30
Answer = Callable[[HttpRequest, AccountantLink, Figures], HttpResponse]


def _for_the_accountant(answer: Answer) -> Callable[[HttpRequest, str], HttpResponse]:
    @login_not_required
    @never_cache
    @kept_quiet
    @throttled("accountant", VISITS_A_MINUTE)
    @require_safe
    @wraps(answer)
    def view(request: HttpRequest, token: str) -> HttpResponse:
        link = opened(token, timezone.now(), counts=request.method == "GET")
        if link is None:
            return _closed(request)
        asked = request.GET.get("year", "")
        return answer(request, link, figures_of(link.region, asked, timezone.localdate()))

    return view


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "partners/accountant_closed.html", status=404)


@_for_the_accountant
def page(request: HttpRequest, link: AccountantLink, found: Figures) -> HttpResponse:
    context = {"link": link, "region": link.region, "told": found, "found": found.spent}
    return render(request, "partners/accountant.html", {**context, "card": found.card})


@_for_the_accountant
def spent_csv(request: HttpRequest, link: AccountantLink, found: Figures) -> HttpResponse:
    if found.spent is None:
        return _closed(request)
    return csv_of(link.region, found.spent)


@_for_the_accountant
def cofinancing_csv(request: HttpRequest, link: AccountantLink, found: Figures) -> HttpResponse:
    return gifts_csv(found)


@_for_the_accountant
def workbook(request: HttpRequest, link: AccountantLink, found: Figures) -> HttpResponse:
    return as_workbook(workbook_of(found), f"{name_of(found, 'geld')}.xlsx")
