"""Planning: write what should be mailed and is not in the outbox yet.

Safe at any time and from any number of processes: a mail is one row per key, and the database
refuses the second. A missed day heals in the next run.
"""

from datetime import datetime

from django.utils.translation import gettext

from .kinds.table import KINDS
from .models import Heartbeat
from .outbox.heartbeats import beat
from .rendering import render_waiting


def plan(now: datetime) -> int:
    """Plan every kind of mail that is due at `now`, render it, and say so. How many mails."""
    mails = failures = 0
    for kind in KINDS.values():
        if kind.plan:
            planned, failed = kind.plan(now)
            mails, failures = mails + planned, failures + failed
    failures += render_waiting(now)
    outcome = gettext("%(mails)s mails planned, %(failures)s failures") % {
        "mails": mails,
        "failures": failures,
    }
    beat(Heartbeat.Part.PLANNER, now, outcome, is_well=not failures)
    return mails
