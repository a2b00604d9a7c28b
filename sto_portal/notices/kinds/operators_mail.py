"""The mail to who looks after the portal: what of the mail needs a person, at most once a day.

It goes to the addresses of OPERATORS_EMAIL, else to everybody at the bureau, and only where a mail
server is set. None is planned when nothing waits, and one that waited until nothing does is
cancelled. When the relay is away it waits like every mail: monitoring asks `manage.py outbox
--check`.
"""

from datetime import datetime, time

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regions.accounts.models import User
from regions.models import Membership, Role
from regions.months import AMSTERDAM
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.attention import matters
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents

from .kind import Kind, all_or_none

FROM = time(8, 0)
OPERATORS = "operators"


def plan_operators(now: datetime) -> int:
    """Write today's mail to each operator; how many are new."""
    local = now.astimezone(AMSTERDAM)
    if not settings.EMAIL_URL or local.time() < FROM:
        return 0
    mails = [
        mail_to(reader, OPERATORS, f"operators:{local.date()}:{reader.email.lower()}", now)
        for reader in _operators(now)
    ]
    there = set(
        Mail.objects.filter(key__in=[mail.key for mail in mails]).values_list("key", flat=True)
    )
    new = [mail for mail in mails if mail.key not in there]
    if not new or not matters(now):
        return 0
    Mail.objects.bulk_create(new, ignore_conflicts=True)
    return Mail.objects.filter(key__in=[mail.key for mail in new], created_at=now).count()


def operators_contents(mail: Mail, _reader: User, _token: str) -> Contents:
    told = matters(mail.created_at)
    subject = ngettext(
        "One thing about the mail of the portal needs somebody",
        "%(n)s things about the mail of the portal need somebody",
        len(told),
    ) % {"n": len(told)}
    context = {
        "matters": told,
        "url": settings.SITE_URL + reverse("mail"),
    }
    return Contents(subject, render_to_string("notices/mail/operators.txt", context))


def why_not_operators(mail: Mail, _reader: User, now: datetime) -> str:
    if mail.address.lower() not in {one.email.lower() for one in _operators(now)}:
        return _("does not look after the portal any more")
    return "" if matters(now) else _("nothing needs somebody any more")


def _operators(now: datetime) -> list[User]:
    """People, or addresses of no account as somebody without a name."""
    named = [address.strip() for address in settings.OPERATORS_EMAIL if address.strip()]
    if named:
        return [User(email=address) for address in named]
    held = Membership.objects.on(now.astimezone(AMSTERDAM).date()).filter(role=Role.BUREAU)
    readers = User.objects.filter(is_active=True, memberships__in=held)
    return list(readers.distinct().order_by("pk"))


KIND = Kind(
    OPERATORS,
    gettext_lazy("To who looks after the portal"),
    plan=all_or_none(plan_operators),
    contents=operators_contents,
    why_not=why_not_operators,
    needs_account=False,
)
