"""How many days each kind of data is kept, unless the environment says otherwise."""

from typing import Any

# The name of the setting: days by default. docs/privacy.md tells what each is about.
DAYS = {
    "MAIL_KEPT_DAYS": 365,
    "SESSION_ADDRESS_KEPT_DAYS": 14,
    "ACCOUNT_OPEN_DAYS": 90,
    "ACCOUNT_KEPT_DAYS": 730,
    "CONTACT_KEPT_DAYS": 730,
    "DEAD_ADDRESS_KEPT_DAYS": 365,
    "HISTORY_ADDRESS_KEPT_DAYS": 365,
    "ADMIN_LOG_KEPT_DAYS": 730,
    "DOSSIER_KEPT_DAYS": 3650,
    "TALK_DRAFT_KEPT_DAYS": 30,
    "ACCOUNTANT_LINK_KEPT_DAYS": 365,
    "SLIP_ADDRESS_KEPT_DAYS": 30,
    "WORK_LINE_KEPT_DAYS": 21,
    "WORK_ASK_KEPT_DAYS": 365,
    "OWNER_KEPT_DAYS": 730,
    "REPLY_KEPT_DAYS": 30,
    "WITHDRAWN_WAY_KEPT_DAYS": 365,
    "PARTING_WORD_KEPT_DAYS": 730,
    "INTAKE_KEPT_DAYS": 90,
    "TOKEN_KEPT_DAYS": 365,
    "DELIVERY_KEPT_DAYS": 30,
}


def kept_days(env: Any) -> dict[str, int]:
    """The days of each setting; the longest is ten years, the shortest a day."""
    days = {name: env.int(name, default=usual) for name, usual in DAYS.items()}
    for name, wanted in days.items():
        if not 1 <= wanted <= 3660:
            raise ValueError(f"{name} is a number of days from 1 to 3660, not {wanted}.")
    return days
