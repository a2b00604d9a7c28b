"""A report as a .docx: real headings and tables, and on every page of which region and period."""

import io
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.shared import Cm

from regions.dutch import date_text
from regions.reports.editing.progress import Answered
from regions.reports.models import Report

from .paper import fill, new_document, repeat

WIDTHS = (Cm(6.2), Cm(5.2), Cm(3.0), Cm(2.4))


def document_of(report: Report, told: list[Answered]) -> bytes:
    """In Dutch; nothing in it tells when the document was made."""
    with override("nl"):
        document = _head(report)
        for one in told:
            _question(document, one)
        _figures(document, report)
        kept = io.BytesIO()
        document.save(kept)
        return kept.getvalue()


def period_text(report: Report) -> str:
    words = {"first": date_text(report.starts_on), "last": date_text(report.ends_on)}
    return _("%(first)s up to and including %(last)s") % words


def _head(report: Report) -> Any:
    words = {"region": report.region, "period": period_text(report)}
    document = new_document(
        f"{report.format} {report.region}",
        report.created_at,
        _("Region %(region)s · %(period)s") % words,
        _("Progress, no accounting"),
    )
    document.add_heading(f"{report.format} {report.region}", level=0)
    document.add_paragraph(period_text(report))
    document.add_paragraph().add_run(_("Progress, no accounting")).bold = True
    if not report.format.is_official:
        document.add_paragraph(_("Concept, no official format. %(source)s") % {
            "source": report.format.source
        })  # fmt: skip
    if not report.is_fixed:
        document.add_paragraph(_("This text is not established yet."))
    return document


def _question(document: Any, one: Answered) -> None:
    document.add_heading(f"{one.question.position}. {one.question.text}", level=1)
    for answer, text in one.shown:
        if answer.heading:
            document.add_heading(answer.heading, level=2)
        for paragraph in text.split("\n"):
            if paragraph.strip():
                document.add_paragraph(paragraph.strip())
    if not one.shown:
        document.add_paragraph(_("Nothing stands here yet.")).runs[0].italic = True


def _figures(document: Any, report: Report) -> None:
    if not report.figures:
        return
    document.add_heading(_("Planned and realised"), level=1)
    lines = dict.fromkeys(row["line"] for row in report.figures)
    for line in lines:
        document.add_heading(line, level=2)
        rows = [row for row in report.figures if row["line"] == line]
        table = document.add_table(rows=1, cols=4, style="Table Grid")
        heads = (_("Activity"), _("Planned"), _("Realised"), _("State"))
        fill(table.rows[0], heads, WIDTHS, is_head=True)
        repeat(table.rows[0])
        for row in rows:
            title = f"{row['code']} {row['title']}".strip()
            cells = (title, row["planned"], row["realised"], row["status"])
            fill(table.add_row(), cells, WIDTHS)
