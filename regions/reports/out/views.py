"""The whole text on one page to read and print, and as a document."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from regions.access import Request
from regions.reports.doors import fetch_report
from regions.reports.editing.progress import all_answered

from .paper import CONTENT_TYPE
from .word import document_of


@require_safe
def text(request: Request, slug: str, pk: int) -> HttpResponse:
    report = fetch_report(request.user, slug, pk)
    context = {
        "region": report.region,
        "report": report,
        "questions": all_answered(report),
        "figures": report.figures,
    }
    return render(request, "reports/text.html", context)


@require_safe
def word(request: Request, slug: str, pk: int) -> HttpResponse:
    report = fetch_report(request.user, slug, pk)
    name = f"{slugify(str(report.format))}-{report.region.slug}-{report.ends_on.year}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = document_of(report, all_answered(report))
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
