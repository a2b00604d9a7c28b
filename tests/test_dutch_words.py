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


# What is never written, and the one word that is; docs/architecture.md has the same list.
ONE_WORD = {
    r"\b[Vv]erbetering(en)?\b": "correctie",
    r"\b[Ww]erkboek|\b[Ww]erkmap|[Ee]xcel-(bestand|werkmap)": "Excelbestand",
    r"\b[Oo]pgeslagen\b|\b[Oo]pslaan\b|\bsla\b.{0,30}\bop\b": "bewaren",
    r"\b[Ss]ectoren\b|\b[Ss]ector\b": "branche",
    r"tegen te loggen": "loggen",
    r"[Cc]ritical friend": "kritische vriend",
    r"\b[Gg]rootboek": "wat is opgeschreven",
    r"\b[Dd]ashboard": "overzicht",
    r"\b[Mm]aand-log|\b[Mm]aandelijkse log|\b[Cc]heck-in": "maandlog",
}
# Programs of others, which have that name.
OTHERS = (
    "het dashboard van het schoolbestuur",
    "zoals een dashboard of een rekenblad",
    "**Opslaan als pdf**",
)
GUIDES = ("programmaleider", "ondersteuner", "stuurgroep", "bureau", "penvoerder", "bedrijf")


def without_others(text: str) -> str:
    for name in OTHERS:
        text = text.replace(name, "")
    return text


def test_each_thing_has_one_word():
    read = {**dict.fromkeys(dutch(), "locale")}
    read |= {
        line: f"docs/{name}.md"
        for name in GUIDES
        for line in (settings.BASE_DIR / "docs" / f"{name}.md").read_text("utf-8").splitlines()
    }
    for pattern, word in ONE_WORD.items():
        found = {
            text: where for text, where in read.items() if re.search(pattern, without_others(text))
        }
        assert not found, f"write “{word}”"


def test_the_list_of_words_is_told_to_who_maintains_the_portal():
    told = (settings.BASE_DIR / "docs" / "architecture.md").read_text("utf-8")
    told = told.split("## One word for each thing")[1].split("\n## ")[0]
    assert not [word for word in ONE_WORD.values() if f"*{word}*" not in told]
