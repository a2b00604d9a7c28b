"""Files that people hand in: kept in the database, so a backup of it is a backup of everything."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region

LARGEST = 5 * 1024 * 1024  # bytes


class Document(models.Model):
    """An uploaded file of one region. It leaves only through a view that checks who asks."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.CASCADE, related_name="documents")
    name = models.CharField(_("file name"), max_length=160)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0) & Q(size__lte=LARGEST), name="a_file_has_at_most_five_mb"
            )
        ]

    def __str__(self) -> str:
        return self.name
