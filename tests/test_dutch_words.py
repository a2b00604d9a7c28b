"""What people read says a thing one way: months in lower case, and "het log"."""

import re

from babel.messages.pofile import read_po
from django.conf import settings

CATALOG = settings.BASE_DIR / "locale" / "nl" / "LC_MESSAGES" / "django.po"
SOURCES = ("templates", "advisors", "electives", "regions", "sto_portal")
# `M` of Django gives "Nov" in Dutch; `b` gives "nov", `F` "november".
CAPITAL_MONTH = re.compile(r"""(?:\|date:|date_format\([^"'\n]*)["'][^"']*(?<!\\)M[^"']*["']""")
THE_LOG = re.compile(
    r"\b(?:[Dd]e|[Dd]eze|[Ee]lke|[Rr]ecente) (?:vorige |volgende )?(?:maand)?log\b"
)


def dutch() -> list[str]:
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="nl")
    forms = [message.string for message in catalog if message.id]
    return [text for form in forms for text in (form if isinstance(form, tuple) else (form,))]


def test_no_date_is_written_with_a_capital_month():
    assert CAPITAL_MONTH.search('{{ day|date:"j M Y" }}')
    found = [
        f"{path.relative_to(settings.BASE_DIR)}: {match[0]}"
        for top in SOURCES
        for path in (settings.BASE_DIR / top).rglob("*")
        if path.suffix in {".py", ".html", ".txt", ".mjml"}
        for match in CAPITAL_MONTH.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_a_time_is_written_with_a_point():
    """What people read; a form field and a file for machines keep the colon."""
    written = re.compile(r"""["'][^"']*H:i""")
    found = [
        path.name
        for top in SOURCES
        for path in (settings.BASE_DIR / top).rglob("*")
        if path.suffix in {".py", ".html", ".txt", ".mjml"}
        if written.search(path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_the_log_has_one_article():
    assert THE_LOG.search("Kies waarom je deze log teruggeeft.")
    assert not [text for text in dutch() if THE_LOG.search(text)]


def test_school_years_have_a_dash_and_no_hyphen():
    assert not [text for text in dutch() if re.search(r"\b20\d\d-20\d\d\b", text)]
