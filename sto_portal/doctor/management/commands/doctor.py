"""A line for each thing that the portal stands on, with what to do. Ends with 1 at a fault."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from sto_portal.doctor import machine, others, postgres
from sto_portal.doctor.findings import Looking, Verdict

ALL: list[Looking] = [
    postgres.database,
    postgres.copy,
    postgres.extensions,
    others.broker,
    others.relay,
    postgres.clock,
    machine.disk,
    machine.secrets,
    others.proxy,
]


class Command(BaseCommand):
    help = "Look at what the portal stands on, and say what to do; nothing is changed or sent."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = []
        for looking in ALL:
            found.append(looking())
            self.stdout.write(str(found[-1]))
        if any(finding.verdict == Verdict.FAULT for finding in found):
            sys.exit(1)
