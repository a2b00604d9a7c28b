"""Businesses, classes, lesson material and reflections on the page of an elective."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from electives.models import Backing, Elective, Material, Offering, Reflection
from regions.labs.models import Lab
from regions.models import School
from regions.partners.models import Business, Document, Partnership
from tests.conftest import LONG_AGO, person

from .test_path_in_the_database import elective_of

pytestmark = pytest.mark.usefixtures("on_22_november")
TODAY = datetime.date(2026, 11, 22)
WORDS = {"pupils_learned": "Meten", "works": "De opdracht", "change": "Meer tijd"}


@pytest.fixture
def elective(merenland) -> Elective:
    return elective_of(merenland)


@pytest.fixture
def school(merenland) -> School:
    return School.objects.create(region=merenland.region, name="Het Anker")


def partner_of(place, name: str = "Kade", **fields) -> Partnership:
    business = Business.objects.create(name=name)
    return Partnership.objects.create(
        region=place.region, business=business, started_on=LONG_AGO, **fields
    )


@pytest.fixture
def ask(browse, merenland, elective):
    """Post as the leader to an address of the elective, or get it."""

    def go(name: str, data: dict | None = None, user=None, **more):
        address = reverse(name, args=[merenland.slug, elective.pk, *more.values()])
        client = browse(user or merenland.leader)
        return client.get(address) if data is None else client.post(address, data)

    return go


def offering_data(school: School, **fields) -> dict:
    return {"school": school.pk, "school_year": "2026", "track": "kb", "pupils": "24", **fields}


def test_a_business_is_added_changed_and_removed(ask, merenland, elective):
    partner = partner_of(merenland)
    data = {"partnership": partner.pk, "role": "writes", "since_on": "1-9-2026"}
    assert ask("backing_new", data).url.endswith("#businesses")
    row = Backing.objects.get()
    assert (row.since_on, row.may_be_named) == (datetime.date(2026, 9, 1), False)
    ask("backing_edit", {**data, "role": "teaches", "may_be_named": "on"}, backing=row.pk)
    row.refresh_from_db()
    assert row.role == "teaches" and row.may_be_named
    page = ask("elective").content.decode()
    assert "<strong>Kade</strong> geeft les" in page and "sinds september 2026" in page
    ask("backing_remove", {}, backing=row.pk)
    assert not Backing.objects.exists() and Partnership.objects.filter(pk=partner.pk).exists()


def test_only_running_partners_of_the_region_can_be_chosen(ask, merenland, kustzoom):
    partner_of(merenland, "Loopt")
    ended = partner_of(merenland, "Gestopt", ended_on=TODAY)
    for wrong in (partner_of(kustzoom, "Van elders"), ended):
        data = {"partnership": wrong.pk, "role": "asked", "since_on": "gisteren"}
        response = ask("backing_new", data)
        assert response.status_code == 422 and not Backing.objects.exists()
        assert {"partnership", "since_on"} <= set(response.context["form"].errors)
        assert 'value="gisteren"' in response.content.decode()


def test_a_business_stands_there_once_for_each_thing_it_does(ask, merenland):
    partner = partner_of(merenland)
    data = {"partnership": partner.pk, "role": "asked", "since_on": "1-9-2026"}
    ask("backing_new", data)
    response = ask("backing_new", data)
    assert response.status_code == 422
    assert "Dit bedrijf staat hier al" in response.content.decode()
    assert ask("backing_new", {**data, "role": "hosts"}).status_code == 302


def test_without_partners_or_schools_the_forms_say_what_comes_first(ask):
    assert "Nog geen partners" in ask("backing_new").content.decode()
    for name in ("offering_new", "reflection_new"):
        assert "nog geen scholen" in ask(name).content.decode()


@pytest.mark.parametrize("name", ["offering_new", "reflection_new"])
def test_the_form_begins_at_this_school_year(ask, school, name):
    assert '<option value="2026" selected>2026–2027' in ask(name).content.decode()


def test_a_class_is_added_changed_and_removed(ask, merenland, school):
    lab = Lab.objects.create(region=merenland.region, name="Techlab")
    data = offering_data(school, lab=lab.pk, is_teacher_trained="on")
    assert ask("offering_new", data).url.endswith("#offerings")
    row = Offering.objects.get()
    page = ask("elective").content.decode()
    assert "24 leerlingen" in page and "Techlab" in page and "2026–2027" in page
    again = ask("offering_new", data)
    assert again.status_code == 422 and "dit jaar en deze leerweg al aan" in again.content.decode()
    ask("offering_edit", {**data, "pupils": "", "room": "Lokaal 3"}, offering=row.pk)
    row.refresh_from_db()
    assert row.pupils is None and row.room == "Lokaal 3"
    ask("offering_remove", {}, offering=row.pk)
    assert not Offering.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"pupils": "-1"}, {"pupils": "veel"}, {"school_year": "1900"}, {"track": "xx"}]
)
def test_a_wrong_class_is_told_and_what_was_typed_stays(ask, school, wrong):
    response = ask("offering_new", offering_data(school, room="Lokaal 9", **wrong))
    assert response.status_code == 422 and set(response.context["form"].errors) == set(wrong)
    assert 'value="Lokaal 9"' in response.content.decode() and not Offering.objects.exists()


def test_schools_and_labs_of_another_region_cannot_be_chosen(ask, kustzoom, school):
    far = School.objects.create(region=kustzoom.region, name="Ver")
    lab = Lab.objects.create(region=kustzoom.region, name="Verlab")
    assert ask("offering_new", offering_data(far)).status_code == 422
    assert ask("offering_new", offering_data(school, lab=lab.pk)).status_code == 422


def test_the_last_year_is_copied_once_without_its_pupils(ask, school):
    ask("offering_new", offering_data(school, room="Lokaal 3"))
    ask("offering_new", offering_data(school, track="bb"))
    ask("offering_new", offering_data(school, track="gl", school_year="2025"))
    for _press in range(2):
        ask("offerings_copy", {"year": "2026"})
    rows = list(Offering.objects.filter(school_year=2027))
    assert {row.track for row in rows} == {"kb", "bb"} and {row.pupils for row in rows} == {None}
    assert {row.room for row in rows} == {"Lokaal 3", ""}
    assert ask("offerings_copy", {"year": "onzin"}).status_code == 302
    assert Offering.objects.count() == 5


def test_few_pupils_are_exact_only_within_the_region(ask, merenland, school, bureau):
    ask("offering_new", offering_data(school, pupils="3"))
    for reader, words in (
        (merenland.leader, "3 leerlingen"),
        (merenland.chair, "3 leerlingen"),
        (merenland.advisor, "&lt;5 leerlingen"),
        (bureau, "&lt;5 leerlingen"),
    ):
        assert words in ask("elective", user=reader).content.decode()


def paper(name: str = "les.pdf", content: bytes = b"%PDF-1.4 les") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_material_is_handed_in_fetched_changed_and_removed(ask, merenland):
    data = {"title": "Lesbrief", "audience": "region", "file": paper()}
    assert ask("material_new", data).url.endswith("#material")
    row = Material.objects.get()
    assert row.document.region == merenland.region and row.document.uploaded_by == merenland.leader
    for reader in (merenland.leader, merenland.chair, merenland.advisor):
        response = ask("material", user=reader, material=row.pk)
        assert b"".join(response.streaming_content) == b"%PDF-1.4 les"
        assert response["Content-Disposition"].startswith("attachment")
        assert "sandbox" in response["Content-Security-Policy"]
    ask("material_edit", {"title": "Lesbrief 1", "audience": "everybody"}, material=row.pk)
    row.refresh_from_db()
    assert (row.title, row.audience) == ("Lesbrief 1", "everybody")
    ask("material_remove", {}, material=row.pk)
    assert not Material.objects.exists() and not Document.objects.exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Kies een bestand"),
        (paper("les.exe"), "Kies een pdf"),
        (paper("les.pdf", b"MZ"), "De inhoud van dit bestand"),
        (paper("les.pdf", b"%PDF-" + b"x" * (5 * 1024 * 1024)), "5 MB"),
    ],
)
def test_a_wrong_file_is_refused_and_the_title_stays(ask, file, words):
    data = {"title": "Lesbrief", "audience": "regions"} | ({"file": file} if file else {})
    response = ask("material_new", data)
    text = response.content.decode()
    assert response.status_code == 422 and words in text and 'value="Lesbrief"' in text
    assert not Material.objects.exists() and not Document.objects.exists()


def test_the_audience_of_material_holds(ask, browse, merenland, kustzoom, elective):
    Elective.objects.update(published_at=datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC))
    rows = {}
    for audience in Material.Audience.values:
        ask("material_new", {"title": audience, "audience": audience, "file": paper()})
        rows[audience] = Material.objects.get(title=audience)
    nobody = person("Niemand Bekend")
    readers = {"": Client(), "nobody": browse(nobody), "other": browse(kustzoom.leader)}
    expected = {
        ("", "everybody"), ("nobody", "everybody"), ("other", "everybody"), ("other", "regions")
    }  # fmt: skip
    page = reverse("catalogue_elective", args=[elective.pk, "robotica"])
    for name, client in readers.items():
        text = client.get(page).content.decode()
        for audience, row in rows.items():
            address = reverse("catalogue_material", args=[row.pk])
            may = (name, audience) in expected
            assert client.get(address).status_code == (200 if may else 404)
            assert (address in text) == may


def test_a_school_answers_once_a_year_and_can_put_it_right(ask, school):
    data = {"school": school.pk, "school_year": "2025", **WORDS}
    assert ask("reflection_new", data).url.endswith("#reflections")
    again = ask("reflection_new", data)
    assert again.status_code == 422 and "dit jaar al" in again.content.decode()
    assert ask("reflection_new", {**data, "school_year": "2026"}).status_code == 302
    row = Reflection.objects.get(school_year=2025)
    ask("reflection_edit", {**data, "works": "Alles"}, reflection=row.pk)
    row.refresh_from_db()
    assert row.works == "Alles" and row.given_by is not None
    ask("reflection_remove", {}, reflection=row.pk)
    assert Reflection.objects.count() == 1


def test_an_empty_answer_is_asked_for_and_the_others_stay(ask, school):
    data = {"school": "", "school_year": "2025", **WORDS, "works": ""}
    response = ask("reflection_new", data)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"school", "works"}
    assert "Meer tijd" in response.content.decode()


def test_school_and_business_stand_beside_each_other_and_nobody_changes_the_business(
    ask, merenland, elective, school
):
    ask("reflection_new", {"school": school.pk, "school_year": "2025", **WORDS})
    row = Reflection.objects.create(
        elective=elective, partnership=partner_of(merenland), school_year=2025,
        pupils_learned="Solderen", works="De bus", change="Vaker",
    )  # fmt: skip
    page = ask("elective")
    text = page.content.decode()
    assert len(page.context["reflections"]) == 1
    assert text.index("<dd>Meten") < text.index("<dd>Solderen")
    assert ask("reflection_edit", reflection=row.pk).status_code == 404
    assert ask("reflection_remove", {}, reflection=row.pk).status_code == 404


def test_who_may_only_look_sees_no_forms(ask, merenland, school):
    ask("offering_new", offering_data(school))
    page = ask("elective", user=merenland.chair).content.decode()
    assert "Het Anker" in page and "/offerings/" not in page and "/businesses/new/" not in page


def test_the_plan_names_the_elective_at_its_activity(browse, merenland, elective):
    elective_of(merenland, title="Afgewezen vak", rejected_on=TODAY, rejected_reason="Bestaat al")
    page = browse(merenland.leader).get(reverse("plan", args=[merenland.slug])).content.decode()
    assert f"/electives/{elective.pk}/" in page and "Afgewezen vak" not in page
