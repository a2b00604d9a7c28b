"""One box over everything that a person may see, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors.models import Initiative
from advisors.search.search import search
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


def names(user, words: str) -> set[str]:
    return {str(group.name) for group in search(user, words)}


def test_each_role_finds_what_it_may_see(songs, bureau):
    found = {
        "leader": names(songs.leader, "zeepaard"),
        "advisor": names(songs.advisor, "zeepaard"),
        "chair": names(songs.chair, "zeepaard"),
        "bureau": names(bureau, "zeepaard"),
        "nobody": names(person("Niemand Bekend"), "zeepaard"),
    }
    assert found == {
        "leader": {"Vragen", "Gesprekken", "Bedrijven", "Keuzevakken"},
        "advisor": {"Vragen", "Gesprekken", "Bedrijven", "Keuzevakken"},
        "chair": {"Keuzevakken"},
        "bureau": {"Bedrijven", "Keuzevakken"},
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
    assert len(seen) <= 11
