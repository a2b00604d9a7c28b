"""The mail after a change of what opens an account: another address or password, a factor.

Each change is one mail to the address that the person had then, and one to the new address where
that is what changed. Nobody ends these mails, and they go whatever changes after. They hold no
secret, and the mail to an old address does not name the new one: others may read it by now.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import AccountChange, User
from regions.dutch import date_text
from regions.models import Membership, Role
from regions.months import AMSTERDAM
from regions.stored import Stored
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents

from .kind import Kind, all_or_none
from .letters import Letter, Link

SAFETY = "safety"
FRESH = timedelta(days=3)
MOST_OF_THE_BUREAU = 3
What = AccountChange.What
SUBJECTS = {
    What.ADDRESS: gettext_lazy("Another e-mail address for your account"),
    What.PASSWORD: gettext_lazy("Your password was changed"),
    What.APP_ADDED: gettext_lazy("An app for codes was added to your account"),
    What.APP_REMOVED: gettext_lazy("The app for codes was removed from your account"),
    What.PASSKEY_ADDED: gettext_lazy("A passkey was added to your account"),
    What.PASSKEY_REMOVED: gettext_lazy("A passkey was removed from your account"),
    What.RECOVERY_CODES: gettext_lazy("There are new recovery codes for your account"),
    What.RECOVERY_CODES_REMOVED: gettext_lazy("The recovery codes of your account were removed"),
    What.RESET: gettext_lazy("The second step of your account was taken away"),
    What.WEBHOOK: gettext_lazy("A webhook was made with your account"),
    What.TOKEN: gettext_lazy("A token for a program was made with your account"),
}


@dataclass(frozen=True)
class About(Stored):
    """The change that it tells of, and whether to the new address."""

    change: int
    is_new: bool = False


def plan_safety(now: datetime) -> int:
    """Write the mails of every fresh change that has none; how many are new."""
    fresh = AccountChange.objects.filter(at__gt=now - FRESH, at__lte=now).select_related("person")
    mails = {mail.key: mail for change in fresh for mail in _mails(change, now)}
    known = set(Mail.objects.filter(key__in=mails).values_list("key", flat=True))
    new = [mail for key, mail in mails.items() if key not in known]
    return len(Mail.objects.bulk_create(new, ignore_conflicts=True))


def _mails(change: AccountChange, now: datetime) -> list[Mail]:
    told = [(change.address, False)]
    if change.new_address:
        told.append((change.new_address, True))
    return [_mail(change, address, is_new, now) for address, is_new in told]


def _mail(change: AccountChange, address: str, is_new: bool, now: datetime) -> Mail:
    key = f"safety:{change.pk}:{'new' if is_new else 'then'}"
    mail = mail_to(change.person, SAFETY, key, now, about=About(change.pk, is_new).to_json())
    mail.address, mail.priority = address, 2
    return mail


def safety_contents(mail: Mail, reader: User, _token: str) -> Contents:
    about = About.from_json(mail.about)
    change = AccountChange.objects.select_related("by").get(pk=about.change)
    told = {
        "reader": reader,
        "what": change.what,
        "day": date_text(localdate(change.at)),
        "time": f"{change.at.astimezone(AMSTERDAM):%H.%M}",
        "by": change.by if change.by_id != reader.pk else None,
        "address": change.new_address if about.is_new else change.address,
        "is_new": about.is_new,
        "bureau": _bureau(mail, reader),
    }
    return Letter(
        str(SUBJECTS[What(change.what)]),
        render_to_string("notices/mail/safety.txt", told),
        [Link(_("Look at your account"), reverse("account"))],
        _("You get this mail because it is about the safety of your account."),
    ).contents()


def _bureau(mail: Mail, reader: User) -> list[User]:
    """Whom to call or to mail."""
    held = Membership.objects.on(localdate(mail.created_at)).filter(role=Role.BUREAU)
    people = held.filter(user__is_active=True).exclude(user=reader).select_related("user")
    return [row.user for row in people.order_by("user__name__dutch")[:MOST_OF_THE_BUREAU]]


KIND = Kind(
    SAFETY,
    gettext_lazy("Safety of an account"),
    plan=all_or_none(plan_safety),
    contents=safety_contents,
    follows_reader=False,
)
