"""Questions between a programme leader and the advisor."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region

from .themes import Theme

DUTCH = "dutch"  # the dictionary of Postgres that cuts words to their stem


def forgets_its_meaning(*columns: str) -> pgtrigger.Trigger:
    """What a text meant goes with the text, and with its being open: see `meanings.py`."""
    return pgtrigger.Trigger(
        name="a_meaning_goes_with_its_text",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf(*columns),
        condition=pgtrigger.AnyChange(*columns),
        func="""
            DELETE FROM advisors_meaning WHERE question_id = NEW.id;
            RETURN NULL;
        """,
    )


class QuestionQuerySet(models.QuerySet["Question"]):
    def waiting(self) -> "QuestionQuerySet":
        return self.filter(answered_at=None)

    def for_advisor(self) -> "QuestionQuerySet":
        return self.filter(asked_of=Question.AskedOf.ADVISOR)

    def not_confidential(self) -> "QuestionQuerySet":
        """Without those that were asked in confidence."""
        return self.filter(is_confidential=False)


class Question(models.Model):
    """A question in one region. Its programme leaders and its advisor read it, and a colleague
    who was invited; one in confidence only who asked it and the advisor who was chosen."""

    class Kind(models.TextChoices):
        PROCESS = "process", _("Process: how we work together")
        PRODUCT = "product", _("Product: what we make or teach")
        STRATEGIC = "strategic", _("Strategic: where we want to go")

    class AskedOf(models.TextChoices):
        ADVISOR = "advisor", _("the advisor")
        LEADER = "leader", _("the programme leader")

    region = models.ForeignKey(Region, models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PROCESS)
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, verbose_name=_("theme"), related_name="+"
    )
    asked_of = models.CharField(_("asked of"), max_length=10, choices=AskedOf)
    text = models.TextField(_("question"), max_length=4000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    is_confidential = models.BooleanField(_("in confidence"), default=False)
    # Who should answer: chosen by the asker of a question in confidence, or by a handing over.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for"),
    )
    handed_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.TextField(_("answer"), max_length=8000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    card = models.ForeignKey(
        "AnswerCard", models.SET_NULL, null=True, blank=True, related_name="answered"
    )
    # How another region did it, sent along: a pointer, so that it goes when it is withdrawn.
    lesson = models.ForeignKey(
        "Lesson", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    words = models.GeneratedField(
        expression=SearchVector("text", "answer", config=DUTCH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = QuestionQuerySet.as_manager()
    region_path = "region"

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(
                fields=["region", "asked_of"],
                condition=Q(answered_at=None),
                name="question_waiting",
            ),
            GinIndex(fields=["words"], name="question_words"),
        ]
        triggers = [forgets_its_meaning("text", "is_confidential", "answered_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_answered_question_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(is_confidential=False) | Q(asked_of="advisor"),
                name="only_an_advisor_is_asked_in_confidence",
            ),
            models.CheckConstraint(
                condition=Q(is_confidential=False) | Q(card=None),
                name="a_confidence_never_becomes_a_card",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Invitation(models.Model):
    """A colleague who knows the subject is asked to think along on one question."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="invitations")
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("colleague"),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    note = models.CharField(_("what do you want to know?"), max_length=300, blank=True)
    thought = models.TextField(_("what the colleague thinks"), max_length=4000, blank=True)
    thought_at = models.DateTimeField(null=True, blank=True, editable=False)

    region_path = "question__region"

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "colleague"],
                name="a_colleague_is_invited_once_per_question",
                violation_error_message=_("This colleague thinks along already."),
            ),
            models.CheckConstraint(
                condition=Q(thought_at=None, thought="")
                | (Q(thought_at__isnull=False) & ~Q(thought="")),
                name="a_thought_has_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.colleague}: {self.question}"
