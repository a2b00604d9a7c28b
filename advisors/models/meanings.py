"""What texts mean, as numbers: so that a question finds its answer in other words."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q

from .cards import AnswerCard
from .questions import Question


class VectorField(models.Field):
    """384 numbers: a `vector` where Postgres has pgvector, an array that nobody compares else.

    Both take an array, so rows are written alike; a migration chooses.
    """

    def db_type(self, connection: Any) -> str:
        return "real[]"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::real[]"


class Meaning(models.Model):
    """The vector of one text of a card or of a question that was answered in the open.

    Nothing of a question in confidence: the database refuses it, and forgets what a text meant as
    soon as it is another.
    """

    class Part(models.IntegerChoices):
        WHOLE = 0, "title and answer of a card"
        ASKED = 1, "the title, another wording, or a question"
        ANSWER = 2, "the answer of a card"

    card = models.ForeignKey(AnswerCard, models.CASCADE, null=True, related_name="meanings")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="meanings")
    part = models.PositiveSmallIntegerField(choices=Part)
    place = models.PositiveSmallIntegerField(default=0)
    model = models.CharField(max_length=40)
    made_of = models.CharField(max_length=64)  # the digest of the text: of another it is made anew
    vector = VectorField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(card=None, question__isnull=False)
                | Q(card__isnull=False, question=None),
                name="a_meaning_is_of_a_card_or_a_question",
            ),
            models.UniqueConstraint(
                fields=["card", "part", "place"], name="a_text_of_a_card_has_one_meaning"
            ),
            models.UniqueConstraint(fields=["question"], name="a_question_has_one_meaning"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_confidence_has_no_meaning",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.question_id IS NOT NULL"),
                func="""
                    IF EXISTS (
                        SELECT FROM advisors_question
                        WHERE id = NEW.question_id AND (is_confidential OR answered_at IS NULL)
                    ) THEN
                        RAISE EXCEPTION 'only what was answered in the open is embedded'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.card or self.question}"
