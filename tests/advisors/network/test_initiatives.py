"""What works in one region and is taken over by another: the name stays, nothing else travels."""

import datetime

import pgtrigger
import pytest
from django.urls import reverse

from advisors.models import Initiative, NetworkMeeting, Question, TakeOver, Theme
from regions.models import Region
from regions.plans.models import Activity
from regions.progress.models import Obstacle
from tests.conftest import NOW, member, person
from tests.test_canaries import canary, how, plant

pytestmark = pytest.mark.usefixtures("on_22_november")


@pytest.fixture
def initiative(merenland) -> Initiative:
    return Initiative.objects.create(
        region=merenland.region,
        title="Techniekbus langs de scholen",
        text="Een bus met lasrobot rijdt langs twaalf scholen.",
        theme=Theme.objects.create(name="Werving"),
        activity_key=merenland.plan.activities.get(code="1.1").key,
        shared_by=merenland.leader,
    )


def take(client, slug, initiative, **told):
    return client.post(reverse("initiative_take", args=[slug, initiative.pk]), told, follow=True)


def page_of(client, initiative) -> str:
    return client.get(reverse("initiative", args=[initiative.pk])).content.decode()


def listed(client, query="") -> str:
    return client.get(reverse("initiatives") + query).content.decode()


def test_a_leader_shares_what_works_on_an_activity_of_the_plan(merenland, kustzoom, browse):
    key = merenland.plan.activities.get(code="1.1").key
    told = {"title": "Techniekbus", "text": "Hij rijdt.", "activity": str(key)}
    browse(merenland.leader).post(reverse("initiative_new", args=["merenland"]), told)
    row = Initiative.objects.get()
    assert (row.region, row.activity_key, row.shared_by) == (
        merenland.region, key, merenland.leader,
    )  # fmt: skip
    for user in (kustzoom.leader, kustzoom.advisor):
        assert "Techniekbus" in listed(browse(user))


def test_another_region_takes_it_over_and_both_sides_see_the_trail(
    merenland, kustzoom, initiative, browse
):
    key = kustzoom.plan.activities.get(code="2.1").key
    client = browse(kustzoom.leader)
    page = take(client, "kustzoom", initiative, activity=str(key), note="Met onze eigen bus")
    assert "Je regio neemt het over van Merenland." in page.content.decode()
    own = page_of(client, initiative)
    assert "overgenomen van Merenland, 22 november 2026" in own
    assert "Hangt aan 2.1 Stages leerjaar 3" in own and "Met onze eigen bus" in own
    origin = page_of(browse(merenland.leader), initiative)
    assert "Kustzoom" in origin and "overgenomen van Merenland" in origin
    assert "Techniekbus" in listed(client, "?which=taken")
    assert "Techniekbus" in listed(browse(merenland.leader), "?which=ours")


def test_only_title_and_text_travel(merenland, kustzoom, initiative, browse):
    take(browse(kustzoom.leader), "kustzoom", initiative, note="Met onze eigen bus")
    origin = page_of(browse(merenland.leader), initiative)
    assert "Hangt aan 1.1 Keuzevak" in origin and "Met onze eigen bus" not in origin
    for user in (kustzoom.leader, kustzoom.advisor):
        page = page_of(browse(user), initiative)
        assert "Keuzevak Slimme" not in page and "Sanne Wiggers" not in page


def test_a_region_takes_it_over_once_and_never_its_own(merenland, kustzoom, initiative, browse):
    client = browse(kustzoom.leader)
    take(client, "kustzoom", initiative)
    again = take(client, "kustzoom", initiative)
    assert "nam dit al over" in again.content.decode()
    assert TakeOver.objects.count() == 1
    own = reverse("initiative_take", args=["merenland", initiative.pk])
    assert browse(merenland.leader).post(own).status_code == 403


def test_a_take_over_is_taken_back_by_its_own_region_only(merenland, kustzoom, initiative, browse):
    take(browse(kustzoom.leader), "kustzoom", initiative)
    pk = TakeOver.objects.get().pk
    for place, slug in ((merenland, "merenland"), (merenland, "kustzoom")):
        address = reverse("initiative_give_back", args=[slug, pk])
        assert browse(place.leader).post(address).status_code == 404
    browse(kustzoom.leader).post(reverse("initiative_give_back", args=["kustzoom", pk]))
    assert not TakeOver.objects.exists()


def test_what_is_withdrawn_stays_with_who_took_it_over(
    merenland, kustzoom, bureau, initiative, browse
):
    take(browse(kustzoom.leader), "kustzoom", initiative)
    third = person("Derde Leider")
    member(third, "leader", Region.objects.create(name="Veenrand", slug="veenrand"))
    address = reverse("initiative_withdraw", args=["merenland", initiative.pk])
    browse(merenland.leader).post(address)
    for user in (merenland.leader, kustzoom.leader, kustzoom.advisor, bureau):
        assert "Ingetrokken door Merenland" in page_of(browse(user), initiative)
    stranger = browse(third)
    assert stranger.get(reverse("initiative", args=[initiative.pk])).status_code == 404
    assert "Techniekbus" not in listed(stranger)
    refused = stranger.post(reverse("initiative_take", args=["veenrand", initiative.pk]))
    assert refused.status_code == 404
    browse(merenland.leader).post(address, {"do": "undo"})
    assert "Techniekbus" in listed(stranger)


