"""What the database refuses: to change a log that is in, and what it says."""

import pgtrigger

from regions.models.locks import guard_rows

REFUSE = (
    "RAISE EXCEPTION 'submitted log is locked' USING ERRCODE = 'check_violation',"
    " CONSTRAINT = 'submitted_log_is_locked';"
)


def lock_rows_of_submitted_log(state_of: str) -> pgtrigger.Trigger:
    """Refuses insert, update and delete of rows that belong to a submitted log."""

    def check(row: str) -> str:
        return f"IF {state_of.format(row=row)} = 'submitted' THEN {REFUSE} END IF;"

    return guard_rows("submitted_log_is_locked", check)
