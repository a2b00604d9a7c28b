"""What pupils practise: the map, its gaps, and the links with which businesses look and answer."""

import datetime

import pytest
import time_machine
from django.test import Client

from electives.models import Competence, Elective, Missed, Offering, Practice, Reflection
from electives.skills.links import make_link
from electives.skills.practice import practise
from electives.skills.reading import skills_map
from electives.skills.words import gaps
from regions.models import School
from regions.partners.models import Partnership
from regions.plans.models import Idea
from tests.canaries.electives import plant_electives
from tests.canaries.partners import plant_partners
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("on_22_november")
QUERIES = 17
TODAY = datetime.date(2026, 11, 22)
MAP = "/regions/merenland/electives/skills/"


@pytest.fixture
def song(merenland) -> dict:
    return plant_partners(merenland, "zichtbaar", "intern") | plant_electives(
        merenland, "zichtbaar", "intern"
    )


@pytest.fixture
def made(song, merenland):
    partner = Partnership.objects.filter(region=merenland.region).first()
    return make_link(merenland.region, partner, merenland.leader, NOW)


def visit(token: str, **data):
    client = Client(enforce_csrf_checks=True)
    return client.post(f"/skills/{token}/", data) if data else client.get(f"/skills/{token}/")


def test_the_map_says_how_deep_and_where_little_is(song, merenland):
    found = skills_map(merenland.region, TODAY)
    shown = {line.competence.name: [cell.depth for cell in line.cells] for line in found.lines}
    assert shown["Meten zichtbaar"] == [2] and len(shown) == 6
    assert len(found.nowhere) == 5
    assert "‘Meten zichtbaar’ komt in één vak voor: Keuzevak zichtbaar." in gaps(found)


def test_the_map_of_a_school_holds_what_it_offers(song, merenland):
    here = Offering.objects.get().school
    other = School.objects.create(region=merenland.region, name="Elders")
    assert not skills_map(merenland.region, TODAY, here).is_empty
    assert skills_map(merenland.region, TODAY, other).is_empty


def test_depths_are_saved_at_once_and_nothing_half(song, merenland, browse):
    client = browse(merenland.leader)
    address = f"{MAP}places/elective/{song['elective']}/"
    ids = list(Competence.objects.of(merenland.region).values_list("pk", flat=True))
    answers = {f"c{pk}": "3" for pk in ids}
    assert client.post(address, answers | {f"c{ids[0]}": "9"}).status_code == 422
    assert Practice.objects.get().depth == 2
    assert client.post(address, answers).status_code == 302
    assert list(Practice.objects.values_list("depth", flat=True)) == [3] * 6
    assert client.post(address, dict.fromkeys(answers, "0")).status_code == 302
    assert not Practice.objects.exists()


def test_career_guidance_hangs_on_activities_of_the_plan(song, merenland, browse):
    client = browse(merenland.leader)
    competence = Competence.objects.lob().first()
    key = merenland.plan.activities.get(code="2.1").key
    client.post(f"{MAP}lob/", {f"{competence.pk}_{key}": "on", "onzin": "on"})
    assert Practice.objects.filter(activity_key=key).get().competence == competence
    assert (
        "4 loopbaancompetenties hebben geen activiteit" in client.get(f"{MAP}lob/").content.decode()
    )


def test_the_five_of_career_guidance_are_fixed(song, merenland, browse):
    competence = Competence.objects.lob().first()
    client = browse(merenland.leader)
    assert client.post(f"{MAP}competences/{competence.pk}/", {"name": "Anders"}).status_code == 404
    double = client.post(f"{MAP}competences/", {"name": "METEN zichtbaar"})
    assert double.status_code == 422


def test_the_page_of_a_link_shows_its_own_region_without_people(made, kustzoom, merenland):
    plant_partners(kustzoom, "vreemd", "vreemd")
    plant_electives(kustzoom, "vreemd", "vreemd")
    response = visit(made.token)
    text = response.content.decode()
    assert "Keuzevak zichtbaar" in text and "vreemd" not in text and "intern" not in text
    assert "Sanne" not in text and response["X-Robots-Tag"] == "noindex, nofollow"
    made.link.refresh_from_db()
    assert (
        made.link.opened_at and not made.link.answered_at and made.token not in str(vars(made.link))
    )


def test_what_is_missed_is_a_signal_and_no_idea(made, merenland, browse):
    ideas = Idea.objects.count()
    answer = {"answer": "missed", "text": "Wij missen solderen", "sender": "Jan"}
    assert visit(made.token, **answer).status_code == visit(made.token, **answer).status_code == 302
    row = Missed.objects.get(text="Wij missen solderen")
    assert Idea.objects.count() == ideas and row.seen_at is None
    client = browse(merenland.leader)
    assert "2 nieuw" in client.get(MAP).content.decode()
    client.post(f"{MAP}missed/{row.pk}/", {"reply": "We vragen het de school."})
    row.refresh_from_db()
    assert row.seen_at and row.replied_at and "1 nieuw" in client.get(MAP).content.decode()


def test_nothing_is_an_answer_too(made, merenland, browse):
    assert visit(made.token, answer="nothing").status_code == 302
    assert Client().get(f"/skills/{made.token}/thanks/").status_code == 200
    assert Missed.objects.filter(link=made.link).count() == 0
    assert "1 van 1" in browse(merenland.leader).get(MAP).content.decode()


def test_wrong_old_and_revoked_links_look_the_same(made, merenland):
    wrong = visit("verzonnen").content
    made.link.revoke(NOW)
    revoked = visit(made.token)
    again = make_link(merenland.region, made.link.partnership, merenland.leader, NOW)
    with time_machine.travel(NOW + datetime.timedelta(days=91), tick=False):
        old = visit(again.token)
    assert revoked.status_code == old.status_code == 404
    assert wrong == revoked.content == old.content


def test_a_business_answers_three_questions_once_a_year(made):
    elective = Elective.objects.get()
    words = {f"e{elective.pk}-{name}": "Goed" for name in ("pupils_learned", "works", "change")}
    answer = {"answer": "reflection", "elective": elective.pk}
    assert visit(made.token, **answer).status_code == 422
    for _twice in range(2):
        assert visit(made.token, **answer, **words).status_code == 302
    assert Reflection.objects.filter(partnership=made.link.partnership).count() == 1


def test_the_map_asks_as_much_however_much_there_is(
    song, merenland, browse, django_assert_num_queries
):
    client = browse(merenland.leader)
    with django_assert_num_queries(QUERIES):
        client.get(MAP)
    for number in range(8):
        row = Competence.objects.create(region=merenland.region, name=f"Kunnen {number}")
        practise(merenland.region, {row.pk: 1}, elective_id=song["elective"])
    with django_assert_num_queries(QUERIES):
        client.get(MAP)


def test_leaders_read_their_links_and_others_none(made, merenland, browse):
    school = School.objects.filter(region=merenland.region).first()
    client = browse(merenland.leader)
    answer = client.post(f"{MAP}links/new/", {"to": f"school-{school.pk}"})
    assert "/skills/" in answer.content.decode()
    text = client.get(f"{MAP}links/").content.decode()
    assert school.name in text and made.token not in text
    assert client.post(f"{MAP}links/new/", {}).status_code == 422
    for page in ("", "lob/", "places/", "links/", "missed/"):
        assert client.get(f"{MAP}{page}?format=csv").status_code == 200
    assert browse(merenland.chair).get(f"{MAP}missed/").status_code == 403
