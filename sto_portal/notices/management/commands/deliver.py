"""Send what is waiting. Safe at any time, and next to a worker that does the same."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.restored import unknown_since, why_stopped

from .plan import instant


class Command(BaseCommand):
    help = "Send the mails that are due; without EMAIL_URL they are kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", type=instant, help="as if it were this moment (ISO)")

        parser.add_argument(
            "--lane", choices=Mail.Lane.values, default="", help="codes or mails only"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tried = deliver(options["now"], lane=options["lane"])
        if since := unknown_since():
            raise CommandError(why_stopped(since))
        self.stdout.write(f"{tried} mails tried.")
