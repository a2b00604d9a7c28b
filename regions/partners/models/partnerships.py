"""A business in a region: the step it stands on, the people, the talks and the evidence."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region

from .businesses import Business
from .documents import Document


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def running(self) -> "PartnershipQuerySet":
        return self.filter(ended_on=None)


@pghistory.track()
class Partnership(models.Model):
    """What one region has with one business. `step` is what a person confirmed last."""

    class Step(models.TextChoices):
        CONTACT = "contact", _("Contact")
        EXCHANGE = "exchange", _("Exchange")
        STRUCTURAL = "structural", _("Structural")
        CO_OWNER = "co_owner", _("Co-owner")

    region = models.ForeignKey(Region, models.CASCADE, related_name="partnerships")
    business = models.ForeignKey(Business, models.PROTECT, related_name="partnerships")
    step = models.CharField(_("step"), max_length=10, choices=Step, default=Step.CONTACT)
    started_on = models.DateField(_("partner since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    ideal_days = models.PositiveSmallIntegerField(
        _("talk every so many days"), default=60, help_text=_("What you would like.")
    )
    max_days = models.PositiveSmallIntegerField(
        _("at most so many days"), default=90, help_text=_("Longer counts as silent.")
    )
    brings = models.CharField(_("what it brings"), max_length=200, blank=True)
    activity_keys = models.JSONField(default=list, blank=True, editable=False)

    objects = PartnershipQuerySet.as_manager()
    region_path = "region"

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["business__name__dutch", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "business"],
                name="one_partnership_per_region_and_business",
                violation_error_message=_("This business is a partner of the region already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="partnership_ends_after_it_starts",
                violation_error_message=_("The end date lies before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(ideal_days__gte=7) & Q(ideal_days__lte=F("max_days")),
                name="ideal_interval_within_the_longest",
                violation_error_message=_(
                    "The interval you would like is at least 7 days and not longer than the most."
                ),
            ),
            models.CheckConstraint(
                condition=Q(max_days__lte=730),
                name="longest_interval_at_most_two_years",
                violation_error_message=_("Give at most 730 days."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.business)


class ContactPerson(models.Model):
    """Somebody at a business, as one region knows them: as little as is needed, erasable."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    region_path = "partnership__region"

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["name__dutch", "id"]

    def __str__(self) -> str:
        return self.name


class ContactMomentQuerySet(models.QuerySet["ContactMoment"]):
    def real(self) -> "ContactMomentQuerySet":
        """Talks: a mail that was sent is no conversation."""
        return self.exclude(channel=ContactMoment.Channel.MAIL)

    def to_come(self) -> "ContactMomentQuerySet":
        """With a next contact that was agreed, and no talk logged that is later than they are."""
        later = ContactMoment.objects.real().filter(
            Q(held_on__gt=OuterRef("held_on"))
            | Q(held_on=OuterRef("held_on"), pk__gt=OuterRef("pk")),
            partnership=OuterRef("partnership"),
        )
        return self.filter(~Exists(later), next_on__isnull=False)


class ContactMoment(models.Model):
    """A contact with a partner: who, when, how, in one line. `batch` joins several partners.

    `next_on` is when they speak again, agreed then and there; the talk after it settles that.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("Telephone")
        VISIT = "visit", _("Visit")
        ONLINE = "online", _("Online")
        EVENT = "event", _("At an event")
        MAIL = "mail", _("Mail")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="moments")
    person = models.ForeignKey(
        ContactPerson,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="moments",
        verbose_name=_("with whom"),
    )
    held_on = models.DateField(_("when"))
    channel = models.CharField(_("how"), max_length=8, choices=Channel, default=Channel.PHONE)
    note = models.CharField(_("in one line"), max_length=300, blank=True)
    next_on = models.DateField(_("next contact"), null=True, blank=True)
    next_person = models.ForeignKey(
        ContactPerson,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("next contact with"),
    )
    batch = models.UUIDField(default=uuid.uuid4, editable=False)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    logged_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ContactMomentQuerySet.as_manager()
    region_path = "partnership__region"

    class Meta:
        verbose_name = _("contact moment")
        verbose_name_plural = _("contact moments")
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["partnership", "-held_on"], name="moment_latest")]

    def __str__(self) -> str:
        return f"{self.partnership} {self.held_on}"


class Proof(models.Model):
    """Dated evidence beside the talks: what a co-owner needs."""

    class Kind(models.TextChoices):
        EXCHANGE = "exchange", _("Something was exchanged: a lesson, a visit, material")
        LESSONS = "lessons", _("Takes part in decisions about lessons")
        AGREEMENT = "agreement", _("Signed agreement")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="proofs")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    dated_on = models.DateField(_("date"))
    valid_until_on = models.DateField(_("valid until"), null=True, blank=True)
    text = models.CharField(_("what was agreed or done"), max_length=300)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "partnership__region"

    class Meta:
        verbose_name = _("evidence of a partnership")
        verbose_name_plural = _("evidence of partnerships")
        ordering = ["-dated_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until_on=None) | Q(valid_until_on__gte=F("dated_on")),
                name="evidence_ends_after_it_starts",
                violation_error_message=_("The end date lies before the date."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class StepChange(models.Model):
    """A confirmed step up or down, and what it rested on that day."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="step_changes")
    from_step = models.CharField(max_length=10, choices=Partnership.Step, blank=True)
    to_step = models.CharField(max_length=10, choices=Partnership.Step)
    changed_on = models.DateField(_("on"))
    evidence = models.CharField(_("because"), max_length=300, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    region_path = "partnership__region"

    class Meta:
        verbose_name = _("step on the ladder")
        verbose_name_plural = _("steps on the ladder")
        ordering = ["changed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_step=F("to_step")), name="a_step_goes_up_or_down"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.get_to_step_display()}"
