"""What of the mail needs a person. With --check it ends with 1 when anything does."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.attention import matters, parts_that_never_ran

from .plan import instant


class Command(BaseCommand):
    help = "Tell how the outgoing mail stands, and what of it needs a person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", type=instant, help="as if it were this moment (ISO)")
        parser.add_argument("--check", action="store_true", help="end with 1 when anything waits")

    def handle(self, *args: Any, **options: Any) -> None:
        told = [*matters(options["now"] or timezone.now()), *parts_that_never_ran()]
        if told and options["check"]:
            raise CommandError("\n".join(told))
        waiting = Mail.objects.open().count()
        for line in [f"{waiting} mails on their way.", *told]:
            self.stdout.write(line)
