"""Wipe what is kept for long enough. Safe at any time, and next to a worker that does the same."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sto_portal.notices.management.commands.plan import instant
from sto_portal.privacy.retention import due, retain


class Command(BaseCommand):
    help = "Wipe the personal data that is kept for long enough; see docs/privacy.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count what would go")
        parser.add_argument("--now", type=instant, help="as if it were this moment (ISO)")

    def handle(self, *args: Any, **options: Any) -> None:
        now = options["now"] or timezone.now()
        if options["dry_run"]:
            self._tell(due(now))
            return
        deed, failed = retain(now)
        self._tell(deed.counts)
        if failed:
            raise CommandError(f"These rules failed, see the log: {', '.join(failed)}.")

    def _tell(self, counts: dict[str, int]) -> None:
        for name, rows in counts.items():
            self.stdout.write(f"{name} {rows}")
        self.stdout.write(f"{sum(counts.values())} rows in all.")
