"""What does not succeed, from month to month."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.plans.models import Activity

from .words import Cause, FirstOfMonth


class Obstacle(models.Model):
    """What does not succeed, from the month it was first told until it is picked up, moved or
    let go. Its story per month is in the activity updates with the same key."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        PICKED_UP = "picked_up", _("Picked up again")
        MOVED = "moved", _("Moved to later")
        LET_GO = "let_go", _("Let go: lost")

    region = models.ForeignKey(Region, models.CASCADE, related_name="obstacles")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="obstacles")
    activity_key = models.UUIDField()
    opened_on = FirstOfMonth()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    problem = models.TextField()
    recovery = models.TextField(blank=True)
    recovery_who = models.CharField(max_length=120, blank=True)
    recovery_by_on = models.DateField(null=True, blank=True)
    # What counts: named last in a log or beside the obstacle; `told_cause` is what logs said.
    cause = models.CharField(
        _("cause"), max_length=10, choices=Cause, blank=True, default="", db_default=""
    )
    told_cause = models.CharField(
        max_length=10, choices=Cause, blank=True, default="", db_default="", editable=False
    )
    is_stalled = models.BooleanField(default=False)
    decision_asked = models.TextField(blank=True)
    updated_on = FirstOfMonth()
    closed_on = FirstOfMonth(null=True, blank=True)

    region_path = "region"

    class Meta:
        verbose_name = _("obstacle")
        verbose_name_plural = _("obstacles")
        ordering = ["-is_stalled", "opened_on", "id"]
        indexes = [models.Index(fields=["region", "state"], name="obstacle_region_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "activity_key"],
                condition=Q(state="open"),
                name="one_open_obstacle_per_activity",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None)
                | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="a_closed_obstacle_has_a_month",
            ),
        ]

    def __str__(self) -> str:
        return self.problem[:80]
