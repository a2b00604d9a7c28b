"""Vectors are computed beside the pages, and held equal to the texts.

A run may come twice, late or next to itself: a unique key decides, and what it did not come to is
left for the next one. A card has a vector of its whole text, of its answer, and of each wording of
its question; a question that was answered in the open has one, which counts for its card as well.
"""

import time
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from django.db import IntegrityError, transaction

from advisors.models import AnswerCard, Meaning, Question

from . import model
from .nearest import are_compared

SECONDS = 30  # a run; the worker has other work too
PLACE = ("card", "part", "place")


class Text(NamedTuple):
    """One text that has, or should have, a vector."""

    card: int | None
    question: int | None
    part: int
    place: int
    text: str

    @property
    def at(self) -> tuple[int | None, int, int]:
        return self.card, self.part, self.place

    @property
    def made_of(self) -> str:
        return sha256(self.text.encode()).hexdigest()


def keep_meanings(seconds: float = SECONDS) -> int:
    """Compute what is missing, drop what is gone; how many were computed. At most `seconds`."""
    if not (name := model.name()) or not are_compared():
        return 0
    until, done = time.monotonic() + seconds, 0
    Meaning.objects.exclude(model=name).delete()
    for text in _missing(name):
        if time.monotonic() > until:
            break
        done += _keep(name, text)
    return done


def _keep(name: str, text: Text) -> int:
    embed = model.embed_texts if text.card else model.embed_questions
    (vector,) = embed([text.text])
    where = {"card_id": text.card, "question_id": text.question, "part": text.part}
    made = {"model": name, "made_of": text.made_of, "vector": vector}
    try:
        with transaction.atomic():
            Meaning.objects.filter(**where, place=text.place).delete()
            Meaning.objects.create(**where, place=text.place, **made)
    except IntegrityError:  # another run was first, or the text is gone or in confidence by now
        return 0
    return 1


def _missing(name: str) -> Iterator[Text]:
    of_cards = Meaning.objects.filter(model=name, card__isnull=False)
    had = {tuple(at): made_of for *at, made_of in of_cards.values_list(*PLACE, "made_of")}
    texts = [text for card in AnswerCard.objects.defer("words") for text in _texts_of(card)]
    for card, part, place in set(had) - {text.at for text in texts}:
        of_cards.filter(card=card, part=part, place=place).delete()
    yield from (text for text in texts if had.get(text.at) != text.made_of)
    open_ones = Question.objects.not_confidential().filter(answered_at__isnull=False)
    for pk, text in open_ones.filter(meanings=None).order_by("-pk").values_list("pk", "text"):
        yield Text(None, pk, Meaning.Part.ASKED, 0, text)


def _texts_of(card: AnswerCard) -> list[Text]:
    asked = [card.title, *card.other_words]
    return [
        Text(card.pk, None, Meaning.Part.WHOLE, 0, f"{card.title}\n{card.answer}"),
        Text(card.pk, None, Meaning.Part.ANSWER, 0, card.answer),
        *(Text(card.pk, None, Meaning.Part.ASKED, at, text) for at, text in enumerate(asked)),
    ]
