"""The reports of a region, a new one, and one question of a report."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.asked import row_id
from regions.csv import csv_response
from regions.dossier.moments.due import Due
from regions.plans.versions import approved_plan
from regions.reports.doors import fetch_report, reports_for
from regions.reports.editing.forms import StartForm
from regions.reports.editing.locking import ReportRefused
from regions.reports.editing.refreshing import refresh, start_report
from regions.reports.moments import asked_of, written_for
from regions.reports.signing.signing import throw_away
from regions.saving import saved
from regions.web.lists import list_page

from .page import question_page


@require_safe
def reports(request: Request, slug: str) -> HttpResponse:
    """Every report of the region that the reader may read, the latest period first."""
    region = fetch_region(request.user, slug, Action.READ_REPORT)
    return list_page(
        request,
        "reports/reports.html",
        reports_for(request.user, region),
        lambda _page: {
            "region": region,
            "may_write": can(request.user, Action.WRITE_REPORT, region),
            "has_plan": approved_plan(region) is not None,
        },
        file=lambda rows: csv_response(
            f"verslagen-{region.slug}.csv",
            [_("Format"), _("From"), _("Up to and including"), _("State"), _("Sent on"),
             _("Reference")],
            (
                [str(row), row.starts_on, row.ends_on, row.get_state_display(), row.sent_on,
                 row.reference]
                for row in rows
            ),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new_report(request: Request, slug: str) -> HttpResponse:
    """Choose what is reported and over which period; the draft is made at once."""
    region = fetch_region(request.user, slug, Action.WRITE_REPORT)
    if approved_plan(region) is None:
        messages.error(request, _("There is no approved plan yet, so nothing to report about."))
        return redirect("reports", slug)
    now = timezone.now()
    today = timezone.localdate(now)
    asked = [due for due in asked_of(region) if due.handed_in is None]
    chosen = _chosen(request, asked)
    first = {
        "starts_on": chosen.moment.covers_from_on if chosen else today.replace(month=1, day=1),
        "ends_on": chosen.moment.covers_until_on if chosen else today.replace(month=12, day=31),
    }
    form = StartForm(request.POST or None, region=region, today=today, initial=first)
    made = []

    def keep() -> None:
        told = form.cleaned_data
        days = told["starts_on"], told["ends_on"]
        made.append(start_report(region, told["format"], days, request.user, now))

    if request.method == "POST" and form.is_valid() and saved(form, keep):
        messages.success(request, _("The draft is made. Read it, and fill in what is open."))
        return redirect("report", slug, made[0].pk)
    context = {"region": region, "form": form, "asked": asked, "chosen": chosen}
    return render(request, "reports/new.html", context, status=422 if form.errors else 200)


def _chosen(request: Request, asked: list[Due]) -> Due | None:
    """The moment that the address names, or the only one that waits."""
    pk = row_id(request.GET.get("moment", ""))
    if pk is None and len(asked) == 1:
        return asked[0]
    return next((due for due in asked if due.moment.pk == pk), None)


@require_safe
def report_of_moment(request: Request, slug: str, moment: int) -> HttpResponse:
    """The report that a reporting moment asks for, or where it is begun."""
    region = fetch_region(request.user, slug, Action.READ_REPORT)
    due = next((due for due in asked_of(region) if due.moment.pk == moment), None)
    if due is None:
        raise Http404
    found = written_for(due)
    if found and reports_for(request.user, region).filter(pk=found.pk).exists():
        return redirect("report", slug, found.pk)
    if can(request.user, Action.WRITE_REPORT, region) and due.handed_in is None:
        return redirect(f"{reverse('report_new', args=[slug])}?moment={moment}")
    messages.info(request, _("There is no report about this period that you can read yet."))
    return redirect("reports", slug)


@require_safe
def report(request: Request, slug: str, pk: int) -> HttpResponse:
    return question_page(request, fetch_report(request.user, slug, pk), 1)


@require_safe
def question(request: Request, slug: str, pk: int, number: int) -> HttpResponse:
    return question_page(request, fetch_report(request.user, slug, pk), number)


@require_POST
def refresh_report(request: Request, slug: str, pk: int) -> HttpResponse:
    """Read the sources again; what people wrote stays."""
    found = fetch_report(request.user, slug, pk, Action.WRITE_REPORT)
    try:
        news = refresh(found, timezone.now())
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return redirect("report", slug, pk)
    if news:
        text = ngettext(
            "The sources are read again. Under one text that you wrote something changed.",
            "The sources are read again. Under %(n)s texts that you wrote something changed.",
            news,
        )
        messages.warning(request, text % {"n": news})
    else:
        messages.success(request, _("The sources are read again. What you wrote is kept."))
    return redirect("report", slug, pk)


@require_POST
def remove_report(request: Request, slug: str, pk: int) -> HttpResponse:
    found = fetch_report(request.user, slug, pk, Action.WRITE_REPORT)
    try:
        throw_away(found)
        messages.success(request, _("The report is removed."))
    except ReportRefused as refused:
        messages.error(request, str(refused))
    return redirect("reports", slug)
