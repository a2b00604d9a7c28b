"""Wake-ups for what is computed beside the pages: snapshots, and what texts mean."""

from celery import shared_task
from django.utils import timezone

from advisors.answers.meaning.keeping import keep_meanings
from advisors.lessons.meanings import keep_lesson_meanings
from advisors.rules.gathering import gather
from regions.models import Region
from regions.progress.measure.snapshots import refresh_stale


@shared_task(name="national.refresh_snapshots")
def refresh_snapshots() -> None:
    refresh_stale(Region.objects.all(), timezone.now())


@shared_task(name="national.keep_meanings")
def keep_all_meanings() -> None:
    keep_meanings()
    keep_lesson_meanings()


@shared_task(name="national.gather_rules")
def gather_rules() -> None:
    now = timezone.now()
    gather(now, timezone.localdate(now))
