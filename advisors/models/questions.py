"""Questions between a programme leader and the advisor, and answers that are used again."""

import datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.partners.models.documents import LARGEST

from .themes import Theme

DUTCH = "dutch"  # the dictionary of Postgres that cuts words to their stem


class QuestionQuerySet(models.QuerySet["Question"]):
    def waiting(self) -> "QuestionQuerySet":
        return self.filter(answered_at=None)

    def for_advisor(self) -> "QuestionQuerySet":
        return self.filter(asked_of=Question.AskedOf.ADVISOR)

    def open_hearted(self) -> "QuestionQuerySet":
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


class AnswerCardQuerySet(models.QuerySet["AnswerCard"]):
    def published(self) -> "AnswerCardQuerySet":
        return self.filter(published_at__isnull=False)

    def due(self, today: datetime.date) -> "AnswerCardQuerySet":
        """Published, and to be looked at again."""
        return self.published().filter(recheck_on__lte=today)


class AnswerCard(models.Model):
    """An answer for everybody: it names no region and no person. It has an owner and a day on
    which the owner checks whether it is still true."""

    title = models.CharField(_("the question, in general words"), max_length=200)
    answer = models.TextField(_("answer"), max_length=8000)
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, verbose_name=_("theme"), related_name="cards"
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=Question.Kind, default=Question.Kind.PROCESS
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    recheck_on = models.DateField(_("check again on"))
    is_for_starters = models.BooleanField(_("for who has just started"), default=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=DUTCH)
        + SearchVector("answer", weight="C", config=DUTCH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = AnswerCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer card")
        verbose_name_plural = _("answer cards")
        ordering = ["title"]
        indexes = [GinIndex(fields=["words"], name="card_words")]

    def __str__(self) -> str:
        return self.title


class CardFile(models.Model):
    """A document that goes with a card, for everybody who may read the card."""

    card = models.ForeignKey(AnswerCard, models.CASCADE, related_name="files")
    name = models.CharField(_("file name"), max_length=160)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("document with a card")
        verbose_name_plural = _("documents with cards")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0) & Q(size__lte=LARGEST),
                name="a_card_file_has_at_most_five_mb",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CardUse(models.Model):
    """Somebody did not need to ask, because the card said it; counted once a day."""

    card = models.ForeignKey(AnswerCard, models.CASCADE, related_name="uses")
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    used_on = models.DateField()

    region_path = "region"

    class Meta:
        verbose_name = _("use of a card")
        verbose_name_plural = _("uses of cards")
        constraints = [
            models.UniqueConstraint(
                fields=["card", "region", "used_on"], name="a_card_saves_one_question_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.used_on}"
