"""Labs and hotspots, and the events at which pupils, parents and businesses meet technology."""

import secrets

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regions.models import Region, School
from regions.partners.models import Partnership


@pghistory.track()
class Lab(models.Model):
    """A room, a hotspot at a business, or a bus, where pupils see and try technology."""

    class Kind(models.TextChoices):
        LAB = "lab", _("Learning lab")
        HOTSPOT = "hotspot", _("Hotspot at a business")
        BUS = "bus", _("Bus")

    region = models.ForeignKey(Region, models.CASCADE, related_name="labs")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.LAB)
    name = models.CharField(_("name"), max_length=120)
    place = models.CharField(_("place"), max_length=80, blank=True)
    owner_school = models.ForeignKey(
        School,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner: school"),
    )
    owner_partner = models.ForeignKey(
        Partnership,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_labs",
        verbose_name=_("owner: business"),
    )
    equipment = models.TextField(
        _("what it has"), blank=True, help_text=_("One thing on each line.")
    )
    opened_on = models.DateField(_("open since"), null=True, blank=True)
    closed_on = models.DateField(_("closed since"), null=True, blank=True)
    activity_key = models.UUIDField(null=True, blank=True, editable=False)
    contributors = models.ManyToManyField(
        Partnership, related_name="labs", blank=True, verbose_name=_("businesses that contribute")
    )
    schools = models.ManyToManyField(
        School, related_name="labs", blank=True, verbose_name=_("schools that use it")
    )

    region_path = "region"

    class Meta:
        verbose_name = _("lab")
        verbose_name_plural = _("labs")
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                name="one_lab_per_name_in_a_region",
                violation_error_message=_("This region already has a lab with this name."),
            ),
            models.CheckConstraint(
                condition=Q(owner_school=None) | Q(owner_partner=None),
                name="a_lab_has_one_owner",
                violation_error_message=_("Choose a school or a business as the owner, not both."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="a_lab_closes_after_it_opens",
                violation_error_message=_("It closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


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
        _("public"), default=False, help_text=_("Then it stands in the digest under “Kom kijken”.")
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


class CalendarFeed(models.Model):
    """The secret address at which calendars read a region's events; renewing it ends the old."""

    region = models.OneToOneField(Region, models.CASCADE, related_name="calendar_feed")
    secret = models.CharField(max_length=64, unique=True, default=secrets.token_urlsafe)
    renewed_at = models.DateTimeField(default=timezone.now)

    region_path = "region"

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.region)
