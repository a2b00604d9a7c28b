"""What an advisor says of a log, and the nudge for a log that is not there."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region, Same
from regions.progress.models import CheckIn, FirstOfMonth

NUDGE_DAYS = 14


class Review(models.Model):
    """Feedback on a log, or on the months from `from_on` up to and including `until_on`."""

    class Kind(models.TextChoices):
        SEEN = "seen", _("Seen")
        QUESTION = "question", _("Question")
        APPRECIATION = "appreciation", _("Appreciation")
        ADVICE = "advice", _("Advice")
        RETURNED = "returned", _("Returned")

    class Reason(models.TextChoices):
        NUMBERS = "numbers", _("The figures do not add up")
        RECOVERY = "recovery", _("It does not say how things are picked up again")
        UNCLEAR = "unclear", _("It is not clear what happened")
        WRONG_MONTH = "wrong_month", _("It is about another month")

    region = models.ForeignKey(Region, models.CASCADE, related_name="reviews")
    check_in = models.ForeignKey(
        CheckIn, models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    from_on = FirstOfMonth(_("from month"), null=True, blank=True)
    until_on = FirstOfMonth(_("until month"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(check_in__isnull=False, from_on=None, until_on=None)
                | Q(check_in=None, from_on__isnull=False, until_on__gte=F("from_on")),
                name="feedback_is_about_a_log_or_a_period",
                violation_error_message=_("Choose a first month that is not after the last."),
            ),
            models.CheckConstraint(
                condition=Q(kind="returned", check_in__isnull=False, reason__gt="")
                | (~Q(kind="returned") & Q(reason="")),
                name="a_returned_log_has_a_reason",
                violation_error_message=_("Choose why you return this log."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["seen", "returned"]) | ~Q(text=""),
                name="feedback_says_something",
                violation_error_message=_("Write what you want to say."),
            ),
            models.UniqueConstraint(
                fields=["check_in"],
                condition=Q(kind="returned"),
                name="a_log_is_returned_once",
                violation_error_message=_("This log was returned already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.get_kind_display()}"


class NudgePeriod(Func):
    """The fortnight after a nudge as a Postgres daterange."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self) -> None:
        super().__init__(F("sent_on"), F("free_on"), Value("[)"))


class Nudge(models.Model):
    """A friendly word about one missing log, at most once in fourteen days per region."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="nudges")
    month_on = FirstOfMonth(_("month"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    sent_on = models.DateField()
    free_on = models.DateField()  # the first day on which another one may go

    region_path = "region"

    class Meta:
        verbose_name = _("nudge")
        verbose_name_plural = _("nudges")
        ordering = ["-sent_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(free_on__gte=F("sent_on") + NUDGE_DAYS),
                name="a_nudge_rests_for_fourteen_days",
            ),
            ExclusionConstraint(
                name="one_nudge_in_fourteen_days",
                expressions=[
                    (Same("region"), RangeOperators.OVERLAPS),
                    (NudgePeriod(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.sent_on:%Y-%m-%d}"
