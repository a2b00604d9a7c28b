"""Every kind of mail, in the order in which they are planned and shown to the bureau."""

from sto_portal.notices.models import Mail

from . import digest_mail, news_mail, nudge_mail, reminder_mail, sign_in_mail, weekly_mail
from .kind import Kind, Stop

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        digest_mail.KIND,
        reminder_mail.KIND,
        nudge_mail.KIND,
        weekly_mail.KIND,
        news_mail.KIND,
        sign_in_mail.KIND,
    )
}
STOPS: dict[str, Stop] = {kind.stop.name: kind.stop for kind in KINDS.values() if kind.stop}


def kind_of(mail: Mail) -> Kind:
    return KINDS[mail.kind]
