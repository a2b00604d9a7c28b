"""Plan what should be mailed. Safe at any time; with `deliver` it is all that a worker does."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from regions.months import AMSTERDAM
from sto_portal.notices.outbox.restored import unknown_since, why_stopped
from sto_portal.notices.planning import plan


def instant(text: str) -> datetime:
    """An ISO instant; without a zone it is Dutch time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"“{text}” is not a moment; write for example 2026-11-02T07:30."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)


class Command(BaseCommand):
    help = "Plan digests and reminders that are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", type=instant, help="as if it were this moment (ISO)")

    def handle(self, *args: Any, **options: Any) -> None:
        planned = plan(options["now"] or timezone.now())
        if since := unknown_since():
            raise CommandError(why_stopped(since))
        self.stdout.write(f"{planned} mails planned.")
