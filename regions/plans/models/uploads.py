"""What was read from an uploaded workbook, kept between the preview and the confirmation."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region

KEPT_FOR = timedelta(hours=24)


def a_day_later() -> datetime:
    return timezone.now() + KEPT_FOR


class PlanUploadQuerySet(models.QuerySet["PlanUpload"]):
    def alive(self, now: datetime) -> "PlanUploadQuerySet":
        return self.filter(expires_at__gt=now)


class PlanUpload(models.Model):
    """Only what was read is kept, not the file: that may hold sheets nobody asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("uploaded by")
    )
    file_name = models.CharField(_("file"), max_length=200)
    parsed = models.JSONField(_("what was read"))
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("kept until"), default=a_day_later, editable=False)

    objects = PlanUploadQuerySet.as_manager()
    region_path = "region"

    class Meta:
        verbose_name = _("uploaded plan")
        verbose_name_plural = _("uploaded plans")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("uploaded_at")), name="upload_expires_after_it_came"
            )
        ]

    def __str__(self) -> str:
        return self.file_name
