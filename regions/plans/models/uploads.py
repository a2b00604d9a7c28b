"""What was read from a workbook with a plan, or with what was spent, until it is confirmed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.workbooks.uploads import (
    Upload,
    a_day_later,  # noqa: F401 - migration 0003 finds it here
    expires_after_it_came,
)


class PlanUpload(Upload):
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")

    region_path = "region"

    class Meta(Upload.Meta):
        verbose_name = _("uploaded plan")
        verbose_name_plural = _("uploaded plans")
        constraints = [expires_after_it_came("upload_expires_after_it_came")]


class SpentUpload(Upload):
    """What was spent in one year. Once it is saved it holds what stood there before, for a day, so
    that it can be undone as long as `saved_as` is the revision of the year."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    until_on = models.DateField(_("up to and including"))
    before = models.JSONField(_("what stood there before"), default=dict)
    saved_as = models.PositiveIntegerField(null=True, blank=True, editable=False)

    region_path = "region"

    class Meta(Upload.Meta):
        verbose_name = _("uploaded amounts")
        verbose_name_plural = _("uploaded amounts")
        constraints = [expires_after_it_came("spent_upload_expires_after_it_came")]
