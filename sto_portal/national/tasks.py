"""Wake-ups for what is computed beside the pages: snapshots, and what texts mean."""

from celery import shared_task
from django.utils import timezone

from advisors.answers.meaning.keeping import keep_meanings
from regions.models import Region
from regions.progress.measure.snapshots import refresh_stale


@shared_task(name="national.refresh_snapshots")
def refresh_snapshots() -> None:
    refresh_stale(Region.objects.all(), timezone.now())


@shared_task(name="national.keep_meanings")
def keep_all_meanings() -> None:
    keep_meanings()
