"""What a report answers, sentence by sentence with its sources, and what is remarked about it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.reports.sentences import Sentence

from .formats import ReportQuestion
from .locks import lock_rows_of_established_report
from .reports import Report


class ReportAnswer(models.Model):
    """The answer to one question about one subject: a line, an activity, or "" for the whole.

    `drafted` is what the sources say now. `text` is what a person made of it, None until somebody
    did; `seen` is what the draft said then. No refresh ever touches `text` or `seen`.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    question = models.ForeignKey(ReportQuestion, models.PROTECT, related_name="answers")
    subject = models.CharField(max_length=40, blank=True, editable=False)
    heading = models.CharField(max_length=220, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    is_gone = models.BooleanField(default=False, editable=False)
    drafted = models.JSONField(default=list, editable=False)
    seen = models.JSONField(default=list, editable=False)
    text = models.TextField(_("answer"), null=True, blank=True, max_length=20_000)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)

    region_path = "report__region"

    class Meta:
        verbose_name = _("answer in a report")
        verbose_name_plural = _("answers in reports")
        ordering = ["report", "question__position", "position", "id"]
        triggers = [lock_rows_of_established_report()]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "question", "subject"],
                name="one_answer_per_report_question_and_subject",
            )
        ]

    def __str__(self) -> str:
        return self.heading or str(self.question)

    @property
    def sentences(self) -> list[Sentence]:
        return [Sentence.from_json(stored) for stored in self.drafted]

    @property
    def seen_sentences(self) -> list[Sentence]:
        return [Sentence.from_json(stored) for stored in self.seen]

    @property
    def is_edited(self) -> bool:
        return self.text is not None


class ReportRemark(models.Model):
    """What the advisor remarks about one question before the report goes; a leader answers."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="remarks")
    question = models.ForeignKey(ReportQuestion, models.PROTECT, related_name="remarks")
    text = models.TextField(_("remark"), max_length=2000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    reply = models.TextField(_("answer"), blank=True, max_length=2000)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)

    region_path = "report__region"

    class Meta:
        verbose_name = _("remark about a report")
        verbose_name_plural = _("remarks about reports")
        ordering = ["made_at", "id"]
        triggers = [lock_rows_of_established_report()]

    def __str__(self) -> str:
        return self.text[:80]
