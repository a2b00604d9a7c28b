"""Answer cards: what was answered once and is used again."""

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

from .questions import DUTCH, Question
from .themes import Theme

MOST_WORDINGS = 20


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
    also_asked = models.TextField(
        _("also asked as"),
        max_length=2000,
        blank=True,
        db_default="",
        default="",
        help_text=_("Other words for the same question, one on each line. Nobody is named."),
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
        ordering = ["title__dutch"]
        indexes = [GinIndex(fields=["words"], name="card_words")]

    def __str__(self) -> str:
        return self.title

    @property
    def other_words(self) -> list[str]:
        """The wordings of `also_asked`, at most MOST_WORDINGS."""
        lines = (line.strip() for line in self.also_asked.splitlines())
        return [line for line in lines if line][:MOST_WORDINGS]


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
        ordering = ["name__dutch"]
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
