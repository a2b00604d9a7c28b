"""Ideas wait on their list; the plan stays the plan."""

import datetime
import re

import pytest
from django.utils import timezone

from regions.plans.ideas.ideas import change_from_idea, half_year_of
from regions.plans.models import Activity, Idea, Plan, PlanChange
from regions.plans.versions import PlanRefused

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


@pytest.fixture
def bus(merenland) -> Idea:
    return Idea.objects.create(
        region=merenland.region,
        title="Techniekbus",
        text="Een bus langs de basisscholen.",
        origin="Techniekhuis",
        raised_at=timezone.make_aware(datetime.datetime(2026, 9, 3)),
        raised_by=merenland.advisor,
    )


def test_an_idea_only_becomes_a_plan_change_and_never_an_activity(merenland, bus, browse):
    before = Activity.objects.filter(plan=merenland.plan).count()
    response = browse(merenland.leader).post(f"{URL}{bus.pk}/change/")
    change = PlanChange.objects.get(idea=bus)
    assert response.url == f"/regions/merenland/plan/changes/{change.pk}/"
    assert (change.state, change.title) == (PlanChange.State.DRAFT, "Techniekbus")
    assert change.reason == (
        "Een bus langs de basisscholen.\n\n"
        "Idee van Techniekhuis, op de ideeënlijst sinds 3 september 2026."
    )
    bus.refresh_from_db()
    assert bus.state == Idea.State.CHANGE
    assert change.new_plan.activities.count() == before
    assert not change.new_plan.activities.filter(title__icontains="techniekbus").exists()
    page = browse(merenland.leader).get(f"{URL}{bus.pk}/").content.decode()
    assert response.url in page
    assert f"{URL}{bus.pk}/change/" not in page
    assert response.url not in browse(merenland.chair).get(f"{URL}{bus.pk}/").content.decode()


def test_no_second_change_is_made_while_one_is_open(merenland, bus, change, browse):
    page = browse(merenland.leader).post(f"{URL}{bus.pk}/change/", follow=True).content.decode()
    assert "staat nog open" in page
    bus.refresh_from_db()
    assert bus.state == Idea.State.NEW
    assert PlanChange.objects.count() == 1
    with pytest.raises(PlanRefused):
        change_from_idea(bus, merenland.leader)


def test_without_an_approved_plan_there_is_nothing_to_change(merenland, bus, browse):
    Plan.objects.filter(pk=merenland.plan.pk).update(state=Plan.State.SUPERSEDED)
    leader = browse(merenland.leader)
    assert "/change/" not in leader.get(f"{URL}{bus.pk}/").content.decode()
    page = leader.post(f"{URL}{bus.pk}/change/", follow=True).content.decode()
    assert "Er is nog geen goedgekeurd plan" in page


def test_nobody_writes_by_hand_that_an_idea_became_a_change(merenland, bus, browse):
    answer = browse(merenland.leader).post(f"{URL}{bus.pk}/", {"state": "change"})
    assert answer.status_code == 422
    bus.refresh_from_db()
    assert bus.state == Idea.State.NEW


@pytest.mark.usefixtures("on_22_november")
def test_the_meeting_sees_the_new_ideas_of_this_half_year_with_their_origin(merenland, bus, browse):
    key = merenland.plan.activities.get(code="2.1").key
    Idea.objects.create(region=merenland.region, title="Stagemarkt", activity_key=key)
    Idea.objects.create(region=merenland.region, title="Gehad", state="discussed")
    spring = timezone.make_aware(datetime.datetime(2026, 6, 30, 23, 59))
    Idea.objects.create(region=merenland.region, title="Oud idee", raised_at=spring)
    response = browse(merenland.chair).get(f"{URL}meeting/")
    groups = [(title, [str(idea) for idea in ideas]) for title, ideas in response.context["groups"]]
    assert groups == [
        ("2.1 Stages leerjaar 3", ["Stagemarkt"]),
        ("Niet bij één activiteit", ["Techniekbus"]),
    ]
    page = response.content.decode()
    assert "Techniekhuis · 3 september 2026" in page
    assert "nog 1 ouder idee" in page
    assert '<button class="btn btn-primary"' not in page
    earlier = browse(merenland.chair).get(f"{URL}meeting/?since=30-6-2026").content.decode()
    assert "Oud idee" in earlier
    wrong = browse(merenland.chair).get(f"{URL}meeting/?since=gisteren")
    assert wrong.status_code == 422
    assert "gisteren" in wrong.content.decode()


