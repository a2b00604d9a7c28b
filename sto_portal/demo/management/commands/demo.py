"""Load the demonstration, or say who to sign in as."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sto_portal.demo.loading import is_empty, load, wipe
from sto_portal.demo.story.people import CAST
from sto_portal.demo.workbook import faulty_workbook, sample_workbook


class Command(BaseCommand):
    help = "Load fictional regions, plans and logs when the database is empty. Needs DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="wipe everything first")
        parser.add_argument("--people", action="store_true", help="say who to sign in as")
        parser.add_argument(
            "--workbook",
            type=Path,
            help="write a sample workbook to this file, and one with mistakes beside it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["people"]:
            self.tell_people()
        elif options["workbook"]:
            self.write_workbook(options["workbook"])
        else:
            self.load(is_fresh=options["fresh"])

    def tell_people(self) -> None:
        for person in CAST:
            self.stdout.write(f"{person.email:<28} {person.name}, {person.role}")

    def write_workbook(self, path: Path) -> None:
        faulty = path.with_name(f"{path.stem}-met-fouten{path.suffix}")
        path.write_bytes(sample_workbook(timezone.now()))
        faulty.write_bytes(faulty_workbook(timezone.now()))
        self.stdout.write(f"{path}\n{faulty}")

    def load(self, *, is_fresh: bool) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is only loaded, or wiped, where DEMO=1 is set.")
        if is_fresh:
            wipe()
        elif not is_empty():
            self.stdout.write(
                "There are data already; nothing was loaded. Use --fresh to wipe them."
            )
            return
        load(timezone.now(), self.stdout.write)
