"""Letters and decisions of DUS-I, what they ask and what they point at, and the files with them."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.partners.models import Document

from .moments import ReportingMoment
from .notices import Notice


@pghistory.track(exclude=["subject", "reference", "summary"])
class Letter(models.Model):
    class Kind(models.TextChoices):
        DECISION = "decision", _("Decision")
        QUESTIONS = "questions", _("Questions")
        ANSWER = "answer", _("Answer to a report or notice")
        SENT = "sent", _("Letter of ours")
        OTHER = "other", _("Other letter")

    region = models.ForeignKey(Region, models.CASCADE, related_name="letters")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DECISION)
    dated_on = models.DateField(_("date of the letter"))
    subject = models.CharField(_("subject"), max_length=160)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    summary = models.TextField(_("what it says, in short"), max_length=2000, blank=True)
    moment = models.ForeignKey(
        ReportingMoment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("reporting moment that it is about"),
    )
    notice = models.ForeignKey(
        Notice,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("notice that it is about"),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-dated_on", "-id"]

    def __str__(self) -> str:
        return self.subject


class DossierFile(models.Model):
    """A file with a letter or a notice; it goes with it."""

    letter = models.ForeignKey(Letter, models.CASCADE, null=True, blank=True, related_name="files")
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, blank=True, related_name="files")
    document = models.OneToOneField(Document, models.CASCADE, related_name="dossier_file")

    region_path = "document__region"

    class Meta:
        verbose_name = _("file in the dossier")
        verbose_name_plural = _("files in the dossier")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(letter=None, notice__isnull=False)
                | Q(letter__isnull=False, notice=None),
                name="a_dossier_file_goes_with_a_letter_or_a_notice",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class Point(models.Model):
    """What a letter asks, by a day; or what it points at, for the next report."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question of DUS-I")
        ATTENTION = "attention", _("Point of attention")

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="points")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.QUESTION)
    text = models.TextField(_("what DUS-I asks or points at"), max_length=2000)
    due_on = models.DateField(_("answer by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(_("what we answered or did"), max_length=4000, blank=True)

    region_path = "letter__region"

    class Meta:
        verbose_name = _("point in a letter")
        verbose_name_plural = _("points in letters")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="question") | Q(due_on__isnull=False),
                name="a_question_has_a_day",
                violation_error_message=_("A question needs a day: by when must the answer come?"),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
