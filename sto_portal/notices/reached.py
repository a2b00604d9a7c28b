"""Whether people were invited and mail reaches them, for the pages of the bureau."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.functions import Lower

from regions.accounts.models import User
from regions.bureau.people.reached import Reached

from .kinds.roles.invite_mail import INVITE
from .models import DigestLink, DigestSeen, Mail, Subscription, SuppressedAddress


class FromTheOutbox:
    """What `regions/bureau/people/reached.py` asks."""

    def broken(self) -> QuerySet[Any]:
        dead = SuppressedAddress.objects.annotate(plain=Lower("address")).values("plain")
        return User.objects.annotate(plain=Lower("email")).filter(plain__in=dead).values("pk")

    def ended(self) -> QuerySet[Any]:
        return Subscription.objects.filter(unsubscribed_at__isnull=False).values("user")

    def told(self, people: Collection[User]) -> dict[int, Reached]:
        """Five queries, however many people."""
        ids = [person.pk for person in people]
        invited = _latest(
            Mail.objects.filter(kind=INVITE, recipient__in=ids), "recipient", "sent_at"
        )
        opened = _latest(DigestLink.objects.filter(user__in=ids), "user", "opened_at")
        seen = _latest(DigestSeen.objects.filter(user__in=ids), "user", "seen_at")
        broken = set(self.broken().filter(pk__in=ids).values_list("pk", flat=True))
        ended = set(self.ended().filter(user__in=ids).values_list("user", flat=True))
        return {
            pk: Reached(
                invited.get(pk),
                max((at for at in (opened.get(pk), seen.get(pk)) if at), default=None),
                pk in broken,
                pk in ended,
            )
            for pk in ids
        }


def _latest(rows: QuerySet[Any], whose: str, column: str) -> dict[int, datetime]:
    grouped = rows.order_by().values_list(whose).annotate(at=Max(column))
    return {pk: at for pk, at in grouped if at}
