"""A meeting of a steering group: when and where, its agenda, who came, and what came of it."""

import uuid
from datetime import date
from enum import StrEnum
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from regions.ical import sequence_that_only_rises

from .groups import SteeringGroup


class MeetingRhythm(models.Model):
    """On which days a group meets as a rule: "every second Thursday of March and October".

    It plans nothing by itself: it proposes days, that the programme leader puts in the diary.
    """

    class Week(models.IntegerChoices):
        FIRST = 1, _("the first")
        SECOND = 2, _("the second")
        THIRD = 3, _("the third")
        FOURTH = 4, _("the fourth")
        LAST = 5, _("the last")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")

    steering_group = models.OneToOneField(
        SteeringGroup, models.CASCADE, related_name="meeting_rhythm"
    )
    week = models.PositiveSmallIntegerField(_("which week"), choices=Week, default=Week.SECOND)
    weekday = models.PositiveSmallIntegerField(
        _("day of the week"), choices=Weekday, default=Weekday.THURSDAY
    )
    months = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)]),
        verbose_name=_("in these months"),
    )
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    place = models.CharField(_("place"), max_length=200, blank=True)

    region_path = "steering_group__region"

    class Meta:
        verbose_name = _("rhythm of meetings")
        verbose_name_plural = _("rhythms of meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="a_rhythm_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_week_display()} {self.get_weekday_display()}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def standing(self) -> "MeetingQuerySet":
        """What was not cancelled."""
        return self.filter(cancelled_at=None)

    def held(self) -> "MeetingQuerySet":
        return self.filter(closed_at__isnull=False)

    def to_come(self, now: Any) -> "MeetingQuerySet":
        """What is still to be held, the soonest first."""
        return self.standing().filter(closed_at=None, ends_at__gt=now).order_by("starts_at")


@pghistory.track(exclude=["sequence", "pack", "told"])
class Meeting(models.Model):
    """One meeting. Its state follows from what happened, and when.

    `pack` holds the papers as they were sent (`regions/steering/meetings/papers.py`), `told` the
    minutes as they were approved (`minutes.py`), in the meeting `approved_in`: both stay so for
    good. `sequence` rises with each change that a calendar must hear of.
    """

    class State(StrEnum):
        PLANNED = "planned"
        INVITED = "invited"
        HELD = "held"
        CANCELLED = "cancelled"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    steering_group = models.ForeignKey(SteeringGroup, models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    invitation = models.TextField(_("word with the invitation"), max_length=1000, blank=True)
    guests = models.CharField(_("also present"), max_length=300, blank=True)
    cancel_reason = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    pack = models.JSONField(null=True, blank=True, editable=False)
    pack_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    told = models.JSONField(null=True, blank=True, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_in = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="approves", editable=False
    )

    objects = MeetingQuerySet.as_manager()
    region_path = "steering_group__region"

    class Meta:
        verbose_name = _("meeting of a steering group")
        verbose_name_plural = _("meetings of steering groups")
        ordering = ["-starts_at", "-id"]
        triggers = [sequence_that_only_rises("starts_at", "ends_at", "place", "cancelled_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["steering_group", "starts_at"],
                condition=Q(cancelled_at=None),
                name="a_group_meets_once_at_a_time",
                violation_error_message=_("There is a meeting at this moment already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_meeting_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"), cancelled_at=None),
                name="a_meeting_is_opened_before_it_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(closed_at__isnull=False, told__isnull=False),
                name="only_minutes_of_a_held_meeting_are_approved",
            ),
            models.CheckConstraint(
                condition=Q(pack_sent_at=None, pack=None)
                | Q(pack_sent_at__isnull=False, pack__isnull=False),
                name="papers_are_kept_when_they_are_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.steering_group}, {self.day}"

    @property
    def state(self) -> State:
        if self.cancelled_at:
            return self.State.CANCELLED
        if self.closed_at:
            return self.State.HELD
        return self.State.INVITED if self.invited_at else self.State.PLANNED

    @property
    def day(self) -> date:
        return localdate(self.starts_at)

    @property
    def is_open(self) -> bool:
        """The group is sitting: somebody opened it, and nobody closed it yet."""
        return self.opened_at is not None and self.closed_at is None and not self.cancelled_at

    @property
    def is_past(self) -> bool:
        """Nothing of when and where moves any more."""
        return self.cancelled_at is not None or self.opened_at is not None
