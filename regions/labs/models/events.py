"""Events at which pupils, parents and businesses meet technology, and how they changed."""

import secrets

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regions.ical import sequence_that_only_rises
from regions.models import Region, School
from regions.partners.models import Partnership

from .labs import Lab


@pghistory.track()
class Event(models.Model):
    """Something on a day: planned, then held or cancelled; it may move or go online on the way."""

    class Kind(models.TextChoices):
        OPEN_DAY = "open_day", _("Open day")
        PRIMARY_VISIT = "primary_visit", _("Visit of a primary school")
        GUEST_LESSON = "guest_lesson", _("Guest lesson")
        COMPANY_VISIT = "company_visit", _("Visit to a business")
        TEACHER_PLACEMENT = "teacher_placement", _("Teacher's placement")
        NETWORK = "network", _("Network meeting")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")

    class Direction(models.TextChoices):
        IN = "in", _("Others come to the school or lab")
        OUT = "out", _("Pupils or teachers go to a business")
        NONE = "none", _("Not a visit")

    region = models.ForeignKey(Region, models.CASCADE, related_name="agenda")
    lab = models.ForeignKey(
        Lab, models.SET_NULL, null=True, blank=True, related_name="agenda", verbose_name=_("lab")
    )
    kind = models.CharField(_("kind"), max_length=18, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    is_online = models.BooleanField(_("online"), default=False)
    online_url = models.URLField(_("address of the meeting"), blank=True)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction, default=Direction.NONE
    )
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Then it stands in the digest under “Kom kijken”, and on the public page."),
    )
    invitation = models.CharField(_("invitation in one line"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    activity_key = models.UUIDField(null=True, blank=True, editable=False)
    partners = models.ManyToManyField(
        Partnership, related_name="agenda", blank=True, verbose_name=_("businesses")
    )
    schools = models.ManyToManyField(
        School, related_name="agenda", blank=True, verbose_name=_("schools")
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uid = models.CharField(max_length=64, unique=True, default=secrets.token_hex, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["region", "starts_at"], name="event_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="an_event_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""),
                name="a_cancelled_event_says_why",
                violation_error_message=_("Write why it does not take place."),
            ),
        ]
        triggers = [
            sequence_that_only_rises(
                "kind", "title", "lab_id", "place", "is_online", "online_url", "invitation",
                "starts_at", "ends_at", "state",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class EventChange(models.Model):
    """An event moved, went online, came back, or was cancelled: from what to what, and why."""

    class Kind(models.TextChoices):
        MOVED = "moved", _("Moved")
        ONLINE = "online", _("Went online")
        PHYSICAL = "physical", _("On location again")
        CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")
        REVIVED = "revived", _("Takes place after all")

    event = models.ForeignKey(Event, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    starts_at_before = models.DateTimeField(null=True, blank=True)
    starts_at_after = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "event__region"

    class Meta:
        verbose_name = _("change of an event")
        verbose_name_plural = _("changes of events")
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_kind_display()}"


class Attendance(models.Model):
    """How many of one group came."""

    class Group(models.TextChoices):
        PRIMARY = "primary", _("Pupils of primary schools")
        PUPILS = "pupils", _("Pupils of vmbo")
        PARENTS = "parents", _("Parents")
        TEACHERS = "teachers", _("Teachers")
        BUSINESS = "business", _("People of businesses")
        OTHERS = "others", _("Others")

    event = models.ForeignKey(Event, models.CASCADE, related_name="attendances")
    group = models.CharField(_("group"), max_length=10, choices=Group)
    count = models.PositiveIntegerField(_("how many"))

    region_path = "event__region"

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["event", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "group"], name="one_attendance_per_event_and_group"
            ),
            models.CheckConstraint(
                condition=Q(count__lte=100_000), name="attendance_at_most_a_hundred_thousand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.count}"
