"""Wake-ups for what is computed beside the pages: snapshots, rules that regions name, and what
texts mean."""

from celery import shared_task
from django.utils import timezone

from advisors.answers.meaning.keeping import keep_meanings
from advisors.lessons.meanings import keep_lesson_meanings
from advisors.rules.gathering import gather
from regions.models import Region
from regions.progress.measure.snapshots import refresh_stale


@shared_task(name="national.refresh_snapshots")
def refresh_snapshots() -> None:
    now = timezone.now()
    refresh_stale(Region.objects.all(), now)
    gather(now, timezone.localdate(now))


@shared_task(name="national.keep_meanings")
def keep_all_meanings() -> None:
    keep_meanings()
    keep_lesson_meanings()
