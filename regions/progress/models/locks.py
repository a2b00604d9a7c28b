"""What the database refuses: to change a log that is in, and what it says."""

import pgtrigger

REFUSE = (
    "RAISE EXCEPTION 'submitted log is locked' USING ERRCODE = 'check_violation',"
    " CONSTRAINT = 'submitted_log_is_locked';"
)


def lock_rows_of_submitted_log(state_of: str) -> pgtrigger.Trigger:
    """Refuses insert, update and delete of rows that belong to a submitted log."""
    old, new = (
        f"IF {state_of.format(row=row)} = 'submitted' THEN {REFUSE} END IF;"
        for row in ("OLD", "NEW")
    )
    return pgtrigger.Trigger(
        name="submitted_log_is_locked",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=(
            f"IF TG_OP <> 'INSERT' THEN {old} END IF;"
            f" IF TG_OP <> 'DELETE' THEN {new} RETURN NEW; END IF; RETURN OLD;"
        ),
    )
