"""The week of an advisor: how often to speak, what was put off, and notes half written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region

LONGEST_RHYTHM = 26  # weeks


class Rhythm(models.Model):
    """How many weeks at most a region and its advisor agreed to let pass between two talks."""

    region = models.OneToOneField(
        Region, models.CASCADE, related_name="rhythm", primary_key=True, verbose_name=_("region")
    )
    weeks = models.PositiveSmallIntegerField(_("a talk every so many weeks"))
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agreed_on = models.DateField(_("agreed on"))

    region_path = "region"

    class Meta:
        verbose_name = _("rhythm of talks")
        verbose_name_plural = _("rhythms of talks")
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks__gte=1, weeks__lte=LONGEST_RHYTHM),
                name="a_rhythm_is_one_week_to_half_a_year",
                violation_error_message=_("Choose 1 to 26 weeks."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.weeks}"


class Later(models.Model):
    """A line of somebody's week that was put off until a day. `key` names what it is about."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=60)
    until_on = models.DateField(_("until"))

    class Meta:
        verbose_name = _("line put off")
        verbose_name_plural = _("lines put off")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="a_line_is_put_off_to_one_day")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.until_on:%Y-%m-%d}"


class TalkDraft(models.Model):
    """What an advisor typed on the call card and did not save as a talk yet. Nobody else reads it,
    whatever cap stands in it: see `advisors.talks.drafts`."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fields = models.JSONField(_("what was typed"), default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("draft of a talk")
        verbose_name_plural = _("drafts of talks")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "author"], name="one_draft_of_a_talk_per_person_and_region"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.saved_at:%Y-%m-%d}"
