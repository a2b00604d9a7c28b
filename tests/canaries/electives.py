"""The canary words of the electives of a region."""

import datetime

from django.utils import timezone

from electives.models import (
    Backing,
    Competence,
    Elective,
    Material,
    Missed,
    Offering,
    PathStep,
    Practice,
    Reflection,
    SkillsLink,
    Stage,
)
from regions.models import School
from regions.partners.models import Document, Partnership
from tests.conftest import Place

DAY = datetime.date(2026, 10, 1)


def plant_electives(place: Place, word: str, inside: str) -> dict[str, int]:
    """One of everything, with `word` where the region's pages may show it and `inside` where only
    its own leaders may read; the ids by name. Sing the partners first."""
    partner = Partnership.objects.filter(region=place.region).first()
    school = School.objects.create(region=place.region, name=f"Keuzeschool {word}")
    elective = Elective.objects.create(
        region=place.region, title=f"Keuzevak {word}", summary=f"Leerlingen leren {word}",
        profiles=["PIE"], activity_key=place.plan.activities.get(code="1.1").key, aims_at=2028,
        origin=f"Regio {word}",
    )  # fmt: skip
    PathStep.objects.create(
        elective=elective, stage=Stage.IDEA, dated_on=DAY, note=f"Begonnen {word}"
    )
    Backing.objects.create(elective=elective, partnership=partner, role="asked", since_on=DAY)
    paper = Document.objects.create(
        region=place.region, name=f"les-{word}.pdf", content_type="application/pdf",
        content=b"%PDF-1.4", size=8,
    )  # fmt: skip
    material = Material.objects.create(elective=elective, title=f"Les {word}", document=paper)
    offering = Offering.objects.create(
        elective=elective, school=school, school_year=2026, track="kb", pupils=12,
        room=f"Lokaal {word}",
    )  # fmt: skip
    reflection = Reflection.objects.create(
        elective=elective, school_year=2025, school=school, pupils_learned=f"Meten {word}",
        works=f"Goed {word}", change=f"Anders {word}",
    )  # fmt: skip
    competence = Competence.objects.create(region=place.region, name=f"Meten {word}")
    practice = Practice.objects.create(
        region=place.region, competence=competence, elective=elective, depth=2
    )
    link = SkillsLink.objects.create(
        region=place.region, partnership=partner, secret_hash=f"kijk-{place.slug}",
        expires_at=timezone.now() + datetime.timedelta(days=90),
    )  # fmt: skip
    missed = Missed.objects.create(link=link, text=f"Wij missen {inside}", sender=f"Baas {inside}")
    return {
        "elective": elective.pk, "material": material.pk, "offering": offering.pk,
        "reflection": reflection.pk, "competence": competence.pk, "practice": practice.pk,
        "skills_link": link.pk, "missed": missed.pk, "backing": elective.backings.get().pk,
    }  # fmt: skip
