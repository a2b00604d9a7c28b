"""Wake-ups for the snapshots."""

from celery import shared_task
from django.utils import timezone

from regions.models import Region
from regions.progress.measure.snapshots import refresh_stale


@shared_task(name="national.refresh_snapshots")
def refresh_snapshots() -> None:
    refresh_stale(Region.objects.all(), timezone.now())
