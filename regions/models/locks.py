"""Triggers that refuse rows as they are, whatever would be done with them."""

from collections.abc import Callable

import pgtrigger


def guard_rows(name: str, check: Callable[[str], str]) -> pgtrigger.Trigger:
    """`check` gives the statement that refuses a row, "OLD" or "NEW": the row before an update or a
    deletion, and the one after an insertion or an update."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=(
            f"IF TG_OP <> 'INSERT' THEN {check('OLD')} END IF;"
            f" IF TG_OP <> 'DELETE' THEN {check('NEW')} RETURN NEW; END IF; RETURN OLD;"
        ),
    )
