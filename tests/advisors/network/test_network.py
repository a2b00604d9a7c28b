"""Who knows what is told by people and counted by the portal; leaders see their own advisor."""

import datetime
import re

import pytest
from django.urls import reverse

from advisors.models import Expertise, Question, Talk, Theme
from regions.accounts.models import User
from tests.conftest import NOW, member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
TODAY = NOW.date()


@pytest.fixture
def recruiting(db) -> Theme:
    return Theme.objects.create(name="Werving")


def answered(place, theme, *, days=30, **fields) -> Question:
    at = NOW - datetime.timedelta(days=days)
    return Question.objects.create(
        region=place.region,
        asked_of="advisor",
        theme=theme,
        text="Hoe vind ik bedrijven?",
        answer="Bel ze.",
        asked_at=at,
        answered_at=at,
        answered_by=place.advisor,
        **fields,
    )


def talk(place, theme, cap="coach", **fields) -> Talk:
    told = {"note": "Geheim gesprek", "held_on": TODAY - datetime.timedelta(days=20)}
    return Talk.objects.create(
        region=place.region, author=place.advisor, theme=theme, cap=cap, **told | fields
    )


def page_of(browse, user, query="") -> str:
    return browse(user).get(reverse("network") + query).content.decode()


def test_evidence_is_counted_and_never_quoted(merenland, kustzoom, browse, recruiting):
    answered(merenland, recruiting)
    talk(merenland, recruiting)
    page = page_of(browse, kustzoom.advisor, "?q=leo")
    assert "1 vraag beantwoord, 1 gesprek" in page
    assert "Geheim gesprek" not in page and "Hoe vind ik bedrijven" not in page


def test_what_was_confidential_old_or_mediation_counts_for_nothing(
    merenland, kustzoom, browse, recruiting
):
    answered(merenland, recruiting, is_confidential=True)
    answered(merenland, recruiting, days=800)
    talk(merenland, recruiting, "mediator")
    talk(merenland, recruiting, held_on=TODAY - datetime.timedelta(days=800))
    Expertise.objects.create(advisor=merenland.advisor, theme=recruiting)
    page = page_of(browse, kustzoom.advisor, "?q=leo")
    assert "nog niets geteld" in page and "beantwoord," not in page


def test_a_theme_shows_who_knows_it_with_the_most_evidence_first(
    merenland, kustzoom, bureau, browse, recruiting
):
    Expertise.objects.create(advisor=merenland.advisor, theme=recruiting)
    answered(kustzoom, recruiting)
    other = Theme.objects.create(name="Conflicten")
    page = page_of(browse, bureau, f"?theme={recruiting.pk}")
    assert page.index("Nora Postma") < page.index("Leo Dekker")
    assert "niet zelf opgegeven" in page
    assert "Nog niemand voor dit thema" in page_of(browse, bureau, f"?theme={other.pk}")


@pytest.mark.parametrize("theme", ["0", "abc", "%00", "9" * 30])
def test_an_unknown_theme_filters_nothing(merenland, bureau, browse, recruiting, theme):
    assert "Leo Dekker" in page_of(browse, bureau, f"?theme={theme}")


def test_an_advisor_tells_a_theme_and_takes_it_back_with_undo(merenland, browse, recruiting):
    client = browse(merenland.advisor)
    told = {"theme": recruiting.pk, "note": "Tien jaar gedaan"}
    client.post(reverse("expertise_add"), told)
    row = Expertise.objects.get()
    assert (row.advisor, row.note) == (merenland.advisor, "Tien jaar gedaan")
    page = client.post(reverse("expertise_remove", args=[row.pk]), follow=True)
    assert "staat niet meer bij je gegevens" in page.content.decode()
    assert not Expertise.objects.exists()
    client.post(reverse("expertise_add"), told)
    assert Expertise.objects.get().note == "Tien jaar gedaan"
    again = client.post(reverse("expertise_add"), told)
    assert again.status_code == 422 and Expertise.objects.count() == 1


def test_nobody_removes_what_a_colleague_told(merenland, kustzoom, browse, recruiting):
    row = Expertise.objects.create(advisor=merenland.advisor, theme=recruiting)
    response = browse(kustzoom.advisor).post(reverse("expertise_remove", args=[row.pk]))
    assert response.status_code == 404 and Expertise.objects.exists()


def test_a_leader_sees_how_to_reach_the_own_advisor_only(merenland, kustzoom, browse):
    browse(merenland.advisor).post(
        reverse("network_me"), {"phone": "06 12345678", "days": "maandag tot en met woensdag"}
    )
    User.objects.filter(pk=kustzoom.advisor.pk).update(phone="06 87654321")
    page = page_of(browse, merenland.leader)
    assert "06 12345678" in page and "maandag tot en met woensdag" in page
    assert "Nora Postma" not in page and "06 87654321" not in page


def test_visits_together_are_counted_per_pair(merenland, kustzoom, browse, recruiting):
    for place, other in ((merenland, kustzoom), (kustzoom, merenland)):
        talk(place, None, channel="visit", colleague=other.advisor)
    talk(merenland, None, channel="phone", colleague=kustzoom.advisor)
    talk(merenland, None, "mediator", channel="visit", colleague=kustzoom.advisor)
    page = page_of(browse, merenland.advisor)
    assert "Leo Dekker en Nora Postma: 2 bezoeken" in page


def test_a_network_without_advisors_says_what_is_to_come(bureau, browse):
    assert "Nog geen ondersteuners" in page_of(browse, bureau)


def test_the_network_asks_as_often_for_thirty_advisors_as_for_two(
    merenland, kustzoom, bureau, browse, recruiting, django_assert_max_num_queries
):
    client = browse(bureau)
    with django_assert_max_num_queries(16) as few:
        client.get(reverse("network"))
    for number in range(20):
        advisor = person(f"Adviseur{number} Test", phone="06 12345678")
        member(advisor, "advisor", merenland.region)
        Expertise.objects.create(advisor=advisor, theme=recruiting)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("network"))


def test_the_network_is_a_table_of_people_and_themes(merenland, kustzoom, bureau, browse):
    first, second = (Theme.objects.create(name=name) for name in ("Werving", "Mandaat"))
    Theme.objects.create(name="Van niemand")
    Expertise.objects.create(advisor=merenland.advisor, theme=second)
    for theme in (first, first, second):
        answered(merenland, theme)
    talk(kustzoom, first)
    html = page_of(browse, bureau)
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    rows = [re.sub(r"<[^>]+>", " ", row).split() for row in table.split("</tr>")[:2]]
    assert rows == [
        ["Leo", "Dekker", "✓", "zegt", "het", "te", "kennen", "1", "2"],
        ["Nora", "Postma", "1"],
    ]
    assert "Van niemand</a>" not in html


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("nora", {"Nora Postma"}), ("werving", {"Leo Dekker"}), ("kustzoom", {"Nora Postma"}),
        ("leo werv", {"Leo Dekker"}), ("walvis", set()), ("", {"Leo Dekker", "Nora Postma"}),
    ],
)  # fmt: skip
def test_people_are_found_by_name_theme_and_region(
    words, found, merenland, kustzoom, bureau, browse, recruiting
):
    Expertise.objects.create(advisor=merenland.advisor, theme=recruiting)
    html = page_of(browse, bureau, f"?q={words}")
    assert {name for name in ("Leo Dekker", "Nora Postma") if f"{name}</" in html} == found
