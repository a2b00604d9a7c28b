"""Where the broker is away nobody wakes the worker: then this plans and sends, once a minute."""

import logging
import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from regions.web.away import is_database_away
from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Heartbeat
from sto_portal.notices.planning import plan

logger = logging.getLogger(__name__)
EVERY = 60  # seconds
QUIET = {Heartbeat.Part.SENDER: timedelta(minutes=3), Heartbeat.Part.PLANNER: timedelta(minutes=10)}


class Command(BaseCommand):
    help = "Plan and send every minute, but only while no worker does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="look once, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            try:
                step_in()
            except Exception as trouble:
                if is_database_away(trouble):
                    logger.warning("The database is away: %s", trouble)
                    connection.close()
                else:
                    logger.exception("This minute failed; the next is tried")
            if options["once"]:
                return
            time.sleep(EVERY)


def step_in() -> bool:
    """Plan and send when planner or sender is silent; whether that was needed."""
    now = timezone.now()
    pulses = dict(Heartbeat.objects.filter(part__in=QUIET).values_list("part", "ran_at"))
    if all(part in pulses and now - pulses[part] <= quiet for part, quiet in QUIET.items()):
        return False
    logger.warning("No worker planned or sent for minutes; this process does it")
    plan(now)
    deliver()
    return True
