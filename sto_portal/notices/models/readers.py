"""Who wants no mail any more, which addresses do not work, and when schools are closed."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import School
from regions.steering.models import SteeringGroup


class Subscription(models.Model):
    """Somebody's choice to end mail, or to have it again; `kind` is the name of a `Stop`. Without a
    row, a person gets what the role brings."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    kind = models.CharField(_("kind"), max_length=10)
    steering_group = models.ForeignKey(SteeringGroup, models.CASCADE, null=True, blank=True)
    unsubscribed_at = models.DateTimeField(_("unsubscribed"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "steering_group"],
                nulls_distinct=False,
                name="one_subscription_per_person_kind_and_group",
            ),
            models.CheckConstraint(
                condition=Q(kind="digest", steering_group__isnull=False)
                | (~Q(kind="digest") & Q(steering_group=None)),
                name="only_digests_belong_to_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.kind}"


class SuppressedAddress(models.Model):
    """A relay said that this address does not exist. Nothing is sent there until it is lifted."""

    address = models.EmailField(_("e-mail address"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("address that does not work")
        verbose_name_plural = _("addresses that do not work")
        constraints = [
            models.UniqueConstraint(Lower("address"), name="an_address_is_suppressed_once")
        ]

    def __str__(self) -> str:
        return self.address


class SchoolHolidayQuerySet(models.QuerySet["SchoolHoliday"]):
    def on(self, day: date) -> "SchoolHolidayQuerySet":
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class SchoolHoliday(models.Model):
    """Days without reminders where schools are closed. The bureau keeps them: they differ by year
    and by zone; without a zone they hold everywhere."""

    title = models.CharField(_("title"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    zone = models.CharField(
        _("zone"), max_length=10, choices=School.Zone, blank=True, db_default=""
    )

    objects = SchoolHolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("school holiday")
        verbose_name_plural = _("school holidays")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="holiday_ends_after_it_starts",
                violation_error_message=_("The end date lies before the start date."),
            )
        ]

    def __str__(self) -> str:
        return self.title
