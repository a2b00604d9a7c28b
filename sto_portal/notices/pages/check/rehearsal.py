"""The mail of a log that is not in yet, by doing what finishing does and undoing it again.

So the check before finishing shows the very mail, and no second way to make it can drift from it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from regions.accounts.models import User
from regions.progress.log.due import LogBook
from regions.progress.log.recording import submit_check_in
from regions.progress.models import CheckIn


@contextmanager
def as_if_submitted(draft: CheckIn, book: LogBook, user: User, now: datetime) -> Iterator[CheckIn]:
    """Inside, the draft is in, with its obstacles and snapshots; afterwards nothing is.

    Raises NotReady where the log cannot be submitted yet.
    """
    with transaction.atomic():
        yield submit_check_in(draft, book, user, now)
        transaction.set_rollback(True)
