"""What every .docx of the portal shares: A4, our letters, Dutch, pages with numbers, tables."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Calibri"


def new_document(title: str, created: datetime, header: str, footer: str = "") -> Any:
    """Empty, with on every page of what it is and its number; no author stands in it."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    normal.element.get_or_add_rPr().append(language)
    told = document.core_properties
    told.title, told.author, told.language = title, "", "nl-NL"
    told.comments, told.created, told.modified = "", created, created
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.header.paragraphs[0].text = header
    foot = section.footer.paragraphs[0]
    foot.text = f"{footer} · " if footer else ""
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(foot)
    return document


def _page_number(paragraph: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def fill(row: Any, texts: Sequence[str], widths: Sequence[Any], is_head: bool = False) -> None:
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(text or "–").bold = is_head


def repeat(row: Any) -> None:
    """The head of a table returns on the next page, and is told as such."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
