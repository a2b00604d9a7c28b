"""Wake-ups. A task may run twice, late or next to itself: the database knows what is left to do."""

from celery import shared_task
from django.utils import timezone

from . import delivering, planning
from .models import Mail


@shared_task(name="notices.plan")
def plan() -> None:
    planning.plan(timezone.now())


@shared_task(name="notices.deliver")
def deliver() -> None:
    delivering.deliver(lane=Mail.Lane.MAILS)


@shared_task(name="notices.deliver_codes")
def deliver_codes() -> None:
    delivering.deliver(lane=Mail.Lane.CODES)
