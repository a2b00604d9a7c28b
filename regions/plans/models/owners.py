"""Who carries an activity out, as the region keeps it while the plan itself is locked."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region


@pghistory.track(exclude=["name", "email"])
class ActivityOwner(models.Model):
    """The owner of one activity, by its key, so of every version of the plan: a person with an
    account, or a name with an address. The history keeps who set it, not who it was."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="activity_owners")
    activity_key = models.UUIDField(editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("owner of an activity")
        verbose_name_plural = _("owners of activities")
        ordering = ["region", "name__dutch", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "activity_key"], name="one_owner_per_activity_in_a_region"
            ),
            models.CheckConstraint(
                condition=Q(email="") | ~Q(name=""),
                name="an_owner_with_an_address_has_a_name",
                violation_error_message=_("Write whose address this is."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
