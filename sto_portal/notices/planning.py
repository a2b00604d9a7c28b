"""Planning: write what should be mailed and is not in the outbox yet.

First every accepted version of a plan comes to hold of which the instant came, so that no mail
tells of the one before. Safe at any time and from any number of processes: a mail is one row per
key, and the database refuses the second. A missed day heals in the next run. A part that fails
stops no other.
"""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext

from regions.plans.approve.approval import take_over

from .kinds.table import KINDS
from .models import Heartbeat
from .outbox.heartbeats import beat
from .outbox.restored import may_work, unknown_since, why_stopped
from .outbox.troubles import guarded
from .rendering import render_waiting


def plan(now: datetime) -> int:
    """Plan every kind of mail that is due at `now`, render it, and say so. How many mails.

    Nothing, where the database was put back from a backup and nobody said what was mailed since.
    """
    if may_work(now):
        return plan_all(now)
    if since := unknown_since():
        beat(Heartbeat.Part.PLANNER, now, why_stopped(since), is_well=False)
    return 0


def plan_all(now: datetime) -> int:
    """The same, whatever happened to the database."""
    mails, failures, failed = 0, 0, list[str]()
    guarded(gettext("plans that take effect"), lambda: take_over(now), failed)
    for kind in KINDS.values():
        if kind.plan:
            made = guarded(str(kind.title), partial(kind.plan, now), failed)
            planned, unplanned = made or (0, 0)
            mails, failures = mails + planned, failures + unplanned
    failures += guarded(gettext("rendering"), lambda: render_waiting(now), failed) or 0
    outcome = gettext("%(mails)s mails planned, %(failures)s failures") % {
        "mails": mails,
        "failures": failures + len(failed),
    }
    told = ". ".join([outcome, *failed])
    beat(Heartbeat.Part.PLANNER, now, told, is_well=not (failures or failed))
    return mails
