"""One part of an answer: written, taken over from the sources, or given back to them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Request
from regions.reports.doors import fetch_answer
from regions.reports.editing.answering import back_to_draft, settle, write
from regions.reports.editing.forms import AnswerForm
from regions.reports.editing.locking import ReportRefused
from regions.reports.editing.under import changed_under
from regions.reports.models import ReportAnswer
from regions.saving import saved


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, slug: str, pk: int, answer: int) -> HttpResponse:
    row = fetch_answer(request.user, slug, pk, answer)
    form = AnswerForm(request.POST or None, instance=row)

    def keep() -> None:
        write(row, form.cleaned_data["text"], request.user, timezone.now())

    try:
        if request.method == "POST" and form.is_valid() and saved(form, keep):
            messages.success(request, _("Your text is kept. Reading the sources again leaves it."))
            return redirect(_address(row))
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return redirect(_address(row))
    context = {
        "region": row.report.region,
        "report": row.report,
        "answer": row,
        "form": form,
        "news": changed_under(row),
        "gaps": [sentence for sentence in row.sentences if sentence.is_gap],
        "sentences": [sentence for sentence in row.sentences if not sentence.is_gap],
        "back": _address(row),
    }
    return render(request, "reports/answer.html", context, status=422 if form.errors else 200)


@require_POST
def settle_answer(request: Request, slug: str, pk: int, answer: int) -> HttpResponse:
    """`take` or `keep` names the sentence of the draft that changed."""
    row = fetch_answer(request.user, slug, pk, answer)
    key = request.POST.get("take") or request.POST.get("keep") or ""
    is_taken = "take" in request.POST
    try:
        if not settle(row, key, is_taken):
            messages.info(request, _("This sentence changed again. Look at it once more."))
        elif is_taken:
            messages.success(request, _("The new sentence stands in your text."))
        else:
            messages.success(request, _("Your text stays as it is."))
    except ReportRefused as refused:
        messages.error(request, str(refused))
    return redirect(_address(row))


@require_POST
def drop_answer(request: Request, slug: str, pk: int, answer: int) -> HttpResponse:
    """What was written goes: the draft stands there again."""
    row = fetch_answer(request.user, slug, pk, answer)
    try:
        back_to_draft(row)
        messages.success(request, _("The text of the sources stands here again."))
    except ReportRefused as refused:
        messages.error(request, str(refused))
    return redirect(_address(row))


def _address(row: ReportAnswer) -> str:
    report = row.report
    place = [report.region.slug, report.pk, row.question.position]
    return f"{reverse('report_question', args=place)}#part-{row.pk}"
