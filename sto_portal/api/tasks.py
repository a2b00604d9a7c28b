"""Wake-ups for webhooks; a task may run twice, late or next to itself."""

from celery import shared_task
from django.utils import timezone

from .hooks import sending


@shared_task(name="api.webhooks")
def webhooks() -> None:
    sending.plan(timezone.now())
    sending.deliver()
