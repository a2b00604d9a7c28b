"""What never changes in the outbox, in SQL, so that no door leads around it."""

import pgtrigger

SEALED = ("key", "message_id", "address", "subject", "text", "html", "message", "rendered_at")
FINAL = ("state", "sent_at", "reply_code", "reply_text", "attempts")

# From each state to those that may follow. What is missing here does not happen.
LEGAL: dict[str, tuple[str, ...]] = {
    "pending": ("sending", "cancelled", "stale", "dead", "uncertain"),
    "sending": ("pending", "sent", "kept", "cancelled", "dead", "stale", "uncertain"),
    "uncertain": ("sent", "pending", "cancelled", "dead", "stale"),
    "dead": ("pending",),  # by somebody: see below
    "sent": (),
    "kept": (),
    "cancelled": (),
    "stale": (),
}
_PAIRS = ", ".join(f"('{old}', '{new}')" for old, after in LEGAL.items() for new in after)


def differs(names: tuple[str, ...]) -> str:
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in names)


def refuse(name: str, condition: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        condition=pgtrigger.Condition(condition) if condition else None,
        func=(
            f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
        ),
    )


# A mail that waits loses its bytes when its reader got another address: it is made anew.
_IS_MADE_ANEW = (
    "OLD.state = 'pending' AND NEW.state = 'pending' AND NEW.message IS NULL"
    " AND OLD.address IS DISTINCT FROM NEW.address"
    " AND OLD.key = NEW.key AND OLD.message_id = NEW.message_id"
)

# Retention or an erasure takes all that a mail says, and nothing else, by a deed that is written.
_IS_WIPED_NOW = "OLD.wiped_by_id IS NULL AND NEW.wiped_by_id IS NOT NULL"
KEPT = ("key", "message_id", "rendered_at", "state", "sent_at", "reply_code", "attempts")

OF_A_MAIL = [
    refuse(
        "a_rendered_mail_never_changes",
        f"OLD.message IS NOT NULL AND ({differs(SEALED)}) AND NOT ({_IS_MADE_ANEW})"
        f" AND NOT ({_IS_WIPED_NOW})",
        pgtrigger.Update,
    ),
    refuse(
        "a_sent_mail_is_final",
        f"OLD.state IN ('sent', 'kept') AND ({differs(FINAL)}) AND NOT ({_IS_WIPED_NOW})",
        pgtrigger.Update,
    ),
    # That nothing of the contents is left is a constraint; here, that nothing else goes along.
    refuse(
        "wiping_takes_only_what_a_mail_says",
        f"{_IS_WIPED_NOW} AND (OLD.state IN ('pending', 'sending', 'uncertain')"
        f" OR {differs(KEPT)})",
        pgtrigger.Update,
    ),
    refuse(
        "a_wiped_mail_never_changes",
        f"OLD.wiped_by_id IS NOT NULL AND ({differs((*SEALED, *FINAL, 'wiped_by_id'))})",
        pgtrigger.Update,
    ),
    # What died lives again by a person only, whose word is written first.
    pgtrigger.Trigger(
        name="a_state_follows_another_by_the_table",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
        func=(
            f"IF (OLD.state, NEW.state) NOT IN ({_PAIRS})"  # noqa: S608
            " OR (OLD.state = 'dead' AND NOT COALESCE((SELECT e.by_id IS NOT NULL"
            "   AND e.from_state = 'dead' AND e.to_state = 'pending'"
            "   FROM notices_mailevent e WHERE e.mail_id = OLD.id"
            "   ORDER BY e.id DESC LIMIT 1), FALSE)) THEN"
            " RAISE EXCEPTION 'a mail does not go from % to % this way', OLD.state, NEW.state"
            " USING ERRCODE = 'check_violation',"
            " CONSTRAINT = 'a_state_follows_another_by_the_table'; END IF; RETURN NEW;"
        ),
    ),
    # After the others by its name, so that they see what was written, not what is wiped.
    pgtrigger.Trigger(
        name="an_open_secret_is_wiped",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "NEW.about ? 'secret' AND NEW.state NOT IN ('pending', 'sending', 'uncertain')"
        ),
        func="NEW.text := ''; NEW.html := ''; NEW.message := ''::bytea; RETURN NEW;",
    ),
]

# The name of who decided goes when that person is removed; nothing else does.
OF_AN_EVENT = [
    refuse(
        "what_happened_to_a_mail_does_not_change",
        f"{differs(('mail_id', 'at', 'from_state', 'to_state'))}"
        " OR (OLD.by_id IS DISTINCT FROM NEW.by_id AND NEW.by_id IS NOT NULL)",
        pgtrigger.Update,
    ),
    # What a relay said may name an address: of a mail that was wiped it goes too.
    pgtrigger.Trigger(
        name="why_goes_with_the_mail_alone",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.why IS DISTINCT FROM NEW.why"),
        func=(
            "IF NEW.why <> '' OR NOT EXISTS (SELECT FROM notices_mail m"
            " WHERE m.id = OLD.mail_id AND m.wiped_by_id IS NOT NULL) THEN"
            " RAISE EXCEPTION 'what_happened_to_a_mail_does_not_change'"
            " USING ERRCODE = 'check_violation',"
            " CONSTRAINT = 'what_happened_to_a_mail_does_not_change';"
            " END IF; RETURN NEW;"
        ),
    ),
    refuse("what_happened_to_a_mail_stays", "", pgtrigger.Delete),
]
