"""One box over everything that a person may see, and nothing else."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from advisors.answers.meaning.keeping import keep_meanings
from advisors.models import AnswerCard, Initiative, Promise, Talk
from advisors.search.search import KINDS, search, search_otherwise
from advisors.search.spelling import errors_in
from regions.models import Membership, School
from regions.progress.models import Obstacle
from tests.canaries.advisors import plant_questions, plant_talks
from tests.canaries.electives import plant_electives
from tests.canaries.partners import plant_partners
from tests.conftest import person

pytestmark = pytest.mark.usefixtures("on_22_november")


@pytest.fixture
def songs(merenland, kustzoom):
    for place, word in ((merenland, "zeepaard"), (kustzoom, "zeester")):
        plant_partners(place, word, word)
        plant_electives(place, word, word)
        plant_talks(place, word)
        plant_questions(place, word)
    return merenland


IN_REGION = ("Leerlabs", "Events", "Scholen")


def names(user, words: str) -> set[str]:
    return {str(group.name) for group in search(user, words)}


def test_each_role_finds_what_it_may_see(songs, bureau):
    ours = {"Vragen", "Gesprekken", "Afspraken", "Bedrijven", "Keuzevakken", *IN_REGION}
    found = {
        "leader": names(songs.leader, "zeepaard"),
        "advisor": names(songs.advisor, "zeepaard"),
        "chair": names(songs.chair, "zeepaard"),
        "bureau": names(bureau, "zeepaard"),
        "nobody": names(person("Niemand Bekend"), "zeepaard"),
    }
    assert found == {
        "leader": ours | {"Contactpersonen"},
        "advisor": ours,
        "chair": {"Keuzevakken", *IN_REGION},
        "bureau": {"Bedrijven", "Keuzevakken", *IN_REGION},
        "nobody": set(),
    }


def test_nobody_finds_a_word_of_another_region(songs):
    for user in (songs.leader, songs.advisor, songs.chair):
        assert not search(user, "zeester")


def test_the_mediators_note_is_found_by_nobody_else(songs, bureau):
    hits = {
        user.name: [hit.title for group in search(user, "geheim") for hit in group.hits]
        for user in (songs.leader, songs.advisor, songs.chair, bureau)
    }
    assert [name for name, titles in hits.items() if titles] == [songs.advisor.name]


def test_regions_activities_cards_and_initiatives_are_found_by_their_names(songs, browse):
    Initiative.objects.create(region=songs.region, title="Technieklokaal op wielen", text="Bus")
    assert names(songs.leader, "meren") >= {"Regio’s"}
    assert names(songs.leader, "vergaderen") == {"Antwoordkaarten"}
    assert names(songs.advisor, "wielen") == {"Initiatieven"}
    title = songs.plan.activities.get(code="2.1").title
    assert "Activiteiten van plannen" in names(songs.leader, title[:8])
    page = browse(songs.leader).get(reverse("search"), {"q": "vergaderen"}).content.decode()
    assert "Hoe vaak vergaderen?" in page


ODD = ["", " ", "z", "zz-niets", "%", "_", "' or 1=1 --", "\x00", "x" * 500, "a & | ! <-> :*"]


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_no_trouble(words, songs, browse):
    answer = browse(songs.leader).get(reverse("search"), {"q": words})
    assert answer.status_code == 200


def test_a_search_asks_one_query_a_kind(songs, browse):
    with CaptureQueriesContext(connection) as seen:
        search(songs.advisor, "zeepaard")
    assert len(seen) <= len(KINDS) + 1


def told(user, words: str) -> list[tuple[str, str, str]]:
    return [(hit.title, hit.about, hit.url) for kind in search(user, words) for hit in kind.hits]


def test_people_are_found_by_who_meets_them_on_a_page(merenland, kustzoom, bureau):
    """The leader of a region, by everybody: the group and the advisor there, and the bureau."""
    name, seat = merenland.leader.name, "Programmaleider, Merenland"
    pages = {
        merenland.advisor: "/regions/merenland/call-card/",
        merenland.chair: "/regions/merenland/steering/",
        bureau: f"/bureau/people/{merenland.leader.pk}/",
    }
    for who, page in pages.items():
        assert told(who, name.lower()) == [(name, seat, page)]
    network = "/advisors/network/leaders/?q=Sanne+Wiggers"
    for who in (kustzoom.leader, kustzoom.advisor):
        assert told(who, name) == [(name, seat, network)]
    for who in (kustzoom.chair, person("Niemand Bekend")):
        assert told(who, name) == []
    own = merenland.advisor.name
    assert [hit[2] for hit in told(merenland.leader, own)] == ["/advisors/network/"]
    assert [hit[2] for hit in told(kustzoom.advisor, own)] == ["/advisors/network/"]
    assert told(merenland.chair, own) == told(kustzoom.leader, own) == []


def test_who_left_is_found_no_more(merenland):
    Membership.objects.filter(user=merenland.leader).update(ends_on=datetime.date(2026, 11, 1))
    assert told(merenland.advisor, merenland.leader.name) == []


def test_obstacles_are_found_by_who_reads_logs(merenland, kustzoom, bureau):
    activity = merenland.plan.activities.get(code="2.1")
    Obstacle.objects.create(
        region=merenland.region, activity=activity, activity_key=activity.key,
        problem="De draaibank is stuk", recovery="Monteur gebeld",
        opened_on=datetime.date(2026, 10, 1), updated_on=datetime.date(2026, 10, 1),
    )  # fmt: skip
    for who in (merenland.leader, merenland.advisor, bureau):
        for words in ("draaibank", "monteur"):
            assert [hit[0] for hit in told(who, words)] == ["De draaibank is stuk"]
    for who in (merenland.chair, kustzoom.leader, kustzoom.advisor):
        assert told(who, "draaibank") == []


def test_an_agreement_is_found_by_who_reads_it(merenland, kustzoom):
    for cap, text in (("coach", "Rolverdeling op papier"), ("mediator", "Rolverdeling, stil")):
        talk = Talk.objects.create(
            region=merenland.region, author=merenland.advisor, cap=cap, note="Gesproken",
            held_on=datetime.date(2026, 11, 2),
        )  # fmt: skip
        Promise.objects.create(talk=talk, who="advisor", text=text)
    found = {
        who: {hit[0] for hit in told(who, "rolverdeling")}
        for who in (merenland.advisor, merenland.leader, merenland.chair, kustzoom.advisor)
    }
    assert list(found.values()) == [
        {"Rolverdeling op papier", "Rolverdeling, stil"}, {"Rolverdeling op papier"}, set(), set(),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"), [("merenlnad", "merenland"), ("Merelnand!", "merenland"), ("zzzzzz", "")]
)
def test_a_typing_error_is_forgiven(typed, meant, merenland, browse):
    page = browse(merenland.leader).get(reverse("search"), {"q": typed}).content.decode()
    assert (f"Gevonden met ‘{meant}’" in page and "/regions/merenland/" in page) == bool(meant)
    assert ("Niets gevonden" in page) != bool(meant)


def test_a_typing_error_tells_no_word_that_one_may_not_see(songs, browse):
    """It looks like a word of the other region, and like none that this leader reads."""
    assert search_otherwise(songs.leader, "zeesterr") == ("", [])
    assert search_otherwise(songs.leader, "zeepaadr")[0] == "zeepaard"


def test_what_reads_as_a_question_finds_cards_by_meaning(merenland):
    keep = {"recheck_on": datetime.date(2027, 11, 1), "published_at": timezone.now()}
    AnswerCard.objects.create(
        title="Wat staat er in een goed mandaat?", answer="Waarover de stuurgroep besluit.",
        also_asked="Mogen zij de directeur ontslaan?", **keep,
    )  # fmt: skip
    keep_meanings(600)
    words = "mogen zij een directeur ontslaan zomaar"
    assert not search(merenland.leader, words)
    (found,) = search_otherwise(merenland.leader, words)[1]
    assert [hit.title for hit in found.hits] == ["Wat staat er in een goed mandaat?"]
    assert search_otherwise(merenland.chair, words) == ("", [])


LETTERS = st.text("abcdefg", min_size=1, max_size=7)


@given(LETTERS, LETTERS)
def test_errors_are_counted_as_a_slow_and_plain_rule_does(word, other):
    def distance(a: str, b: str) -> int:
        if not a or not b:
            return len(a) + len(b)
        ways = [distance(a[1:], b) + 1, distance(a, b[1:]) + 1]
        ways.append(distance(a[1:], b[1:]) + (a[0] != b[0]))
        if len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]:
            ways.append(distance(a[2:], b[2:]) + 1)
        return min(ways)

    word, other = word[:5], other[:5]
    assert errors_in(word, other)[0] == min(
        distance(word, other[:end]) for end in range(len(other) + 1)
    )


def test_the_bureau_finds_schools_and_people_by_address_or_without_a_role(merenland, bureau):
    School.objects.create(region=merenland.region, name="De Winkelhaak", place="Oosterveen")
    loose = person("Wouter Wiggers")
    for words in ("winkelhaak", "oosterveen"):
        (found,) = search(bureau, words)
        assert found.hits[0].about == "Oosterveen, Merenland"
    (found,) = search(bureau, merenland.leader.email)
    assert [hit.title for hit in found.hits] == [merenland.leader.name]
    hits = [hit.title for found in search(bureau, "wiggers") for hit in found.hits]
    assert sorted(hits) == [merenland.leader.name, loose.name]
    for user in (merenland.leader, merenland.advisor, merenland.chair):
        for words in (loose.name, merenland.leader.email):
            assert search(user, words) == []
