"""The .docx is read back: headings, tables, and on every page of which region and period."""

import io
import zipfile

import pytest
from django.urls import reverse
from docx import Document

from regions.reports.editing.answering import write
from tests.conftest import NOW
from tests.reports.drafts import PRAISE, eight_logs, part, progress_report

pytestmark = pytest.mark.usefixtures("on_22_november")
# Every heading and paragraph of the report of eight logs, in order: a change of the rules shows.
GOLDEN = """\
Title: Voortgangsrapportage STO Merenland
Normal: 1 januari 2026 tot en met 31 december 2026
Normal: Voortgang, geen verantwoording
Normal: Concept, geen officieel format.
Normal: Deze tekst is nog niet vastgesteld.
Heading 1: 1. Hoe staat het programma ervoor?
Normal: Scholen noemen het dagdeel bij een bedrijf een sterk punt (in mei, juni en september).
"""


@pytest.fixture
def report(merenland):
    eight_logs(merenland)
    report = progress_report(merenland)
    write(part(report, number=6), "Eerste alinea.\nTweede alinea.", merenland.leader, NOW)
    return report


def downloaded(report, client) -> bytes:
    answer = client.get(reverse("report_docx", args=["merenland", report.pk]))
    assert "voortgangsrapportage-sto-merenland-2026.docx" in answer["Content-Disposition"]
    return answer.content


def test_the_document_says_what_the_report_says(merenland, browse, report):
    document = Document(io.BytesIO(downloaded(report, browse(merenland.leader))))
    told = [(one.style.name, one.text) for one in document.paragraphs]
    for line in GOLDEN.splitlines():
        style, text = line.split(": ", 1)
        assert any(one == style and words.startswith(text) for one, words in told), line
    headings = [text for style, text in told if style == "Heading 1"]
    questions = [f"{one.position}. {one.text}" for one in report.format.questions.all()]
    assert headings == [*questions, "Gepland en gerealiseerd"]
    lines = [text for style, text in told if style == "Heading 2"]
    assert lines[:2] == ["1 Aantrekkelijk techniekaanbod", "2 Bedrijven en stages"]
    assert ("Normal", "Eerste alinea.") in told and ("Normal", "Tweede alinea.") in told


def test_every_page_names_region_and_period(merenland, browse, report):
    document = Document(io.BytesIO(downloaded(report, browse(merenland.leader))))
    [section] = document.sections
    assert section.header.paragraphs[0].text == (
        "Regio Merenland · 1 januari 2026 tot en met 31 december 2026"
    )
    assert section.footer.paragraphs[0].text.startswith("Voortgang, geen verantwoording")


def test_planned_stands_beside_realised_in_real_tables(merenland, browse, report):
    document = Document(io.BytesIO(downloaded(report, browse(merenland.leader))))
    first, second = document.tables
    cells = [[cell.text for cell in row.cells] for row in second.rows]
    assert cells[0] == ["Activiteit", "Gepland", "Gerealiseerd", "Stand"]
    assert cells[1] == [
        "2.1 Stages leerjaar 3",
        "120 stageplekken · 1 jan 2026 – 31 dec 2027",
        "30 stageplekken",
        "Loopt achter",
    ]
    assert len(first.rows) == 3


def test_the_document_holds_no_source_and_no_name_of_its_writer(merenland, browse, report):
    content = downloaded(report, browse(merenland.leader))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        whole = b"".join(package.read(name) for name in package.namelist()).decode("latin-1")
    assert "check-in" not in whole and merenland.leader.name not in whole
    assert PRAISE.split()[0] in whole
