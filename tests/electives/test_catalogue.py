"""Everybody finds what regions published, and nothing else."""

import datetime

import pytest
from django.test import Client

from electives.models import (
    Backing,
    Competence,
    Elective,
    Material,
    Offering,
    Practice,
)
from regions.models import School
from regions.partners.models import Business, Document, Partnership
from tests.conftest import person

from .test_path_in_the_database import DAY, elective_of

NOW = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)


@pytest.fixture
def robotics(merenland) -> Elective:
    return elective_of(
        merenland, title="Robotica", summary="Een robotarm programmeren.", published_at=NOW
    )


def texts(query: str = "") -> str:
    page = Client().get(f"/electives/{query}")
    assert page.status_code == 200
    return page.content.decode()


def test_what_is_not_published_or_was_rejected_stays_unseen(merenland, robotics):
    hidden = elective_of(merenland, title="Geheim vak")
    elective_of(
        merenland, title="Afgewezen vak", published_at=NOW, rejected_on=DAY,
        rejected_reason="Bestaat al",
    )  # fmt: skip
    assert "Robotica" in texts()
    assert "Geheim vak" not in texts()
    assert "Afgewezen vak" not in texts()
    assert Client().get(f"/electives/{hidden.pk}/geheim-vak/").status_code == 404
    assert str(hidden.pk) not in Client().get("/sitemap.xml").content.decode().split("/")


@pytest.mark.parametrize(
    "query",
    [
        "?q=robot",
        "?q=programmer",
        "?q=ROBOTARMEN",
        "?profile=PIE",
        "?region=merenland",
        "?sort=new",
        "?competence=meten",
    ],
)
def test_search_and_filters_find_it(merenland, robotics, query):
    competence = Competence.objects.create(region=merenland.region, name="Meten")
    Practice.objects.create(
        region=merenland.region, competence=competence, elective=robotics, depth=2
    )
    assert f"/electives/{robotics.pk}/robotica/" in texts(query)


@pytest.mark.parametrize("words", ["lassen", "Rietdam", "college rietdam", "oosterveen"])
def test_it_is_found_by_what_pupils_practise_and_where_it_is_taught(merenland, robotics, words):
    welding = Competence.objects.create(region=merenland.region, name="Verbinden en lassen")
    Practice.objects.create(region=merenland.region, competence=welding, elective=robotics, depth=2)
    school = School.objects.create(
        region=merenland.region, name="Rietdam College", place="Oosterveen"
    )
    Offering.objects.create(elective=robotics, school=school, school_year=2026, track="kb")
    hidden = elective_of(merenland, title="Geheim vak")
    Offering.objects.create(elective=hidden, school=school, school_year=2026, track="kb")
    found = texts(f"?q={words}")
    assert f"/electives/{robotics.pk}/robotica/" in found and "Geheim vak" not in found
    page = Client().get(f"/electives/{robotics.pk}/robotica/").content.decode()
    assert "Rietdam College" in page and "Oosterveen" in page


@pytest.mark.parametrize(
    "query",
    ["?q=water", "?profile=HBR", "?region=kustzoom", "?competence=Lassen", "?business=7"],
)
def test_search_and_filters_leave_it_out(robotics, query):
    assert "/robotica/" not in texts(query)
    assert "Geen keuzevak past" in texts(query)


@pytest.mark.parametrize(
    "query", ["?q=%00", "?q='%26!|:*()", "?q=de+het", "?page=x", "?business=9" * 3, "?sort=x"]
)
def test_odd_questions_break_nothing(robotics, query):
    texts(query)


def test_a_business_is_named_only_where_it_agreed(merenland, robotics):
    for name, may in (("Zichtbaar BV", True), ("Onzichtbaar BV", False)):
        partner = Partnership.objects.create(
            region=merenland.region, business=Business.objects.create(name=name), started_on=DAY
        )
        Backing.objects.create(
            elective=robotics, partnership=partner, role="asked", since_on=DAY, may_be_named=may
        )
    pages = texts() + Client().get(f"/electives/{robotics.pk}/robotica/").content.decode()
    assert "Zichtbaar BV" in pages
    assert "Onzichtbaar BV" not in pages
    hidden = Business.objects.get(name="Onzichtbaar BV")
    assert "/robotica/" not in texts(f"?business={hidden.pk}")


def test_the_page_hides_small_counts_and_offers_only_open_material(
    merenland, kustzoom, robotics, browse
):
    school = School.objects.create(region=merenland.region, name="School")
    Offering.objects.create(
        elective=robotics, school=school, school_year=2026, track="kb", pupils=3
    )
    for title, audience in (("Open les", "everybody"), ("Interne les", "regions")):
        paper = Document.objects.create(
            region=merenland.region, name="les.pdf", content_type="application/pdf",
            content=b"%PDF-1.4", size=8,
        )  # fmt: skip
        Material.objects.create(elective=robotics, title=title, document=paper, audience=audience)
    page = Client().get(f"/electives/{robotics.pk}/robotica/").content.decode()
    assert "&lt;5 leerlingen" in page
    assert "Open les" in page
    assert "Interne les" not in page
    for reader, internal in ((Client(), 404), (browse(person("Zonder Rol")), 404),
                             (browse(kustzoom.leader), 200)):  # fmt: skip
        codes = {
            material.title: reader.get(f"/electives/material/{material.pk}/").status_code
            for material in Material.objects.all()
        }
        assert codes == {"Open les": 200, "Interne les": internal}
    Elective.objects.update(published_at=None)
    shown = Material.objects.get(title="Open les")
    assert Client().get(f"/electives/material/{shown.pk}/").status_code == 404
    assert 'itemtype="https://schema.org/Course"' in page


def test_another_title_in_the_address_leads_to_the_right_one(robotics):
    answer = Client().get(f"/electives/{robotics.pk}/oud/")
    assert (answer.status_code, answer.url) == (301, f"/electives/{robotics.pk}/robotica/")


def test_a_page_of_the_catalogue_asks_as_often_with_many_as_with_few(
    merenland, robotics, django_assert_num_queries
):
    with django_assert_num_queries(7):
        texts("?q=robot")
    competence = Competence.objects.create(region=merenland.region, name="Meten")
    for number in range(12):
        row = elective_of(merenland, title=f"Robot {number}", published_at=NOW)
        Practice.objects.create(
            region=merenland.region, competence=competence, elective=row, depth=2
        )
    with django_assert_num_queries(7):
        texts("?q=robot")
