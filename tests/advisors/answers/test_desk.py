"""The question desk as an inbox: tabs, order, search, and a handful of questions at once."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisors.answers.doors import waiting_for
from advisors.answers.questions.colleagues import colleagues_for
from advisors.models import Absence, AnswerCard, Expertise, Question, Reading, Theme
from advisors.week.badges import waiting_counts
from regions.models import Role
from tests.conftest import NOW, Place, member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
DESK = "/advisors/questions/"


def ask(place: Place, text: str, days: int = 1, **fields) -> Question:
    told = {"asked_of": "advisor", "asked_by": place.leader}
    told["asked_at"] = NOW - datetime.timedelta(days=days)
    return Question.objects.create(region=place.region, text=text, **told | fields)


def done(place: Place, text: str, **fields) -> Question:
    told = {"answer": "Zo.", "answered_at": NOW, "answered_by": place.advisor}
    return ask(place, text, **told | fields)


def shown(page, query: str = "") -> list[str]:
    """The questions on the desk from top to bottom, as somebody reads them."""
    html = page.get(DESK + query).content.decode()
    links = re.findall(r'<a href="/advisors/questions/\d+/">([^<]*)</a>', html)
    return [text.replace("&#x27;", "'") for text in links]


@pytest.fixture
def hicham(kustzoom):
    who = person("Hicham Collega")
    member(who, Role.ADVISOR, kustzoom.region)
    return who


@pytest.fixture
def mandate(db) -> Theme:
    return Theme.objects.create(name="Mandaat en rol")


def test_only_what_waits_stands_on_the_desk_and_the_rest_behind_tabs(
    merenland, kustzoom, hicham, browse
):
    old, new = ask(merenland, "Oude vraag", 9), ask(merenland, "Nieuwe vraag", 2)
    handed = ask(merenland, "Bij Hicham", assignee=hicham, handed_at=NOW)
    asked = ask(merenland, "Aan Sanne", asked_of="leader", asked_by=merenland.advisor)
    answered = done(merenland, "Klaar")
    ask(kustzoom, "Van een ander")
    page = browse(merenland.advisor)
    assert shown(page) == shown(page, "?only=mine") == [old.text, new.text]
    assert shown(page, "?only=nonsense&sort=nonsense") == [old.text, new.text]
    assert shown(page, "?only=colleague") == [handed.text]
    assert shown(page, "?only=others") == [asked.text]
    assert shown(page, "?only=answered") == [answered.text]
    assert shown(page, "?sort=new") == [new.text, old.text]
    told = page.get(DESK).content.decode()
    assert "2 vragen wachten op je" in told and "9 dagen" in told and "Meedenken" not in told


def test_the_desk_is_searched_filtered_and_put_in_order(merenland, mandate, browse):
    first = done(merenland, "Wie betaalt de bus?", theme=mandate)
    second = done(merenland, "Mag een directeur meestemmen?", answer="De bus is van Jan.")
    third = done(merenland, "Hoe werf ik docenten?")
    page = browse(merenland.advisor)
    tab = "?only=answered&"
    assert set(shown(page, tab + "q=bus")) == {first.text, second.text}
    assert shown(page, tab + "q=docent") == [third.text]
    assert len(shown(page, tab + f"q={merenland.leader.name.split()[0]}")) == 3
    assert shown(page, tab + "q=walvis") == shown(page, tab + "q=%00") == []
    assert shown(page, tab + f"theme={mandate.pk}") == [first.text]
    assert set(shown(page, tab + "theme=none")) == {second.text, third.text}
    assert shown(page, tab + "sort=theme")[0] == first.text
    assert b"Als tabel" in page.get(DESK + tab).content


def test_a_theme_is_given_to_all_that_are_ticked(merenland, kustzoom, mandate, browse):
    ours = [ask(merenland, f"Vraag {number}") for number in range(3)]
    theirs = ask(kustzoom, "Niet van mij")
    page = browse(merenland.advisor)
    ticked = [str(one.pk) for one in ours[:2]]
    back = page.post(DESK + "?sort=new", {"question": ticked, "do": "theme", "theme": mandate.pk})
    assert back["Location"] == DESK + "?sort=new"
    assert set(Question.objects.filter(theme=mandate)) == set(ours[:2])
    answer = page.post(
        DESK, {"question": [*ticked, str(theirs.pk)], "do": "theme", "theme": mandate.pk}
    )
    assert answer.status_code == 422 and "ligt niet meer op je bureau" in answer.content.decode()
    assert Question.objects.filter(theme=mandate).count() == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"do": "theme"}, "Kruis eerst vragen aan"),
        ({"do": "theme", "question": "ours"}, "Kies een thema"),
        ({"do": "hand", "question": "ours"}, "Kies een collega"),
        ({"do": "hand", "question": "ours", "colleague": "x"}, "Overdragen aan"),
        ({"do": "other", "question": "ours"}, ""),
        ({"do": "theme", "question": "\x00"}, "ligt niet meer op je bureau"),
    ],
)
def test_what_is_missing_is_named_and_what_was_ticked_stays(sent, said, merenland, browse):
    one = ask(merenland, "Vraag")
    told = {name: str(one.pk) if value == "ours" else value for name, value in sent.items()}
    answer = browse(merenland.advisor).post(DESK, told)
    html = answer.content.decode()
    assert answer.status_code == 422 and said in html
    assert ("checked" in html) == (sent.get("question") == "ours")


def test_a_handful_is_handed_over_and_what_is_in_confidence_stays(merenland, hicham, browse):
    two = [ask(merenland, f"Vraag {number}") for number in range(2)]
    secret = ask(merenland, "Geheim", is_confidential=True, assignee=merenland.advisor)
    ticked = [str(one.pk) for one in (*two, secret)]
    page = browse(merenland.advisor)
    told = {"question": ticked, "do": "hand", "colleague": str(hicham.pk)}
    said = page.post(DESK, told, follow=True).content.decode()
    assert "Hicham Collega beantwoordt nu 2 vragen." in said and "1 vraag blijft" in said
    assert set(waiting_for(hicham)) == set(two)
    assert list(waiting_for(merenland.advisor)) == [secret]
    again = page.post(DESK, told, follow=True).content.decode()
    assert "3 vragen blijven" in again and "beantwoordt nu" not in again


def test_the_theme_of_a_question_is_set_by_who_answers_it(merenland, kustzoom, mandate, browse):
    one = ask(merenland, "Vraag")
    address = reverse("question_theme", args=[one.pk])
    page = browse(merenland.advisor)
    for theme, kept in ((str(mandate.pk), mandate), ("0", mandate), ("", None)):
        page.post(address, {"theme": theme})
        one.refresh_from_db()
        assert one.theme == kept
    assert browse(merenland.leader).post(address, {"theme": mandate.pk}).status_code == 403
    assert browse(kustzoom.advisor).post(address, {"theme": mandate.pk}).status_code == 404


def test_colleagues_are_listed_by_what_they_know_and_who_is_away_stands_last(
    merenland, kustzoom, mandate, hicham, browse
):
    away, talks = person("Aafke Afwezig", phone="06 12345678"), person("Zus Antwoordt")
    for who in (away, talks):
        member(who, Role.ADVISOR, kustzoom.region)
    Expertise.objects.create(advisor=away, theme=mandate)
    Expertise.objects.create(advisor=hicham, theme=mandate, note="twee conflicten gesust")
    done(kustzoom, "Eerder", theme=mandate, answered_by=talks)
    Absence.objects.create(
        advisor=away, starts_on=NOW.date(), ends_on=NOW.date() + datetime.timedelta(days=9)
    )
    one = ask(merenland, "Vraag", theme=mandate)
    names = [entry.advisor.name for entry in colleagues_for(one, merenland.advisor, NOW)]
    assert names[:2] == ["Hicham Collega", "Zus Antwoordt"] and names[-1] == "Aafke Afwezig"
    told = browse(merenland.advisor).get(reverse("question_answer", args=[one.pk])).content.decode()
    assert "twee conflicten gesust" in told and "06 12345678" in told
    assert "tot en met 1 december" in told


def test_the_menu_counts_what_waits_in_one_query(merenland, kustzoom, hicham, browse):
    page = browse(merenland.advisor)
    assert waiting_counts(merenland.advisor) == {"advisor_questions": 0, "readings": 0}
    assert 'class="waits"' not in page.get("/search/").content.decode()
    ask(merenland, "Vraag")
    ask(merenland, "Nog een")
    ask(kustzoom, "Niet van mij")
    Reading.objects.create(plan=kustzoom.plan, reader=hicham)
    with CaptureQueriesContext(connection) as seen:
        assert waiting_counts(merenland.advisor) == {"advisor_questions": 2, "readings": 0}
    assert len(seen) == 1
    told = page.get("/search/").content.decode()
    assert re.findall(r'class="waits">(\d+)', told) == [
        "2",
        "2",
    ]  # the bar, and the menu of a phone
    assert 'class="waits"' not in browse(merenland.leader).get("/search/").content.decode()


CARD_PAGE = "/advisors/questions/with-card/"


@pytest.fixture
def card(db) -> AnswerCard:
    return AnswerCard.objects.create(
        title="Wie betaalt de bus naar het bedrijf?", answer="Dat mag uit de subsidie.",
        recheck_on=datetime.date(2027, 11, 22), published_at=timezone.now(),
    )  # fmt: skip


def test_a_handful_is_answered_with_one_card(merenland, card, browse):
    ours = [ask(merenland, f"Wie betaalt de bus naar bedrijf {number}?") for number in range(2)]
    secret = ask(merenland, "Geheim", is_confidential=True, assignee=merenland.advisor)
    page = browse(merenland.advisor)
    ticked = [str(one.pk) for one in (*ours, secret)]
    chosen = page.post(DESK, {"question": ticked, "do": "card"}, follow=True)
    html = chosen.content.decode()
    assert "Welke kaart beantwoordt deze 2 vragen?" in html and card.title in html
    here = f"{chosen.request['PATH_INFO']}?{chosen.request['QUERY_STRING']}&card={card.pk}"
    assert card.answer in page.get(here).content.decode()
    done = page.post(here, {"answer": "Ja, uit de subsidie."}, follow=True).content.decode()
    assert "2 vragen zijn beantwoord." in done
    told = Question.objects.filter(card=card).values_list("answer", "answered_by")
    assert list(told) == [("Ja, uit de subsidie.", merenland.advisor.pk)] * 2
    secret.refresh_from_db()
    assert secret.answered_at is None
    late = page.post(here, {"answer": "Nog eens."}, follow=True).content.decode()
    assert "wachten niet meer op je" in late
    assert not Question.objects.filter(answer="Nog eens.").exists()


def test_an_answer_to_several_regions_names_nobody(merenland, kustzoom, card, browse):
    member(merenland.advisor, "advisor", kustzoom.region)
    two = [ask(place, "Wie betaalt de bus?") for place in (merenland, kustzoom)]
    page = browse(merenland.advisor)
    here = f"{CARD_PAGE}?card={card.pk}&" + "&".join(f"question={one.pk}" for one in two)
    told = page.post(here, {"answer": f"Bel {merenland.leader.name}."})
    assert told.status_code == 422 and merenland.leader.name in told.content.decode()
    assert "er staan namen in" in told.content.decode()
    assert not Question.objects.filter(answered_at__isnull=False).exists()
    page.post(here, {"answer": "Dat mag."})
    assert Question.objects.filter(answer="Dat mag.").count() == 2


def test_only_published_cards_and_own_questions_are_taken(merenland, kustzoom, card, browse):
    ours, theirs = ask(merenland, "Wie betaalt de bus?"), ask(kustzoom, "Wie betaalt de bus?")
    page = browse(merenland.advisor)
    here = f"{CARD_PAGE}?question={ours.pk}&question={theirs.pk}"
    assert "Welke kaart beantwoordt deze vraag?" in page.get(here).content.decode()
    assert card.title in page.get(f"{here}&q=subsidie").content.decode()
    AnswerCard.objects.update(published_at=None)
    assert "Geen kaart lijkt hierop" in page.get(f"{here}&q=subsidie").content.decode()
    page.post(f"{here}&card={card.pk}", {"answer": "Dat mag."})
    assert not Question.objects.filter(answered_at__isnull=False).exists()
    for query in ("", "?question=x&card=%00", f"?question={theirs.pk}"):
        back = page.get(CARD_PAGE + query)
        assert back.status_code == 302 and back["Location"] == DESK