@pytest.mark.usefixtures("on_22_november")
def test_the_leader_marks_what_the_page_showed_as_discussed(merenland, kustzoom, bus, browse):
    later = Idea.objects.create(region=merenland.region, title="Kwam er net bij")
    strange = Idea.objects.create(region=kustzoom.region, title="Van een ander")
    posted = {"idea": [str(bus.pk), str(strange.pk), "x"]}
    assert browse(merenland.chair).post(f"{URL}meeting/", posted).status_code == 403
    page = browse(merenland.leader).post(f"{URL}meeting/", posted, follow=True).content.decode()
    assert "1 idee is gemarkeerd als besproken" in page
    for idea in (bus, later, strange):
        idea.refresh_from_db()
    assert (bus.state, later.state, strange.state) == ("discussed", "new", "new")


def test_a_half_year_starts_in_january_or_july():
    day = datetime.date
    assert half_year_of(day(2026, 6, 30)) == day(2026, 1, 1)
    assert half_year_of(day(2026, 7, 1)) == day(2026, 7, 1)
    assert half_year_of(day(2026, 12, 31)) == day(2026, 7, 1)


def test_the_meeting_asks_as_many_queries_for_many_ideas(
    merenland, browse, django_assert_num_queries
):
    keys = list(merenland.plan.activities.values_list("key", flat=True))
    client = browse(merenland.leader)
    client.get(f"{URL}meeting/")
    for number in range(30):
        Idea.objects.create(
            region=merenland.region,
            title=f"Idee {number}",
            activity_key=keys[number % len(keys)],
            raised_by=merenland.advisor,
        )
    with django_assert_num_queries(8):
        client.get(f"{URL}meeting/")


def test_who_wrote_an_idea_puts_it_right_or_removes_it(merenland, bus, browse):
    writer, path = browse(merenland.advisor), f"{URL}{bus.pk}/"
    assert f"{path}edit/" in writer.get(path).content.decode()
    form = writer.get(f"{path}edit/").content.decode()
    assert "Een bus langs de basisscholen." in form
    assert writer.post(f"{path}edit/", {"title": ""}).status_code == 422
    key = str(merenland.plan.activities.get(code="2.1").key)
    writer.post(f"{path}edit/", {"title": "Techniekwagen", "text": "Langs", "activity": key})
    bus.refresh_from_db()
    assert (bus.title, bus.text, bus.origin) == ("Techniekwagen", "Langs", "")
    assert (str(bus.activity_key), bus.raised_by) == (key, merenland.advisor)
    page = writer.post(f"{path}remove/", follow=True).content.decode()
    assert "Het idee ‘Techniekwagen’ is verwijderd." in page
    assert not Idea.objects.exists()


@pytest.mark.parametrize("state", ["discussed", "dropped", "change"])
def test_an_idea_is_not_rewritten_once_somebody_did_something_with_it(
    merenland, bus, browse, state
):
    Idea.objects.update(state=state)
    writer, path = browse(merenland.advisor), f"{URL}{bus.pk}/"
    assert f"{path}edit/" not in writer.get(path).content.decode()
    for deed in ("edit", "remove"):
        page = writer.post(f"{path}{deed}/", {"title": "Anders"}, follow=True).content.decode()
        assert "Alleen wie een idee schreef" in page
    assert Idea.objects.get().title == "Techniekbus"


def test_nobody_rewrites_the_idea_of_somebody_else(merenland, bus, bureau, browse):
    for who in (merenland.leader, bureau):
        client, path = browse(who), f"{URL}{bus.pk}/"
        assert f"{path}edit/" not in client.get(path).content.decode()
        for deed in ("edit", "remove"):
            client.post(f"{path}{deed}/", {"title": "Anders"})
    assert browse(merenland.chair).post(f"{path}edit/", {"title": "Anders"}).status_code == 403
    Idea.objects.update(raised_by=None)
    browse(merenland.leader).post(f"{path}remove/")
    assert Idea.objects.get().title == "Techniekbus"


def test_two_windows_do_not_overwrite_an_idea(merenland, bus, browse):
    writer, path = browse(merenland.advisor), f"{URL}{bus.pk}/edit/"
    seen = re.search(r'name="as_seen" value="([^"]*)"', writer.get(path).content.decode())[1]
    Idea.objects.update(text="In het andere venster.")
    posted = {"title": "Techniekbus", "text": "Hier", "origin": "Techniekhuis", "as_seen": seen}
    page = writer.post(path, posted)
    assert page.status_code == 422 and "In het andere venster." in page.content.decode()
