"""Talks of an advisor with a region, what was agreed, and what is planned.

Who reads a talk follows from the role that the advisor wore: see `advisors.talks.audience`.
"""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region

from .questions import DUTCH
from .themes import Theme


class Cap(models.TextChoices):
    """The cap that an advisor wears in a talk."""

    THINKER = "thinker", _("Co-thinker")
    COACH = "coach", _("Coach")
    MEDIATOR = "mediator", _("Mediator")
    CRITICAL = "critical", _("Critical friend")
    READER = "reader", _("Reader of applications")
    INFORMANT = "informant", _("Informant")


class TalkKind(models.TextChoices):
    START = "start", _("Start talk")
    REFLECTION = "reflection", _("Reflection talk")
    PROGRESS = "progress", _("Progress talk")


class Talk(models.Model):
    class Channel(models.TextChoices):
        PHONE = "phone", _("Telephone")
        VIDEO = "video", _("Video call")
        VISIT = "visit", _("Visit")
        MEETING = "meeting", _("Meeting")
        MAIL = "mail", _("Mail")

    region = models.ForeignKey(Region, models.CASCADE, related_name="talks")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="talks"
    )
    cap = models.CharField(_("with which cap on?"), max_length=10, choices=Cap)
    kind = models.CharField(_("kind of talk"), max_length=10, choices=TalkKind, blank=True)
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, verbose_name=_("theme"), related_name="+"
    )
    channel = models.CharField(_("how"), max_length=10, choices=Channel, default=Channel.PHONE)
    held_on = models.DateField(_("on"))
    with_whom = models.CharField(_("with whom"), max_length=160, blank=True)
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("together with"),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=8000)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    words = models.GeneratedField(
        expression=SearchVector("note", config=DUTCH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    region_path = "region"

    class Meta:
        verbose_name = _("talk")
        verbose_name_plural = _("talks")
        ordering = ["-held_on", "-id"]
        indexes = [
            models.Index(fields=["region", "-held_on"], name="talk_region_day"),
            GinIndex(fields=["words"], name="talk_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=960),
                name="a_talk_lasts_at_most_two_working_days",
                violation_error_message=_("A talk lasts 1 to 960 minutes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.held_on:%Y-%m-%d} {self.get_cap_display()}"


class Promise(models.Model):
    """Something that was agreed: who does what, and when. Its readers are those of the talk, and
    whoever advises the region later, unless the advisor was mediator."""

    class Who(models.TextChoices):
        ADVISOR = "advisor", _("Advisor")
        LEADER = "leader", _("Programme leader")
        TOGETHER = "together", _("Together")

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="promises")
    who = models.CharField(_("who"), max_length=10, choices=Who)
    text = models.CharField(_("what"), max_length=300)
    due_on = models.DateField(_("when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Handed to the leader as a line for the next log, which the leader takes or leaves.
    handed_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)

    region_path = "talk__region"

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_at__isnull=False) | Q(taken_at=None, left_at=None),
                name="only_a_line_that_was_handed_is_taken",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(left_at=None),
                name="a_line_is_taken_or_left",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PlannedTalk(models.Model):
    """A talk of a kind that belongs to the year of a region, on a day that may still move."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="planned_talks")
    kind = models.CharField(_("kind of talk"), max_length=10, choices=TalkKind)
    planned_on = models.DateField(_("on"))
    starts_at = models.TimeField(_("at what time"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, verbose_name=_("themes"), related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    talk = models.OneToOneField(
        Talk, models.SET_NULL, null=True, blank=True, related_name="planned"
    )

    region_path = "region"

    class Meta:
        verbose_name = _("planned talk")
        verbose_name_plural = _("planned talks")
        ordering = ["planned_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "planned_on"],
                name="one_planned_talk_of_a_kind_a_day",
                violation_error_message=_("This talk is planned on this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.get_kind_display()} {self.planned_on:%Y-%m-%d}"
