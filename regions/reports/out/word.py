"""A report as a .docx: real headings and tables, and on every page of which region and period."""

import io
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from regions.dutch import date_text
from regions.reports.editing.progress import Answered
from regions.reports.models import Report

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Calibri"
WIDTHS = (Cm(6.2), Cm(5.2), Cm(3.0), Cm(2.4))


def document_of(report: Report, told: list[Answered]) -> bytes:
    """In Dutch; nothing in it tells when the document was made."""
    with override("nl"):
        document = Document()
        _style(document, report)
        _head(document, report)
        for one in told:
            _question(document, one)
        _figures(document, report)
        kept = io.BytesIO()
        document.save(kept)
        return kept.getvalue()


def period_text(report: Report) -> str:
    words = {"first": date_text(report.starts_on), "last": date_text(report.ends_on)}
    return _("%(first)s up to and including %(last)s") % words


def _style(document: Any, report: Report) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    normal.element.get_or_add_rPr().append(language)
    told = document.core_properties
    told.title, told.author, told.language = f"{report.format} {report.region}", "", "nl-NL"
    told.comments, told.created, told.modified = "", report.created_at, report.created_at
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)


def _head(document: Any, report: Report) -> None:
    section = document.sections[0]
    words = {"region": report.region, "period": period_text(report)}
    section.header.paragraphs[0].text = _("Region %(region)s · %(period)s") % words
    foot = section.footer.paragraphs[0]
    foot.text = f"{_('Progress, no accounting')} · "
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(foot)
    document.add_heading(f"{report.format} {report.region}", level=0)
    document.add_paragraph(period_text(report))
    document.add_paragraph().add_run(_("Progress, no accounting")).bold = True
    if not report.format.is_official:
        document.add_paragraph(_("Concept, no official format. %(source)s") % {
            "source": report.format.source
        })  # fmt: skip
    if not report.is_fixed:
        document.add_paragraph(_("This text is not established yet."))


def _page_number(paragraph: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


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
        _fill(table.rows[0], heads, is_head=True)
        _repeat(table.rows[0])
        for row in rows:
            title = f"{row['code']} {row['title']}".strip()
            _fill(table.add_row(), (title, row["planned"], row["realised"], row["status"]))


def _fill(row: Any, texts: tuple[str, ...], is_head: bool = False) -> None:
    for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(text or "–").bold = is_head


def _repeat(row: Any) -> None:
    """The head of a table returns on the next page, and is told as such."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
