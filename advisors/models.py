"""Questions between a programme leader and the advisor, and when an advisor last looked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region


class QuestionQuerySet(models.QuerySet["Question"]):
    def waiting(self) -> "QuestionQuerySet":
        return self.filter(answered_at=None)

    def for_advisor(self) -> "QuestionQuerySet":
        return self.filter(asked_of=Question.AskedOf.ADVISOR)


class Question(models.Model):
    """A question in one region. Only its programme leaders and its advisor read it."""

    class Kind(models.TextChoices):
        PROCESS = "process", _("Process: how we work together")
        PRODUCT = "product", _("Product: what we make or teach")

    class AskedOf(models.TextChoices):
        ADVISOR = "advisor", _("the advisor")
        LEADER = "leader", _("the programme leader")

    region = models.ForeignKey(Region, models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PROCESS)
    asked_of = models.CharField(_("asked of"), max_length=10, choices=AskedOf)
    text = models.TextField(_("question"), max_length=4000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(_("answer"), max_length=8000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

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
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_answered_question_has_an_answer",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Look(models.Model):
    """When an advisor last said to have seen everything on the page of their regions."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="look", primary_key=True
    )
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("look of an advisor")
        verbose_name_plural = _("looks of advisors")

    def __str__(self) -> str:
        return f"{self.user} {self.seen_at:%Y-%m-%d}"
