"""A database that is away, full, locked, or may only be read: the fault of no page and of no mail.

What Postgres says of itself comes as OperationalError, also a full disk (53100) and too many
connections (53300). After a change of servers the old one may only be read (25006), which comes as
an InternalError, as faults of our own do.
"""

from django.db import InterfaceError, OperationalError

DATABASE_AWAY = (OperationalError, InterfaceError)
READ_ONLY = "25006"


def is_database_away(trouble: BaseException | None) -> bool:
    """Whether this came of the state of the database."""
    while trouble is not None:
        if isinstance(trouble, DATABASE_AWAY) or getattr(trouble, "pgcode", "") == READ_ONLY:
            return True
        trouble = trouble.__cause__ or trouble.__context__
    return False
