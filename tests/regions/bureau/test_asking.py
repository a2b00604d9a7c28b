"""A typing error in an address and another name are asked about, wherever somebody is added."""

import pytest

from regions.accounts.addresses import probably
from regions.accounts.models import User
from regions.models import Region
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
NEW = "/bureau/memberships/new/"


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rob@gmial.con", "rob@gmail.com"),
        ("Rob@GMIAL.com", "rob@gmail.com"),
        ("rob@gmail.co", "rob@gmail.com"),
        ("rob@hotmial.nl", "rob@hotmail.nl"),
        ("rob@zigo.nl", "rob@ziggo.nl"),
        ("rob@outlok.com", "rob@outlook.com"),
        ("rob@gmail.com", ""),
        ("rob@hotmail.be", ""),
        ("rob@live.nl", ""),
        ("rob@school.nl", ""),
        ("rob@kustzoomcollege.nl", ""),
        ("rob@demo.example", ""),
        ("rob@home.nl", ""),
    ],
)
def test_what_looks_like_a_typing_error(typed, meant):
    assert probably(typed) == meant


def told(place, **fields) -> dict:
    usual = {"email": "rob@gmial.con", "name": "Rob Kooistra", "role": "business"}
    return {**usual, "region": place.region.pk, "starts_on": "2026-11-22", **fields}


def test_both_buttons_answer_and_what_was_typed_stays(merenland, office):
    answer = office.post(NEW, told(merenland))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Bedoelt u gmail.com?" in page
    assert 'value="rob@gmail.com" class="btn btn-primary">Ja, rob@gmail.com<' in page
    assert 'value="rob@gmial.con" class="btn btn-quiet">Nee, rob@gmial.con klopt<' in page
    assert 'value="Rob Kooistra"' in page and not User.objects.filter(name="Rob Kooistra").exists()
    assert office.post(NEW, told(merenland, email_as="rob@gmail.com")).status_code == 302
    assert User.objects.get(name="Rob Kooistra").email == "rob@gmail.com"


def test_who_says_that_it_is_right_is_not_asked_again(merenland, office):
    asked = told(merenland, email_as="rob@gmial.con", name="")
    answer = office.post(NEW, asked)
    assert list(answer.context["form"].errors) == ["name"]
    assert 'name="email_as" value="rob@gmial.con"' in answer.content.decode()
    assert office.post(NEW, {**asked, "name": "Rob"}).status_code == 302
    assert User.objects.filter(email="rob@gmial.con").exists()


def test_an_answer_about_another_address_answers_nothing(merenland, office):
    answer = office.post(NEW, told(merenland, email_as="iemand@elders.example"))
    assert answer.status_code == 422 and "Bedoelt u gmail.com?" in answer.content.decode()


def test_who_has_that_address_already_is_not_asked_about(merenland, office):
    User.objects.create_user("rob@gmial.con", name="Rob Kooistra")
    assert office.post(NEW, told(merenland)).status_code == 302


def test_the_page_of_a_person_asks_only_of_a_new_address(office):
    rob = User.objects.create_user("rob@gmial.con", name="Rob")
    path = f"/bureau/people/{rob.pk}/"
    assert office.post(path, {"name": "Rob K", "email": "rob@gmial.con"}).status_code == 302
    answer = office.post(path, {"name": "Rob K", "email": "rob@hotmial.nl"})
    assert answer.status_code == 422 and "Bedoelt u hotmail.nl?" in answer.content.decode()
    office.post(path, {"name": "Rob K", "email": "rob@hotmial.nl", "email_as": "rob@hotmail.nl"})
    rob.refresh_from_db()
    assert rob.email == "rob@hotmail.nl"


def test_assigning_asks_after_another_name_and_a_typing_error(merenland, office):
    bare = Region.objects.create(name="Kaal", slug="kaal")
    known = person("Loes Anders")
    fields = {"starts_on": "2026-11-22", "regions": [bare.pk]}
    answer = office.post("/bureau/assignments/", {**fields, "email": known.email, "name": "Iemand"})
    assert "Dit adres is van Loes Anders" in answer.content.decode()
    answer = office.post("/bureau/assignments/", {**fields, "email": "a@gmail.con", "name": "A"})
    assert "Bedoelt u gmail.com?" in answer.content.decode()
    assert not bare.memberships.exists()
