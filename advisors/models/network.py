"""The network: who knows what, who stands in for whom, meetings, and initiatives that travel."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.ical import sequence_that_only_rises
from regions.models import Membership, Period, Region, Same

from .themes import Theme


class Expertise(models.Model):
    """A subject that an advisor says to know; the evidence beside it is counted, not typed."""

    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="expertise")
    theme = models.ForeignKey(
        Theme, models.CASCADE, related_name="expertise", verbose_name=_("theme")
    )
    note = models.CharField(_("in one line"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("expertise")
        verbose_name_plural = _("expertise")
        ordering = ["theme__position", "theme__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["advisor", "theme"],
                name="one_expertise_per_advisor_and_theme",
                violation_error_message=_("You told this already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.advisor}: {self.theme}"


LONGEST_ABSENCE = timedelta(days=366)


class Absence(models.Model):
    """Days on which an advisor is away. The substitute holds interim memberships in these days:
    they end by themselves, and with them what the substitute may see."""

    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substitute"),
    )
    memberships = models.ManyToManyField(Membership, blank=True, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="an_absence_ends_after_it_starts",
                violation_error_message=_("The end date lies before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__lte=F("starts_on") + LONGEST_ABSENCE),
                name="an_absence_lasts_a_year_at_most",
                violation_error_message=_("An absence lasts a year at most."),
            ),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("advisor")),
                name="nobody_stands_in_for_themselves",
                violation_error_message=_("Choose a colleague, not yourself."),
            ),
            ExclusionConstraint(
                name="one_absence_at_a_time",
                expressions=[
                    (Same("advisor"), RangeOperators.OVERLAPS),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("You are away already in these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.advisor} {self.starts_on:%Y-%m-%d} – {self.ends_on:%Y-%m-%d}"


class NetworkMeeting(models.Model):
    """A meeting of programme leaders about one theme, digital or not."""

    title = models.CharField(_("subject"), max_length=160)
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, verbose_name=_("theme"), related_name="+"
    )
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=90)
    is_online = models.BooleanField(_("online"), default=True)
    place = models.CharField(_("place or link"), max_length=200, blank=True)
    text = models.TextField(_("what it is about"), max_length=4000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Empty for what was planned before the portal kept it: nobody is told of these.
    planned_at = models.DateTimeField(null=True, default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The last time that the day, the hour or the place changed, or a cancelling was taken back.
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("network meeting")
        verbose_name_plural = _("network meetings")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=480),
                name="a_meeting_lasts_a_quarter_to_eight_hours",
                violation_error_message=_("A meeting lasts 15 to 480 minutes."),
            )
        ]
        triggers = [
            sequence_that_only_rises(
                "title", "starts_at", "minutes", "is_online", "place", "text", "cancelled_at"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Somebody comes to a network meeting."""

    meeting = models.ForeignKey(NetworkMeeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["added_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="a_person_comes_once_to_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.meeting}"


class Initiative(models.Model):
    """Something that works in one region and that it shares with all others."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="initiatives")
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what you do, and why it works"), max_length=4000)
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, verbose_name=_("theme"), related_name="+"
    )
    # The activity of the plan that it hangs on; its key stays the same in each version.
    activity_key = models.UUIDField(default=None, null=True, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    shared_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["-shared_at", "-id"]

    def __str__(self) -> str:
        return self.title


class TakeOver(models.Model):
    """Another region takes an initiative over; the origin stays named."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="take_overs")
    region = models.ForeignKey(Region, models.CASCADE, related_name="taken_over")
    activity_key = models.UUIDField(default=None, null=True, blank=True)
    note = models.CharField(_("in one line"), max_length=200, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("take-over")
        verbose_name_plural = _("take-overs")
        ordering = ["taken_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "region"],
                name="a_region_takes_an_initiative_over_once",
                violation_error_message=_("Your region took this over already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.region}"
