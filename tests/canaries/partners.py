"""The canary words of what a region has with businesses, labs, events and internships."""

import datetime

from django.utils import timezone

from regions.internships.models import CohortEntry, InternshipCohort
from regions.labs.models import Attendance, CalendarFeed, Event, EventChange, Lab
from regions.models import School
from regions.partners.models import (
    Business,
    ContactMoment,
    ContactPerson,
    Contribution,
    ContributionSlip,
    ContributionUpload,
    Document,
    EligibleBudget,
    Partnership,
    Proof,
    Proposal,
    StepChange,
)
from sto_portal.public.models import PublicPage
from tests.conftest import LONG_AGO, Place

DAY = datetime.date(2026, 10, 1)


def plant_partners(place: Place, word: str, inside: str) -> dict[str, int]:
    """One of everything, with `word` where the region's pages may show it and `inside` where only
    its own leaders may read; the ids by name."""
    business = Business.objects.create(name=f"Bedrijf {word}", place="Waterkant", sector="bouw")
    partner = Partnership.objects.create(
        region=place.region, business=business, started_on=LONG_AGO, brings=f"Brengt {word}"
    )
    who = ContactPerson.objects.create(partnership=partner, name=f"Contact {inside}")
    moment = ContactMoment.objects.create(
        partnership=partner, person=who, held_on=DAY, note=f"Gebeld {inside}"
    )
    paper = Document.objects.create(
        region=place.region, name=f"{word}.pdf", content_type="application/pdf",
        content=b"%PDF-1.4", size=8,
    )  # fmt: skip
    proof = Proof.objects.create(
        partnership=partner, kind="agreement", dated_on=DAY, text=f"Afspraak {inside}"
    )
    StepChange.objects.create(
        partnership=partner, to_step="exchange", changed_on=DAY, evidence=f"Omdat {inside}"
    )
    gift = Contribution.objects.create(
        partnership=partner, kind="cash", title=f"Bijdrage {word}", promised_on=DAY,
        promised_cents=100_00,
    )  # fmt: skip
    slip = ContributionSlip.objects.create(
        contribution=gift, secret_hash=f"hash-{place.slug}", amount_cents=100_00,
        expires_at=timezone.now(), refused_text=f"Klopt niet {inside}",
    )  # fmt: skip
    kept = ContributionUpload.objects.create(
        region=place.region, uploaded_by=place.leader, file_name=f"{word}-bijdragen.xlsx",
        parsed={"rows": [], "problems": [], "sheet": word},
    )  # fmt: skip
    budget = EligibleBudget.objects.create(
        region=place.region, cents=1_000_000_00, source=f"Besluit {word}",
        valid_from_on=datetime.date(2025, 1, 1), valid_until_on=datetime.date(2028, 12, 31),
    )  # fmt: skip
    lab = Lab.objects.create(region=place.region, name=f"Leerlab {word}")
    starts_at = datetime.datetime(2026, 12, 1, 10, tzinfo=datetime.UTC)
    event = Event.objects.create(
        region=place.region, lab=lab, kind="open_day", title=f"Open dag {word}",
        starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=2),
    )  # fmt: skip
    EventChange.objects.create(event=event, kind="moved", reason=f"Verplaatst {word}")
    Attendance.objects.create(event=event, group="parents", count=3)
    CalendarFeed.objects.create(
        region=place.region, person=place.leader, secret_hash=f"agenda-{place.slug}"
    )
    school = School.objects.create(region=place.region, name=f"Stageschool {word}")
    cohort = InternshipCohort.objects.create(
        school=school, school_year=2026, track="kb", needed=20,
        last_chance_on=datetime.date(2028, 5, 1),
    )  # fmt: skip
    entry = CohortEntry.objects.create(
        cohort=cohort, kind="postponed", count=4, dated_on=DAY, reason=f"Geen plek {word}"
    )
    proposal = Proposal.objects.create(
        partnership=partner, source="event", source_id=event.pk, kind="hours",
        title=f"Open dag {word}", happened_on=DAY, people=2, hours=2,
    )  # fmt: skip
    PublicPage.objects.create(region=place.region, intro=f"Nog niet open {inside}")
    return {
        "proposal": proposal.pk,
        "partner": partner.pk, "contact": who.pk, "talked": moment.pk, "contribution": gift.pk,
        "proof": proof.pk, "document": paper.uid, "slip": slip.pk, "lab": lab.pk,
        "event": event.pk, "cohort": cohort.pk, "cohort_entry": entry.pk, "business": business.pk,
        "contribution_upload": kept.pk, "budget": budget.pk,
    }  # fmt: skip
