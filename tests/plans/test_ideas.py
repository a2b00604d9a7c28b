"""Ideas wait on their list; the plan stays the plan."""

import pytest

from regions.plans.models import Idea

pytestmark = pytest.mark.django_db
URL = "/regions/merenland/ideas/"


def test_leader_advisor_and_bureau_add_an_idea(merenland, bureau, browse):
    key = merenland.plan.activities.get(code="2.1").key
    for person in (merenland.leader, merenland.advisor, bureau):
        posted = {
            "title": f"Robotdag {person.name}",
            "origin": "Techniekhuis",
            "activity": str(key),
        }
        assert browse(person).post(URL, posted).status_code == 302
    refused = browse(merenland.chair).post(URL, {"title": "Robotdag", "origin": "Techniekhuis"})
    assert refused.status_code == 403
    idea = Idea.objects.get(raised_by=merenland.advisor)
    assert (idea.state, idea.activity_key) == (Idea.State.NEW, key)
    page = browse(merenland.leader).get(URL).content.decode()
    assert "3 ideeën wachten op bespreking" in page
    assert "2.1 Stages leerjaar 3" in page
    assert merenland.plan.activities.count() == 3


def test_an_empty_list_teaches_what_it_is_for(merenland, browse):
    assert "Nog geen ideeën" in browse(merenland.chair).get(URL).content.decode()


@pytest.mark.parametrize(
    "values", [{"title": ""}, {"title": "x", "activity": "x"}, {"title": "x" * 161}]
)
def test_a_wrong_idea_is_said_and_what_was_typed_stays(merenland, browse, values):
    response = browse(merenland.leader).post(URL, {"text": "Een goed plan", **values})
    assert response.status_code == 422
    assert "Een goed plan" in response.content.decode()
    assert not Idea.objects.exists()


def test_the_leader_says_what_became_of_it_and_others_only_look(merenland, kustzoom, browse):
    idea = Idea.objects.create(region=merenland.region, title="Robotdag")
    path = f"{URL}{idea.pk}/"
    assert browse(merenland.chair).get(path).status_code == 200
    assert browse(merenland.chair).post(path, {"state": "dropped"}).status_code == 403
    assert browse(kustzoom.leader).get(path).status_code == 404
    assert browse(merenland.leader).post(path, {"state": "weg"}).status_code == 422
    browse(merenland.leader).post(path, {"state": "discussed"})
    idea.refresh_from_db()
    assert idea.state == Idea.State.DISCUSSED


def test_the_csv_holds_what_is_shown_and_runs_nothing(merenland, browse):
    Idea.objects.create(region=merenland.region, title="=1+1", raised_by=merenland.chair)
    Idea.objects.create(region=merenland.region, title="Oud", state="dropped")
    text = browse(merenland.chair).get(f"{URL}export.csv?state=new").content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert "Oud" not in text


def test_the_list_asks_as_many_queries_for_many_ideas(merenland, browse, django_assert_num_queries):
    key = merenland.plan.activities.first().key
    for number in range(20):
        Idea.objects.create(
            region=merenland.region,
            title=f"Idee {number}",
            activity_key=key,
            raised_by=merenland.chair,
        )
    client = browse(merenland.chair)
    client.get(URL)
    with django_assert_num_queries(10):
        client.get(URL)
