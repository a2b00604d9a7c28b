"""What only the bureau finds: people by their address or without a role."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.access import is_bureau
from regions.accounts.models import User
from regions.models import Membership
from regions.web.searching import named

from .kind import Hit, Kind


def _accounts(user: User) -> QuerySet[User]:
    """Everybody who was not erased; an address tells who somebody is, so nobody else asks it."""
    rows = User.objects.filter(erased_at=None).exclude(pk=user.pk)
    return rows if is_bureau(user) else rows.none()


def _by_address(words: str) -> Q:
    """An address finds its person, a name who has no role now; others stand under people."""
    if "@" in words:
        return named(words, "email")
    return named(words, "name") & ~Q(pk__in=Membership.objects.on(localdate()).values("user"))


def _account(_user: User, row: User) -> Hit:
    about = row.email if row.is_active else f"{row.email}, {_('closed')}"
    return Hit(row.name, about, reverse("bureau_person", args=[row.pk]))


ACCOUNTS = Kind(
    gettext_lazy("Accounts"), _accounts, _by_address, _account, ("name",), ("name__dutch", "pk")
)
