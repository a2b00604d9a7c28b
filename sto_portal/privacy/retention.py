"""The daily run: every rule ends what is due, in small steps that each stand by themselves.

It may run twice, late or next to itself, and be killed halfway: what went is written with it.
"""

import logging
from datetime import datetime

from django.utils import timezone

from .models import Deed
from .rule import Rule
from .table import RULES

logger = logging.getLogger(__name__)
MOST_IN_A_STEP = 500
MOST_STEPS = 10_000


def retain(now: datetime | None = None) -> tuple[Deed, list[str]]:
    """End all that is due at `now`: the deed with its counts, and the names of rules that failed.

    A rule that fails keeps no other from running.
    """
    at = now or timezone.now()
    deed = Deed.objects.create(kind=Deed.Kind.RETENTION, at=at)
    failed = []
    for rule in RULES:
        try:
            _follow(rule, deed, at)
        except Exception:
            logger.exception("The rule of retention %s failed", rule.name)
            deed.refresh_from_db()
            failed.append(rule.name)
    deed.left = failed
    deed.finish()
    return deed, failed


def _follow(rule: Rule, deed: Deed, now: datetime) -> None:
    """Until nothing is left; a rule that ends nothing of what it finds stops as a fault."""
    for _number in range(MOST_STEPS):
        if not rule.source.step(now, deed, rule.name, MOST_IN_A_STEP):
            return
    raise RuntimeError(f"{rule.name} does not come to an end")


def due(now: datetime) -> dict[str, int]:
    """How many rows each rule would end at `now`, by its name."""
    return {rule.name: rule.source.count(now) for rule in RULES}


def last_run() -> Deed | None:
    return Deed.objects.filter(kind=Deed.Kind.RETENTION, finished_at__isnull=False).first()
