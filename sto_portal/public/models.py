"""The page of a region that everybody may read, once its leader opens it."""

import datetime

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.models import Region

ANYBODY_TO_CALL = ~Q(contact_name="", contact_phone="", contact_email="")


class PublicPageQuerySet(models.QuerySet["PublicPage"]):
    def open_on(self, day: datetime.date) -> "PublicPageQuerySet":
        """Those that everybody may read: opened, of a region that takes part that day."""
        return self.filter(opened_at__isnull=False, region__in=Region.objects.open_on(day))


@pghistory.track(exclude=["contact_name", "contact_phone", "contact_email", "changed_at"])
class PublicPage(models.Model):
    """What a region tells everybody of itself. Its public events and published electives stand on
    it by themselves; nobody is named who did not agree."""

    region = models.OneToOneField(Region, models.CASCADE, related_name="public_page")
    intro = models.TextField(
        _("what you do for technology"),
        max_length=600,
        blank=True,
        help_text=_("Two or three sentences for parents, pupils and businesses."),
    )
    shows_labs = models.BooleanField(_("show the labs that are open"), default=True)
    shows_schools = models.BooleanField(_("show the schools that take part"), default=True)
    contact_name = models.CharField(_("who to call"), max_length=120, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("mail address"), blank=True)
    may_be_named = models.BooleanField(
        _("this person agreed that name and number stand on the internet"), default=False
    )
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    objects = PublicPageQuerySet.as_manager()
    region_path = "region"

    class Meta:
        verbose_name = _("public page")
        verbose_name_plural = _("public pages")
        ordering = ["region__name__dutch"]
        constraints = [
            models.CheckConstraint(
                condition=Q(may_be_named=True)
                | Q(contact_name="", contact_phone="", contact_email=""),
                name="nobody_is_named_without_having_agreed",
                violation_error_message=_("Ask whether this person agrees, or name nobody."),
            ),
            models.CheckConstraint(
                condition=ANYBODY_TO_CALL | Q(may_be_named=False),
                name="who_agreed_has_a_name",
                violation_error_message=_("Write who agreed, or take the mark away."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.region)
