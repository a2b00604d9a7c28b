"""The canary words of what a region has with DUS-I."""

import datetime

from regions.dossier.models import (
    DossierFile,
    HandedIn,
    Letter,
    MomentException,
    MomentMove,
    Notice,
    Point,
    ReportingMoment,
)
from regions.partners.models import Document
from tests.conftest import Place

DAY = datetime.date(2026, 10, 1)
SOON = datetime.date(2026, 12, 15)


def plant_dossier(place: Place, word: str, inside: str) -> dict[str, object]:
    """One of everything; `inside` where the steering group may not read."""
    national = ReportingMoment.objects.create(
        title=f"Voortgang {place.region.pk}", due_on=SOON, source="Brief"
    )
    reported = ReportingMoment.objects.create(
        title=f"Verslag {place.region.pk}", due_on=SOON, source="Brief",
        covers_from_on=DAY, covers_until_on=SOON,
    )  # fmt: skip
    own = ReportingMoment.objects.create(
        region=place.region, title=f"Begroting {word}", kind="budget", due_on=SOON, source="Brief"
    )
    apart = MomentException.objects.create(
        moment=national, region=place.region, due_on=SOON, source=f"Uitstel {inside}"
    )
    MomentMove.objects.create(
        moment=national, region=place.region, from_on=DAY, to_on=SOON, source=f"Uitstel {inside}"
    )
    HandedIn.objects.create(
        moment=own, region=place.region, sent_on=DAY, reference=f"Kenmerk {inside}"
    )
    notice = Notice.objects.create(
        region=place.region, title=f"Melding {inside}", state="notified", text=f"Wij {inside}",
        sent_on=DAY, sent_by=f"Door {inside}",
    )  # fmt: skip
    letter = Letter.objects.create(
        region=place.region, subject=f"Brief {inside}", dated_on=DAY, notice=notice
    )
    paper = Document.objects.create(
        region=place.region, name=f"{inside}.pdf", content_type="application/pdf",
        content=b"%PDF-1.4", size=8,
    )  # fmt: skip
    DossierFile.objects.create(letter=letter, document=paper)
    asked = Point.objects.create(letter=letter, text=f"Wat {inside}?", due_on=SOON)
    Point.objects.create(letter=letter, kind="attention", text=f"Let op {inside}")
    return {
        "moment": national.pk, "exception": apart.pk, "own_moment": own.pk,
        "report_moment": reported.pk, "notice": notice.pk,
        "letter": letter.pk, "letter_file": paper.uid, "point": asked.pk,
    }  # fmt: skip
