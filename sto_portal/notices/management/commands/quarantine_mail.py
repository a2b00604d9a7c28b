"""Run this after a backup was put back; until then nothing is planned or sent.

What waited at the time of the backup, and what was planned after it, may have gone out since. It
becomes uncertain, so that nobody is mailed twice; the relay's log or the bureau decides at /mail/.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from sto_portal.notices.outbox.restored import go_on, stop
from sto_portal.notices.putting_back import put_back

from .plan import instant


class Command(BaseCommand):
    help = "After a restore: set aside every mail that may have been sent since the backup, go on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", type=instant, help="as if it were this moment (ISO)")
        parser.add_argument("--since", type=instant, help="when the backup was made (ISO)")
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--told", action="store_true", help="it all went out: cancel instead of asking"
        )
        choice.add_argument(
            "--nothing-sent",
            action="store_true",
            help="the database only moved: nothing went out from another one, so send all",
        )
        choice.add_argument(
            "--stop", action="store_true", help="let nothing be planned or sent until this is run"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = options["now"] or timezone.now()
        if options["stop"]:
            stop(options["since"] or now)
            told = "No mail is planned or sent until quarantine_mail is run."
        elif options["nothing_sent"]:
            go_on(now)
            told = "Nothing set aside; planning and sending go on."
        else:
            settled = put_back(options["since"], now, is_told=options["told"])
            told = f"{settled} mails set aside; planning and sending go on."
        self.stdout.write(told)
