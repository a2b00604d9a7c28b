"""The bureau's formats: loaded, looked at, ended, and taken along as a file."""

import json

from django.contrib import messages
from django.db.models import Count, ProtectedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Request, require_bureau
from regions.models.validity import holds_on
from regions.reports.models import ReportFormat, ReportQuestion
from regions.saving import saved

from .forms import FormatForm
from .loading import end_format, keep_format, written


@require_safe
def formats(request: Request) -> HttpResponse:
    require_bureau(request.user)
    counts = {
        "question_count": Count("questions", distinct=True),
        "report_count": Count("reports", distinct=True),
    }
    rows = list(ReportFormat.objects.annotate(**counts))
    today = timezone.localdate()
    context = {
        "rows": rows,
        "today": today,
        "official": sum(1 for row in rows if row.is_official and holds_on(row, today)),
    }
    return render(request, "reports/formats.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_format(request: Request) -> HttpResponse:
    """Load a format; every problem is told with the question that it stands in."""
    require_bureau(request.user)
    form = FormatForm(request.POST or None, request.FILES or None)
    kept: list[ReportFormat] = []

    def keep() -> None:
        if form.found:
            form.found.format.validate_constraints()
            kept.append(keep_format(form.found))

    if request.method == "POST" and form.is_valid() and saved(form, keep):
        number = kept[0].questions.count()
        text = ngettext(
            "The format is loaded, with one question.",
            "The format is loaded, with %(n)s questions.",
            number,
        )
        messages.success(request, text % {"n": number})
        return redirect("bureau_report_format", kept[0].pk)
    context = {"form": form, "sources": ReportQuestion.Source.choices}
    return render(request, "reports/format_new.html", context, status=422 if form.errors else 200)


@require_safe
def one(request: Request, pk: int) -> HttpResponse:
    require_bureau(request.user)
    row = get_object_or_404(ReportFormat.objects.annotate(report_count=Count("reports")), pk=pk)
    today = timezone.localdate()
    context = {
        "format": row,
        "questions": [(question, _sources(question)) for question in row.questions.all()],
        "may_end": holds_on(row, today) and row.valid_until_on != today,
    }
    return render(request, "reports/format.html", context)


def _sources(question: ReportQuestion) -> list[str]:
    return [str(ReportQuestion.Source(source).label) for source in question.sources]


@require_safe
def as_file(request: Request, pk: int) -> HttpResponse:
    require_bureau(request.user)
    row = get_object_or_404(ReportFormat, pk=pk)
    text = json.dumps(written(row), ensure_ascii=False, indent=2)
    name = f"{slugify(row.name)}-{row.valid_from_on}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(f"{text}\n", content_type="application/json", headers=headers)


@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """Today is the last day on which a report can begin with it."""
    require_bureau(request.user)
    row = get_object_or_404(ReportFormat, pk=pk)
    today = timezone.localdate()
    if row.valid_from_on > today:
        messages.error(request, _("This format does not hold yet. Remove it instead."))
        return redirect("bureau_report_format", pk)
    end_format(row, today)
    messages.success(request, _("The format ends today. Reports that began with it go on."))
    return redirect("bureau_report_formats")


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """Only what no report was ever begun with."""
    require_bureau(request.user)
    row = get_object_or_404(ReportFormat, pk=pk)
    try:
        row.delete()
        messages.success(request, _("The format is removed."))
    except ProtectedError:
        messages.error(request, _("A report was begun with this format, so it stays."))
        return redirect("bureau_report_format", pk)
    return redirect("bureau_report_formats")
