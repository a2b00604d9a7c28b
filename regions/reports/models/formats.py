"""What a funder asks in a report: questions as data, in the days that they hold."""

import datetime

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regions.models.validity import holding

from .locks import LOCK_QUESTION

MOST_CHARACTERS = 50_000


class ReportFormatQuerySet(models.QuerySet["ReportFormat"]):
    def on(self, day: datetime.date) -> "ReportFormatQuerySet":
        """The formats that hold on `day`."""
        return self.filter(holding(day))


@pghistory.track()
class ReportFormat(models.Model):
    """Questions in order, with where they were read. The bureau loads them; none is in the code.

    Not `is_official`, it is a concept of the portal, and every page and document says so.
    """

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("Progress report")
        FINAL = "final", _("Final report")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PROGRESS)
    is_official = models.BooleanField(_("official format"), default=False)
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), blank=True)
    valid_from_on = models.DateField(_("valid from"))
    valid_until_on = models.DateField(_("valid until"), null=True, blank=True)

    objects = ReportFormatQuerySet.as_manager()

    class Meta:
        verbose_name = _("format of a report")
        verbose_name_plural = _("formats of reports")
        ordering = ["kind", "name", "-valid_from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "valid_from_on"],
                name="one_report_format_per_name_and_first_day",
                violation_error_message=_("There is already a format of this name from this day."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until_on=None) | Q(valid_until_on__gte=F("valid_from_on")),
                name="a_report_format_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReportQuestion(models.Model):
    """One question: of what it is asked, and where the draft of its answer comes from.

    `limit` is in characters, of the whole answer, or of each part with `is_limit_per_part`.
    """

    class Scope(models.TextChoices):
        WHOLE = "whole", _("Once, for the whole programme")
        LINE = "line", _("Per goal or line of the plan")
        ACTIVITY = "activity", _("Per activity")

    class Source(models.TextChoices):
        GOOD = "good", _("What goes well")
        STAND = "stand", _("Where the programme stands")
        NATURE = "nature", _("What an activity is, by the plan")
        ACTIVITIES = "activities", _("How activities stand")
        RESULTS = "results", _("Results and milestones reached")
        OBSTACLES = "obstacles", _("What did not succeed, and how it was picked up")
        CHANGES = "changes", _("Changes of the plan")
        MONEY = "money", _("Co-financing")
        PARTNERS = "partners", _("Businesses")
        EVENTS = "events", _("Events and visits")
        INTERNSHIPS = "internships", _("Internships")
        ELECTIVES = "electives", _("Electives")
        DOSSIER = "dossier", _("What DUS-I was told and asked")
        COMING = "coming", _("What is planned for the coming period")
        OWN = "own", _("The programme leader, no source in the portal")

    format = models.ForeignKey(ReportFormat, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=300)
    explanation = models.TextField(_("explanation"), blank=True)
    scope = models.CharField(_("asked"), max_length=10, choices=Scope, default=Scope.WHOLE)
    sources = ArrayField(
        models.CharField(max_length=12, choices=Source), verbose_name=_("comes from")
    )
    limit = models.PositiveIntegerField(_("limit in characters"), null=True, blank=True)
    is_limit_per_part = models.BooleanField(_("limit of each part"), default=False)

    class Meta:
        verbose_name = _("question of a report")
        verbose_name_plural = _("questions of reports")
        ordering = ["format", "position"]
        triggers = [LOCK_QUESTION]
        constraints = [
            models.UniqueConstraint(
                fields=["format", "position"], name="one_report_question_per_place"
            ),
            models.CheckConstraint(
                condition=Q(limit=None) | Q(limit__gte=1, limit__lte=MOST_CHARACTERS),
                name="a_limit_of_characters_is_one_to_fifty_thousand",
                violation_error_message=_("Give a limit from 1 to 50.000 characters."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
