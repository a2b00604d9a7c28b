"""What was read from a workbook with contributions, between its preview and its confirmation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.workbooks.uploads import (
    Upload,
    a_day_later,  # noqa: F401 - migration 0002 finds it here
    expires_after_it_came,
)


class ContributionUpload(Upload):
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")

    region_path = "region"

    class Meta(Upload.Meta):
        verbose_name = _("uploaded contributions")
        verbose_name_plural = _("uploaded contributions")
        constraints = [expires_after_it_came("contributions_expire_after_they_came")]
