"""A teacher finds an elective in the catalogue, on a phone and without an account."""

import datetime

import pytest
from playwright.sync_api import expect

from electives.models import Backing, Competence, Elective, PathStep, Practice, Stage
from regions.partners.models import Business, Partnership

DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def electives(merenland) -> list[Elective]:
    key = merenland.plan.activities.get(code="1.1").key
    rows = [
        Elective.objects.create(
            region=merenland.region, title=title, summary=summary, profiles=["PIE"],
            activity_key=key, aims_at=2028, published_at=datetime.datetime.now(datetime.UTC),
        )
        for title, summary in (
            ("Robotica", "Leerlingen programmeren een robotarm."),
            ("Energie in huis", "Leerlingen sluiten een warmtepomp aan."),
        )
    ]  # fmt: skip
    competence = Competence.objects.create(region=merenland.region, name="Meten en controleren")
    business = Business.objects.create(name="Van Rees Installatie")
    partner = Partnership.objects.create(region=merenland.region, business=business, started_on=DAY)
    for row in rows:
        PathStep.objects.create(elective=row, stage=Stage.IDEA, dated_on=DAY)
        Practice.objects.create(
            region=merenland.region, competence=competence, elective=row, depth=2
        )
        Backing.objects.create(
            elective=row, partnership=partner, role="hosts", since_on=DAY, may_be_named=True
        )
    return rows


def test_a_teacher_finds_an_elective_without_an_account(electives, open_page, check_page):
    teacher = open_page(phone=True, scripts=True)
    teacher.goto("/electives/")
    check_page(teacher)
    teacher.get_by_label("Zoeken").fill("warmte")
    teacher.get_by_role("button", name="Tonen", exact=True).click()
    expect(teacher.get_by_role("heading", name="Eén keuzevak past")).to_be_visible()
    assert teacher.get_by_text("Robotica").count() == 0
    teacher.get_by_role("link", name="Energie in huis").click()
    expect(teacher.get_by_text("Van Rees Installatie")).to_be_visible()
    expect(teacher.get_by_text("geoefend")).to_be_visible()
    check_page(teacher)
    teacher.get_by_role("link", name="Alle keuzevakken").click()
    teacher.get_by_label("Profiel").select_option("HBR")
    teacher.get_by_role("button", name="Tonen", exact=True).click()
    expect(teacher.get_by_role("heading", name="Geen keuzevak past")).to_be_visible()
    check_page(teacher)
