"""The advisor remarks on a question; the leader answers, or says that the text was changed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regions.access import Action, Request, fetch
from regions.reports.doors import fetch_report
from regions.reports.editing.locking import ReportRefused
from regions.reports.models import Report, ReportRemark
from regions.reports.remarks.forms import RemarkForm, ReplyForm
from regions.reports.remarks.remarking import drop, remark, reply
from regions.saving import saved

from .page import question_page


@require_POST
def add(request: Request, slug: str, pk: int, number: int) -> HttpResponse:
    report = fetch_report(request.user, slug, pk, Action.ADVISE)
    question = get_object_or_404(report.format.questions, position=number)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return question_page(request, report, number, remark=form)
    try:
        remark(report, question, form.cleaned_data["text"], request.user, timezone.now())
        messages.success(request, _("Your remark is kept. The programme leader reads it here."))
    except ReportRefused as refused:
        messages.error(request, str(refused))
    return _back(report, number)


@require_POST
def answer(request: Request, slug: str, pk: int, remark: int) -> HttpResponse:
    report = fetch_report(request.user, slug, pk, Action.WRITE_REPORT)
    row = _fetch(request, report, remark, Action.WRITE_REPORT)
    form = ReplyForm(request.POST, instance=row)
    if not form.is_valid():
        return question_page(request, report, row.question.position, reply=form)
    text = form.cleaned_data["reply"].strip()

    def keep() -> None:
        reply(row, text, request.user, timezone.now())

    try:
        if not saved(form, keep):
            return question_page(request, report, row.question.position, reply=form)
        messages.success(request, _("Your answer is kept. The advisor reads it here."))
    except ReportRefused as refused:
        messages.error(request, str(refused))
    return _back(report, row.question.position)


@require_POST
def remove(request: Request, slug: str, pk: int, remark: int) -> HttpResponse:
    """An own remark that nobody answered."""
    report = fetch_report(request.user, slug, pk, Action.ADVISE)
    row = _fetch(request, report, remark, Action.ADVISE)
    own = get_object_or_404(ReportRemark, pk=row.pk, made_by=request.user)
    own.report = report
    try:
        drop(own)
        messages.success(request, _("The remark is gone."))
    except ReportRefused as refused:
        messages.error(request, str(refused))
    return _back(report, row.question.position)


def _fetch(request: Request, report: Report, pk: int, action: Action) -> ReportRemark:
    rows = ReportRemark.objects.filter(report=report).select_related("question")
    row = fetch(rows, request.user, action, pk=pk)
    row.report = report
    return row


def _back(report: Report, number: int) -> HttpResponse:
    return redirect("report_question", report.region.slug, report.pk, number)
