"""Run this after a backup was put back, before worker and beat start.

What waited or was being sent at the time of the backup may have gone out since. It becomes
uncertain, so that nobody is mailed twice; the bureau decides at /mail/.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from sto_portal.notices.outbox.mails import quarantine


class Command(BaseCommand):
    help = "After a restore: set aside every mail that may have been sent since the backup."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{quarantine(timezone.now())} mails set aside.")
