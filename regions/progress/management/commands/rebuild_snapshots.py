"""`manage.py rebuild_snapshots`: all snapshots anew from facts."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from regions.models import Region
from regions.progress.measure.snapshots import rebuild


class Command(BaseCommand):
    help = "Write the monthly snapshots of all regions, or of one, anew from facts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", metavar="SLUG", help="only this region")

    def handle(self, *args: Any, **options: Any) -> None:
        regions = Region.objects.all()
        if slug := options["region"]:
            regions = regions.filter(slug=slug)
            if not regions:
                raise CommandError(f"There is no region “{slug}”.")
        began = monotonic()
        built = rebuild(regions, timezone.now())
        self.stdout.write(
            f"{built} snapshots of {len(regions)} regions, {monotonic() - began:.1f} s"
        )
