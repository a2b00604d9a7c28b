"""Offered to be read, given back, established and sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Action, Request
from regions.reports.doors import fetch_report
from regions.reports.editing.locking import ReportRefused
from regions.reports.editing.progress import all_answered
from regions.reports.models import Report
from regions.reports.moments import moment_of
from regions.reports.signing.forms import GiveBackForm, SendForm
from regions.reports.signing.signing import establish, give_back, offer, send, take_back

from .page import about


@require_POST
def offer_report(request: Request, slug: str, pk: int) -> HttpResponse:
    """`back` makes it a concept again."""
    report = fetch_report(request.user, slug, pk, Action.WRITE_REPORT)
    try:
        if "back" in request.POST:
            take_back(report)
            messages.success(request, _("The report is a concept again."))
        else:
            offer(report, timezone.now())
            messages.success(request, _("The advisor and the lead applicant can read it now."))
    except ReportRefused as refused:
        messages.error(request, str(refused))
    return redirect("report", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def establish_report(request: Request, slug: str, pk: int) -> HttpResponse:
    """The lead applicant reads the whole text, and establishes it or gives it back."""
    report = fetch_report(request.user, slug, pk, Action.ESTABLISH_REPORT)
    if report.state != Report.State.READING:
        messages.info(request, _("This report does not wait to be established (any more)."))
        return redirect("report", slug, pk)
    form = GiveBackForm(request.POST if "give_back" in request.POST else None)
    try:
        if request.method == "POST" and not form.is_bound:
            establish(report, request.POST.get("seen", ""), request.user, timezone.now())
            messages.success(request, _("The report is established. Its text is fixed now."))
            return redirect("report", slug, pk)
        if form.is_bound and form.is_valid():
            give_back(report, form.cleaned_data["reason"], timezone.now())
            messages.success(request, _("The programme leader reads what is not right yet."))
            return redirect("reports", slug)
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return redirect("report_establish", slug, pk)
    context = {**about(request, report, all_answered(report)), "form": form}
    return render(request, "reports/establish.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def send_report(request: Request, slug: str, pk: int) -> HttpResponse:
    """When it went, and under which reference."""
    report = fetch_report(request.user, slug, pk, Action.SEND_REPORT)
    if not report.is_fixed:
        messages.error(request, _("Only a report that was established is sent."))
        return redirect("report", slug, pk)
    sent = {"sent_on": report.sent_on or timezone.localdate(), "reference": report.reference}
    form = SendForm(request.POST or None, report=report, initial=sent)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            send(report, told["sent_on"], told["reference"], request.user)
            messages.success(request, _("It is written down that the report was sent."))
        except ReportRefused as refused:
            messages.error(request, str(refused))
        return redirect("report", slug, pk)
    due = moment_of(report)
    context = {"region": report.region, "report": report, "form": form, "due": due}
    return render(request, "reports/send.html", context, status=422 if form.errors else 200)
