"""The minutes as a .docx: date, place, who was there, each subject by number, what was agreed."""

import io
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.shared import Cm

from regions.dutch import date_text
from regions.reports.out.paper import fill, new_document, repeat

from .minutes import Minutes, Told

WIDTHS = (Cm(1.2), Cm(8.4), Cm(4.2), Cm(3.0))


def document_of(
    minutes: Minutes, created: datetime, approved_on: str, *, reads_points: bool
) -> bytes:
    """In Dutch; with names beside answers for the group and its leader (`reads_points`)."""
    with override("nl"):
        title = _("Minutes of %(day)s") % {"day": date_text(minutes.day)}
        document = new_document(f"{title}, {minutes.group}", created, f"{minutes.group} · {title}")
        document.add_heading(title, level=0)
        _head(document, minutes, approved_on)
        for told in minutes.subjects:
            _subject(document, told, reads_points)
        _agreements(document, minutes.agreements)
        kept = io.BytesIO()
        document.save(kept)
        return kept.getvalue()


def _head(document: Any, minutes: Minutes, approved_on: str) -> None:
    settled = _("The group approved these minutes on %(day)s.") % {"day": approved_on}
    status = settled if approved_on else _("Concept.")
    document.add_paragraph().add_run(status).bold = True
    for label, text in (
        (_("Group"), minutes.group),
        (_("When"), minutes.when),
        (_("Place"), minutes.place),
        (_("Present"), ", ".join(minutes.present)),
        (_("Also present"), minutes.guests),
        (_("Absent"), ", ".join(minutes.absent)),
    ):
        if text:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{label}: ").bold = True
            paragraph.add_run(text)


def _subject(document: Any, told: Told, reads_points: bool) -> None:
    is_hidden = told.is_of_a_member and not reads_points
    title = _("A point of a member") if is_hidden else told.title
    document.add_heading(f"{told.number}. {title}", level=1)
    if told.text:
        _paragraphs(document, told.text)
    _outcome(document, told)
    if reads_points:
        for line in told.answers:
            document.add_paragraph(line, style="List Bullet")
    if told.is_empty:
        document.add_paragraph(_("Discussed; nothing was decided or agreed."))


def _outcome(document: Any, told: Told) -> None:
    for label, text in (
        ("", told.taken),
        (_("Decision"), told.decision),
        (_("Agreement"), told.agreement),
    ):
        if text:
            if label:
                document.add_heading(label, level=2)
            _paragraphs(document, text)
    if told.who_and_when:
        document.add_paragraph(_("Who and when: %(text)s") % {"text": told.who_and_when})


def _paragraphs(document: Any, text: str) -> None:
    for paragraph in text.split("\n"):
        if paragraph.strip():
            document.add_paragraph(paragraph.strip())


def _agreements(document: Any, agreements: list[Told]) -> None:
    if not agreements:
        return
    document.add_heading(_("What was agreed"), level=1)
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    heads = (_("No."), _("Agreement"), _("Who"), _("When"))
    fill(table.rows[0], heads, WIDTHS, is_head=True)
    repeat(table.rows[0])
    for told in agreements:
        due = date_text(told.due_on) if told.due_on else ""
        fill(table.add_row(), (str(told.number), told.agreement, told.who, due), WIDTHS)
