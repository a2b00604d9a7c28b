"""A word for who comes next: who writes it, who reads it, and how it ends."""

import datetime

import pytest
from django.urls import reverse

from advisors.models import PartingWord
from regions.models import Membership
from sto_portal.privacy.retention import retain
from tests.conftest import NOW, member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
WORD = "/regions/merenland/handover/word/"
PAGES = ("/regions/merenland/handover/", "/regions/merenland/start/")


def write(client, text: str, **more):
    return client.post(WORD, {"text": text, **more}, follow=True)


def both(client) -> str:
    return "".join(client.get(page).content.decode() for page in PAGES)


def test_the_word_of_a_leader_is_read_by_who_comes_next_the_advisor_and_the_bureau(
    merenland, bureau, browse
):
    said = write(browse(merenland.leader), "Bel eerst Gerda van het Techniekhuis.")
    assert "Het staat op de pagina van de overdracht." in said.content.decode()
    new = person("Nina Nieuw")
    member(new, "leader", merenland.region)
    for user in (merenland.leader, new, merenland.advisor, bureau):
        assert both(browse(user)).count("Bel eerst Gerda") == 2, user


def test_the_word_of_an_advisor_is_not_for_the_region(merenland, bureau, browse):
    page = browse(merenland.advisor).get(WORD).content.decode()
    assert "de regio zelf niet" in page
    write(browse(merenland.advisor), "De voorzitter en Sanne botsen.")
    new = person("Nina Nieuw")
    member(new, "advisor", merenland.region)
    for user in (merenland.advisor, new, bureau):
        assert "botsen" in both(browse(user)), user
    assert "botsen" not in both(browse(merenland.leader))


def test_it_is_one_word_that_its_writer_changes_and_takes_away(merenland, browse):
    client = browse(merenland.leader)
    write(client, "Eerst dit.")
    write(client, "Eerst dat.")
    assert PartingWord.objects.get().text == "Eerst dat."
    assert write(client, "  ").status_code == 422 and PartingWord.objects.get().text == "Eerst dat."
    client.post(WORD, {"do": "remove"})
    assert not PartingWord.objects.exists()
    client.post(WORD, {"do": "remove"})
    assert "Dat schreef nog niemand." in client.get(PAGES[0]).content.decode()


def test_each_writes_a_word_of_their_own_and_the_bureau_writes_none(merenland, bureau, browse):
    write(browse(merenland.leader), "Van Sanne.")
    write(browse(merenland.advisor), "Van Leo.")
    told = PartingWord.objects.values_list("author__name", "text", "is_of_advisor")
    assert set(told) == {
        (merenland.leader.name, "Van Sanne.", False),
        (merenland.advisor.name, "Van Leo.", True),
    }
    assert browse(bureau).get(WORD).status_code == 403
    assert browse(merenland.chair).post(WORD, {"text": "Ik ook"}).status_code == 403


def test_who_left_reads_nothing_more_and_the_word_stays(merenland, browse):
    client = browse(merenland.leader)
    write(client, "Bel Gerda.")
    Membership.objects.filter(user=merenland.leader).update(
        ends_on=NOW.date() - datetime.timedelta(days=1)
    )
    assert client.get(PAGES[0]).status_code == 404 and client.get(WORD).status_code == 404
    assert "Bel Gerda." in both(browse(merenland.advisor))


def test_it_is_kept_for_two_years(merenland):
    old, young = NOW - datetime.timedelta(days=731), NOW - datetime.timedelta(days=729)
    for author, at in ((merenland.leader, old), (merenland.advisor, young)):
        PartingWord.objects.create(
            region=merenland.region, author=author, is_of_advisor=False, text="x", written_at=at
        )
    retain(NOW)
    assert PartingWord.objects.get().author == merenland.advisor


def test_the_page_for_who_starts_speaks_to_a_new_advisor(merenland, snapshots, browse):
    snapshots(merenland.region, -1.0, -2.0)
    new = person("Nina Nieuw")
    member(new, "advisor", merenland.region, starts_on=datetime.date(2026, 11, 1))
    page = browse(new).get(reverse("starter", args=["merenland"])).content.decode()
    assert "Merenland, die je voortaan ondersteunt" in page and "Welkom" not in page
    assert "Wat programmaleiders vragen als ze beginnen" in page
    told = browse(new).get(PAGES[0]).context["stand"]
    assert merenland.leader.name in page and told[1:] in page
    known = browse(merenland.advisor).get(reverse("starter", args=["merenland"])).content.decode()
    assert "voortaan" not in known
