"""The wake-up of the daily run. It may come twice: the database knows what is left to do."""

from celery import shared_task

from . import retention


@shared_task(name="privacy.retention")
def retain() -> None:
    retention.retain()
