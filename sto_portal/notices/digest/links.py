"""The link in a digest mail that needs no password: for one digest, one reader and thirty days.

The secret stands in the mail and nowhere else; of it only a hash is kept. Opening the page changes
nothing but a count, since mail scanners follow every link.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse

from regions.models import Membership
from regions.months import AMSTERDAM
from regions.secret_links import hash_of
from sto_portal.notices.models import DigestLink, Mail

OPEN_FOR = timedelta(days=30)


def link_url(token: str) -> str:
    return settings.SITE_URL + reverse("digest_link", args=[token])


def keep_link(mail: Mail, token: str) -> None:
    """Remember the link that was written into the stored bytes of a digest mail; of a mail that is
    made anew, the one of before opens nothing any more."""
    if mail.digest is None or mail.recipient is None:
        return
    link = DigestLink(
        mail=mail,
        digest=mail.digest,
        user=mail.recipient,
        secret_hash=hash_of(token),
        expires_at=mail.digest.planned_at + OPEN_FOR,
    )
    written = ["digest", "user", "secret_hash", "expires_at"]
    DigestLink.objects.bulk_create(
        [link], update_conflicts=True, unique_fields=["mail"], update_fields=written
    )


def link_at(token: str, now: datetime) -> DigestLink | None:
    """The link of a token that still opens; None where it is wrong, too old, revoked, or its
    reader has no seat any more. The page does not say which."""
    links = DigestLink.objects.at(token).open(now).filter(user__is_active=True)
    links = links.exclude(mail__state=Mail.State.CANCELLED)
    link = links.select_related("user", "digest__steering_group__region").first()
    if link is None:
        return None
    seats = Membership.objects.on(now.astimezone(AMSTERDAM).date()).steering()
    region = link.digest.steering_group.region_id
    return link if seats.filter(user=link.user_id, region=region).exists() else None


def count_opening(link: DigestLink, now: datetime) -> None:
    DigestLink.objects.filter(pk=link.pk).update(
        opened_at=Coalesce(F("opened_at"), now), times_opened=F("times_opened") + 1
    )
