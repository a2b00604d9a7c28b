"""After a backup was put back: what was mailed since is settled, then the outbox goes on.

The rows that were written after the backup are gone, so the planner would write and mail them once
more. Here it writes them all at once, as they were planned at the time, and each is set aside
before anything is sent. A mail keeps its Message-ID, so a relay's log can still tell its end.
"""

from datetime import datetime, timedelta

from .outbox.mails import quarantine
from .outbox.restored import go_on, stop, this_installation
from .planning import plan_all

STEP = timedelta(hours=1)  # no kind of mail is due for less than that
MOST_STEPS = 500


def put_back(since: datetime | None, now: datetime, *, is_told: bool = False) -> int:
    """Settle what was planned between the backup (`since`) and `now`; how many mails.

    Without `since` it is the last run that the database knows of.
    """
    row = this_installation(now)
    since = min(since or row.unknown_since or row.ran_at, now)
    stop(since)
    for moment in moments_between(since, now):
        plan_all(moment)
    settled = quarantine(now, is_told=is_told)
    go_on(now)
    return settled


def moments_between(since: datetime, now: datetime) -> list[datetime]:
    step = max(STEP, (now - since) / MOST_STEPS)
    count = int((now - since) / step)
    return [*(since + step * number for number in range(count + 1)), now]
