"""Every kind of mail, in the order in which they are planned and shown to the bureau."""

from regions.accounts.models import User
from sto_portal.notices.models import Mail

from . import (
    addendum_mail,
    decision_mail,
    digest_mail,
    echo_mail,
    news_mail,
    nudge_mail,
    operators_mail,
    reminder_mail,
    safety_mail,
    sign_in_mail,
    term_mail,
    weekly_mail,
)
from .kind import Kind, Stop
from .meetings import mail as meeting_mail
from .outside import slip_mail, work_mail
from .roles import invite_mail

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        digest_mail.KIND,
        decision_mail.KIND,
        meeting_mail.KIND,
        addendum_mail.KIND,
        term_mail.KIND,
        reminder_mail.KIND,
        echo_mail.KIND,
        nudge_mail.KIND,
        weekly_mail.KIND,
        news_mail.KIND,
        slip_mail.KIND,
        work_mail.KIND,
        invite_mail.KIND,
        safety_mail.KIND,
        operators_mail.KIND,
        sign_in_mail.KIND,
    )
}
STOPS: dict[str, Stop] = {kind.stop.name: kind.stop for kind in KINDS.values() if kind.stop}


def kind_of(mail: Mail) -> Kind:
    return KINDS[mail.kind]


def reader_of(mail: Mail) -> User | None:
    """Who reads it: a person who may sign in, or nobody known where the kind needs no account."""
    if mail.recipient is None and not kind_of(mail).needs_account:
        return User(email=mail.address)
    return mail.recipient if mail.recipient and mail.recipient.is_active else None
