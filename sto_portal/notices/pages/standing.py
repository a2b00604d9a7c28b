"""How mail to one person stands: ended kinds, an address that does not work, what came back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from regions.accounts.models import User
from sto_portal.notices.kinds.roles.invite_mail import INVITE
from sto_portal.notices.kinds.table import STOPS
from sto_portal.notices.models import (
    DigestLink,
    DigestSeen,
    Mail,
    Subscription,
    SuppressedAddress,
    Trace,
)
from sto_portal.notices.outbox.meanings import meaning

LATEST = 10


@dataclass(frozen=True)
class Ended:
    """A kind of mail that a person ended."""

    row: Subscription
    what: str


@dataclass(frozen=True)
class Standing:
    ended: list[Ended]
    suppressed: SuppressedAddress | None
    latest: list[Mail]  # the newest first, without codes
    bounced: dict[str, str]  # by Message-ID: what a relay said later
    opened_at: datetime | None  # a digest, by its link or by saying that it was seen
    invited_at: datetime | None  # the last invitation that went out

    @property
    def returned(self) -> list[tuple[Mail, str]]:
        """What was sent and came back, with why."""
        return [
            (mail, _why_back(self.bounced[mail.message_id]))
            for mail in self.latest
            if mail.message_id in self.bounced
        ]


def standing_of(user: User) -> Standing:
    """Seven queries, however much mail there is."""
    rows = Subscription.objects.filter(user=user, unsubscribed_at__isnull=False)
    ended = [
        Ended(row, STOPS[row.kind].what(row.steering_group))
        for row in rows.select_related("steering_group__region").order_by("unsubscribed_at")
        if row.kind in STOPS
    ]
    mails = user.mails.light().exclude(about__has_key="secret").exclude(kind="account")
    latest = list(mails.order_by("-created_at", "-pk")[:LATEST])
    traces = Trace.objects.filter(message_id__in=[mail.message_id for mail in latest])
    came_back = Q(status__startswith="bounced") | Q(status__startswith="expired")
    return Standing(
        ended,
        SuppressedAddress.objects.filter(address__iexact=user.email).first(),
        latest,
        dict(traces.filter(came_back).values_list("message_id", "status")),
        _opened_at(user),
        user.mails.filter(kind=INVITE).aggregate(at=Max("sent_at"))["at"],
    )


def _opened_at(user: User) -> datetime | None:
    opened = DigestLink.objects.filter(user=user).aggregate(at=Max("opened_at"))["at"]
    seen = DigestSeen.objects.filter(user=user).aggregate(at=Max("seen_at"))["at"]
    return max((at for at in (opened, seen) if at), default=None)


def _why_back(status: str) -> str:
    """What came back says, such as "bounced 5.1.1"."""
    return meaning(status.partition(" ")[2]) or _("It did not arrive.")