def test_nobody_changes_the_initiative_of_another_region(merenland, kustzoom, initiative, browse):
    client = browse(kustzoom.leader)
    for name in ("initiative_edit", "initiative_withdraw"):
        for slug in ("merenland", "kustzoom"):
            address = reverse(name, args=[slug, initiative.pk])
            assert client.post(address, {"title": "Van mij"}).status_code == 404
    assert browse(merenland.advisor).post(
        reverse("initiative_edit", args=["merenland", initiative.pk])
    ).status_code == 403  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=lasrobot", True),
        ("?q=SCHOLEN+bus", True),
        ("?q=merenland", True),
        ("?q=zwembad", False),
        ("?q=%00", False),
        ("?q=100%25", False),
        ("?which=taken", False),
        ("?which=onzin", True),
    ],
)
def test_words_and_choices_find_an_initiative(kustzoom, initiative, browse, query, found):
    assert ("Techniekbus" in listed(browse(kustzoom.leader), query)) == found


def test_a_theme_finds_an_initiative(kustzoom, initiative, browse):
    client, other = browse(kustzoom.leader), Theme.objects.create(name="Anders")
    assert "Techniekbus" in listed(client, f"?theme={initiative.theme_id}")
    assert "Geen initiatief past" in listed(client, f"?theme={other.pk}")


def test_without_a_text_nothing_is_shared_and_what_was_typed_stays(merenland, browse):
    response = browse(merenland.leader).post(
        reverse("initiative_new", args=["merenland"]), {"title": "Bus", "text": " "}
    )
    assert response.status_code == 422 and 'value="Bus"' in response.content.decode()
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("who", ["leader", "advisor"])
def test_no_page_of_the_network_holds_a_canary_of_another_region(merenland, kustzoom, browse, who):
    for place in (merenland, kustzoom):
        plant(place)
    client = browse(getattr(merenland, who))
    names = ["network", "meetings", "initiatives"]
    pages = [reverse(name) for name in names]
    pages += [
        reverse("initiative", args=[pk]) for pk in Initiative.objects.values_list("pk", flat=True)
    ]
    meetings = NetworkMeeting.objects.values_list("pk", flat=True)
    pages += [reverse("meeting", args=[pk]) for pk in meetings]
    for address in pages:
        text = client.get(address).content.decode()
        assert canary(kustzoom) not in text and how(kustzoom) not in text, address


def test_the_pages_ask_as_often_for_many_as_for_one(
    merenland, kustzoom, initiative, browse, django_assert_max_num_queries
):
    client = browse(kustzoom.leader)
    addresses = [reverse("initiatives"), reverse("initiative", args=[initiative.pk])]
    few = []
    for address in addresses:
        with django_assert_max_num_queries(14) as asked:
            client.get(address)
        few.append(len(asked))
    for number in range(12):
        region = Region.objects.create(name=f"Regio {number}", slug=f"regio-{number}")
        TakeOver.objects.create(initiative=initiative, region=region, taken_at=NOW)
        Initiative.objects.create(region=region, title=f"Nummer {number}", text="Werkt.")
    for address, asked in zip(addresses, few, strict=True):
        with django_assert_max_num_queries(asked + 1):
            client.get(address)


def stuck(place, code: str, problem: str) -> Obstacle:
    activity = place.plan.activities.get(code=code)
    return Obstacle.objects.create(
        region=place.region, activity=activity, activity_key=activity.key, problem=problem,
        opened_on="2026-09-01", updated_on="2026-10-01",
    )  # fmt: skip


def test_it_says_which_open_obstacles_of_my_regions_it_may_help(
    merenland, kustzoom, initiative, browse
):
    with pgtrigger.ignore():
        Activity.objects.filter(code="1.1").update(kind=Activity.Kind.CAREER)
    stuck(kustzoom, "1.1", "Te weinig aanmeldingen")
    stuck(kustzoom, "2.1", "Bedrijf gestopt")
    stuck(merenland, "1.1", "Dat van onszelf")
    seen = page_of(browse(kustzoom.advisor), initiative)
    assert "Te weinig aanmeldingen" in seen and "Bedrijf gestopt" not in seen
    assert "Vraag de programmaleider of het helpt" in seen
    led = page_of(browse(kustzoom.leader), initiative)
    assert "Te weinig aanmeldingen" in led and "Vraag de programmaleider" not in led
    for user in (merenland.advisor, merenland.leader):
        assert "Waar het kan helpen" not in page_of(browse(user), initiative)
    Obstacle.objects.update(state=Obstacle.State.PICKED_UP, closed_on="2026-10-01")
    assert "Waar het kan helpen" not in page_of(browse(kustzoom.advisor), initiative)


def test_it_and_a_meeting_name_my_regions_that_asked_about_the_theme(
    merenland, kustzoom, initiative, browse
):
    meeting = NetworkMeeting.objects.create(
        title="Werving", theme=initiative.theme, starts_at=NOW + datetime.timedelta(days=9)
    )
    asked = {"asked_of": "advisor", "theme": initiative.theme, "text": "Hoe werven?"}
    Question.objects.create(region=kustzoom.region, asked_by=kustzoom.leader, **asked)
    Question.objects.create(
        region=merenland.region, asked_by=merenland.leader, is_confidential=True,
        assignee=merenland.advisor, **asked,
    )  # fmt: skip
    there = reverse("meeting", args=[meeting.pk])
    own = browse(kustzoom.advisor)
    for page in (page_of(own, initiative), own.get(there).content.decode()):
        assert "naar dit thema" in page and "/regions/kustzoom/questions/" in page
    for user in (merenland.advisor, kustzoom.leader):
        client = browse(user)
        assert "naar dit thema" not in page_of(client, initiative)
        assert "naar dit thema" not in client.get(there).content.decode()
    long_ago = NOW - datetime.timedelta(days=181)
    Question.objects.update(asked_at=long_ago)
    assert "naar dit thema" not in page_of(own, initiative)
