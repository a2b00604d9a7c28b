"""Send what is waiting. Safe at any time, and next to a worker that does the same."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sto_portal.notices.delivering import deliver

from .plan import instant


class Command(BaseCommand):
    help = "Send the mails that are due; without EMAIL_URL they are kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", type=instant, help="as if it were this moment (ISO)")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{deliver(options['now'])} mails tried.")
