"""What becomes of a log in the mail to the steering group, told by the room that mails.

Progress knows no mail: that room offers a source when the portal starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from regions.months import Month

from .models import CheckIn


@dataclass(frozen=True)
class GroupMail:
    """The digest about the month of a log, and its day.

    `month` is the last of its `period`. `is_sealed`: it was made on that day, with the log if
    `holds_log`; a log that came after it opens the digest `told_later_in`, None where nobody gets
    that. Otherwise it goes out on that day (or sooner where it `is_latest`: it waits for a log),
    and where not `is_certain` only with news. `is_mailed_apart`: the group also gets what came
    after a digest in a mail of its own. `readers` are the names of who gets it; of a sealed one
    `seen` is how many of the `members` marked it as read.
    """

    month: Month
    period: str
    on: date
    is_sealed: bool = False
    holds_log: bool = True
    is_certain: bool = True
    is_latest: bool = False
    told_later_in: "GroupMail | None" = None
    is_mailed_apart: bool = False
    readers: tuple[str, ...] = ()
    seen: int = 0
    members: int = 0


Source = Callable[[CheckIn, datetime], GroupMail | None]
_sources: list[Source] = []


def offer(source: Source) -> None:
    """`source` tells of a submitted log at an instant; None where nobody gets a mail of it."""
    _sources.append(source)


def group_mail_about(log: CheckIn, now: datetime) -> GroupMail | None:
    return next((mail for source in _sources if (mail := source(log, now))), None)
