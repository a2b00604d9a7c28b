"""The copy of a slip, to the address that its signer typed: once for each signature.

It says what was signed and whom to call, and not who signed: the bureau can read mails, and who
signed is for the region's own leaders.
"""

from datetime import datetime, timedelta

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.dutch import date_text
from regions.months import AMSTERDAM
from regions.partners.contributions.slip_page import shown_slip
from regions.partners.contributions.slips import entries_of
from regions.partners.models import ContributionSlip
from sto_portal.notices.kinds.kind import Kind, all_or_none
from sto_portal.notices.kinds.letters import Letter
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents

SLIP = "slip"
FRESH = timedelta(days=3)  # an older signature is not told any more; the address goes later


def plan_slips(now: datetime) -> int:
    """Write the copies that were asked and are not there yet; how many are new."""
    rows = ContributionSlip.objects.filter(signed_at__gt=now - FRESH, signed_at__lte=now)
    rows = rows.filter(copy_to__contains="@").select_related("contribution__partnership__region")
    wanted = {f"slip:{row.uid}": row for row in rows}
    there = set(Mail.objects.filter(key__in=wanted).values_list("key", flat=True))
    mails = [_mail(key, row, now) for key, row in wanted.items() if key not in there]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return Mail.objects.filter(key__in=[mail.key for mail in mails], created_at=now).count()


def _mail(key: str, slip: ContributionSlip, now: datetime) -> Mail:
    region = slip.contribution.partnership.region
    about = {"slip": str(slip.uid)}
    return mail_to(User(email=slip.copy_to), SLIP, key, now, region=region, about=about)


def slip_contents(mail: Mail, _reader: User, _token: str) -> Contents:
    slip = _slip_of(mail)
    if slip is None or slip.signed_at is None:
        raise ValueError(f"the slip of {mail.key} is gone")
    told = shown_slip(slip)
    values = {"region": told["region"].name, "business": told["business"]}
    context = {**told, "day": date_text(slip.signed_at.astimezone(AMSTERDAM).date())}
    return Letter(
        _("What was signed for %(business)s, region %(region)s") % values,
        render_to_string("notices/mail/slip.txt", context),
        [],
        _("You get this mail once, because this address was typed on the page to sign."),
    ).contents()


def why_no_slip(mail: Mail, _reader: User, _now: datetime) -> str:
    """Why it must not go out any more, or "" when it may."""
    slip = _slip_of(mail)
    if slip is None or not any(entry.is_signed for entry in entries_of(slip)):
        return _("it is signed no longer")
    return ""


def _slip_of(mail: Mail) -> ContributionSlip | None:
    rows = ContributionSlip.objects.filter(uid=mail.about["slip"]).select_related(
        "contribution__partnership__region", "contribution__partnership__business", "made_by"
    )
    return rows.prefetch_related("bundled__contribution").first()


KIND = Kind(
    SLIP,
    gettext_lazy("Copy of a slip"),
    plan=all_or_none(plan_slips),
    contents=slip_contents,
    why_not=why_no_slip,
    follows_reader=False,
    needs_account=False,
)
