"""What the database refuses: to change a report that was established, and what it says."""

import pgtrigger

from regions.models.locks import guard_rows

FIXED = "('established', 'sent')"
_STATE = "SELECT state FROM reports_report r WHERE r.id = {row}.report_id"
_IN_USE = "EXISTS (SELECT 1 FROM reports_report r WHERE r.format_id = {row}.format_id)"
_FORMAT = (
    "RAISE EXCEPTION 'format in use is locked' USING ERRCODE = 'check_violation',"
    " CONSTRAINT = 'format_in_use_is_locked';"
)


def refuse(name: str) -> str:
    return (
        "RAISE EXCEPTION 'established report is locked' USING ERRCODE = 'check_violation',"
        f" CONSTRAINT = '{name}';"
    )


# Once established a report only becomes sent: its day and reference, and nothing else of it.
LOCK_REPORT = pgtrigger.Trigger(
    name="established_report_is_locked",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=(
        f"IF OLD.state IN {FIXED} THEN IF TG_OP = 'DELETE' OR NEW.state <> 'sent'"
        " OR to_jsonb(NEW) - ARRAY['state', 'sent_on', 'reference']"
        " <> to_jsonb(OLD) - ARRAY['state', 'sent_on', 'reference']"
        f" THEN {refuse('established_report_is_locked')} END IF; END IF;"
        " IF TG_OP = 'UPDATE' AND NEW.state = 'established' AND OLD.state <> 'reading'"
        f" THEN {refuse('only_a_report_that_is_read_is_established')} END IF;"
        f" IF TG_OP = 'UPDATE' AND NEW.state = 'sent' AND OLD.state NOT IN {FIXED}"
        f" THEN {refuse('only_an_established_report_is_sent')} END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    ),
)


def lock_rows_of_established_report() -> pgtrigger.Trigger:
    """Refuses insert, update and delete of rows that belong to an established report."""

    def check(row: str) -> str:
        refused = refuse("established_report_is_locked")
        return f"IF ({_STATE.format(row=row)}) IN {FIXED} THEN {refused} END IF;"

    return guard_rows("established_report_is_locked", check)


# What was asked does not change under an answer: another wording is another format.
LOCK_QUESTION = guard_rows(
    "format_in_use_is_locked",
    lambda row: f"IF {_IN_USE.format(row=row)} THEN {_FORMAT} END IF;",
)
