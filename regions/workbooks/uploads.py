"""What was read of an uploaded file, kept between the preview and the confirmation."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .parsed import Parsed

KEPT_FOR = timedelta(hours=24)


def a_day_later() -> datetime:
    return timezone.now() + KEPT_FOR


class UploadQuerySet(models.QuerySet):
    def alive(self, now: datetime) -> "UploadQuerySet":
        return self.filter(expires_at__gt=now)


class Upload(models.Model):
    """Only what was read is kept, not the file: that may hold sheets nobody asked for.

    The grids of the sheets with a table are kept with it, so that a column can be read as another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("uploaded by")
    )
    file_name = models.CharField(_("file"), max_length=200)
    parsed = models.JSONField(_("what was read"))
    grids = models.BinaryField(null=True, editable=False)  # of the sheets that may be read
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("kept until"), default=a_day_later, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name


def expires_after_it_came(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(expires_at__gt=F("uploaded_at")), name=name)


Kept = TypeVar("Kept", bound=Upload)


def keep_upload(
    model: type[Kept],
    file_name: str,
    parsed: Parsed,
    now: datetime,
    grids: bytes | None = None,
    beside: Mapping[str, Any] | None = None,
    **whose: Any,
) -> Kept:
    """Keep one upload of `whose` (person and region); the one before it, and what expired, goes.
    `beside` is what else the row holds."""
    model._default_manager.filter(Q(expires_at__lte=now) | Q(**whose)).delete()
    kept = model(file_name=file_name[-200:], parsed=parsed.to_json(), grids=grids, **whose)
    for name, value in (beside or {}).items():
        setattr(kept, name, value)
    kept.save()
    return kept
