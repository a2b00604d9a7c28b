"""The monthly snapshot of a region."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.months import Month
from regions.plans.models import Plan

from .measured import ActivitiesField, LinesField
from .words import FirstOfMonth


class RegionMonth(models.Model):
    """Snapshot of one region and month: what dashboards read. Rebuilt from facts at will.

    What was measured (tempo, values, states, forecast) is of `measured_on`, the day of the last log
    of that month or before; it is empty in a region that never logged. `measured_at` is when that
    log came in. `idle_tempo_months` is the tempo of `as_of_on`, the last day of the month or
    today, if nothing had happened since.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="months")
    month_on = FirstOfMonth()
    as_of_on = models.DateField()
    measured_on = models.DateField(null=True)
    measured_at = models.DateTimeField(null=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    tempo_months = models.FloatField(null=True)
    idle_tempo_months = models.FloatField(null=True)
    planned_value = models.FloatField(default=0)
    earned_value = models.FloatField(default=0)
    spi = models.FloatField(null=True)
    forecast_end_on = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    going_well = models.TextField(blank=True)
    not_started = models.PositiveSmallIntegerField(default=0)
    on_track = models.PositiveSmallIntegerField(default=0)
    behind = models.PositiveSmallIntegerField(default=0)
    stalled = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveSmallIntegerField(default=0)
    open_obstacles = models.PositiveSmallIntegerField(default=0)
    obstacles_without_recovery = models.PositiveSmallIntegerField(default=0)
    lines = LinesField(default=list)
    activities = ActivitiesField(default=list)
    built_at = models.DateTimeField(default=timezone.now)

    region_path = "region"

    class Meta:
        verbose_name = _("region month")
        verbose_name_plural = _("region months")
        ordering = ["region", "month_on"]
        indexes = [models.Index(fields=["month_on"], name="region_month_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "month_on"], name="one_snapshot_per_region_and_month"
            ),
            models.CheckConstraint(
                condition=Q(month_on__day=1), name="snapshot_month_is_a_first_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.month}"

    @property
    def month(self) -> Month:
        return Month.of(self.month_on)

    @property
    def is_measured(self) -> bool:
        """Whether this month has a log of its own; else it repeats what was measured before."""
        return self.measured_on is not None and self.measured_on >= self.month_on

    @property
    def is_counted(self) -> bool:
        """Whether each activity that began was counted at least once; else there is no tempo."""
        return not any(activity.is_uncounted for activity in self.activities)

    @property
    def days_without_news(self) -> int:
        """Days between what was measured and the day that the snapshot is read at."""
        return (self.as_of_on - self.measured_on).days if self.measured_on else 0
