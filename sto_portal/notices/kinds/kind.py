"""What a kind of mail is: an entry of the table, which everybody asks (`table.py`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

from regions.accounts.models import User
from regions.steering.models import SteeringGroup
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mime import Contents

Planner = Callable[[datetime], tuple[int, int]]


@dataclass(frozen=True)
class Stop:
    """How a reader ends mail, of one kind or of several that belong together.

    `name` is stored with the reader's choice and signed in every link, so it never changes. The
    page behind the link says `words` of what no longer comes (with `%(group)s` where every group
    has mail of its own), and `remains` of what does not end.
    """

    name: str
    title: Promise
    words: Promise
    remains: Promise

    def what(self, group: SteeringGroup | None) -> str:
        return str(self.words) % {"group": group}


@dataclass(frozen=True)
class Kind:
    """One kind of mail: everything that the steps from a fact to a mailbox must know of it.

    `name` is stored with each mail. `plan` writes what is due at an instant and tells how many
    mails were new and how many failed; `contents` is what one mail says to its reader, with the
    secret of the link that opens its digest; `why_not` is the last look before it goes: why it
    must not any more, or "". A kind without that last look goes whatever changes; one without any
    of the three is written whole by a page.
    """

    name: str
    title: Promise
    plan: Planner | None = None
    contents: Callable[[Mail, User, str], Contents] | None = None
    why_not: Callable[[Mail, User, datetime], str] | None = None
    stop: Stop | None = None  # None: a reader cannot end it
    gives_up_after: timedelta = timedelta(hours=48)
    follows_reader: bool = True  # False: it goes to the address that it was planned for
    needs_account: bool = True  # False: it may go to an address of nobody who signs in
    carries_a_code: bool = False  # whoever reads it could sign in; of no use when it comes later
    opens_a_page: bool = False  # whoever reads it could write in the name of its reader


def all_or_none(plan: Callable[[datetime], int]) -> Planner:
    """A planner of which no mail fails by itself."""
    return lambda now: (plan(now), 0)
