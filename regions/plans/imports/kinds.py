"""The kind of an activity in the words of a workbook."""

from django.utils.translation import override

from regions.plans.models import Activity
from regions.workbooks.headers import normalised

Kind = Activity.Kind

# In this order: "stage" before "bedrijf", because "stages bij bedrijven" are internships.
WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (Kind.PLACEMENT, ("stage", "internship")),
    (Kind.LAB, ("leerlab", "lab", "hotspot", "techlokaal")),
    (Kind.CAREER, ("lob", "loopbaan", "beroepsorientatie", "career")),
    (Kind.EVENT, ("evenement", "event", "open dag", "bezoek", "gastles", "basisschool")),
    (Kind.STAFF, ("docent", "leraar", "scholing", "personeel", "professionalisering", "teacher")),
    (Kind.PARTNERSHIP, ("bedrijf", "bedrijven", "partner", "samenwerking", "business")),
    (Kind.EDUCATION, ("onderwijs", "keuzevak", "les", "programma", "doorlopende", "education")),
    (Kind.OTHER, ("overig", "anders", "other", "algemeen", "organisatie")),
)


def kind_from_text(text: str) -> str | None:
    """A kind of activity; None when the words say nothing that is known here."""
    wanted = normalised(text)
    for language in ("nl", "en"):
        with override(language):
            for known in Kind:
                if normalised(known.label) == wanted:
                    return known
    for kind, words in WORDS:
        if any(f" {wanted}".find(f" {word}") >= 0 for word in words):
            return kind
    return None
