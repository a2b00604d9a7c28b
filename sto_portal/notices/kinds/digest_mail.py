"""The mail of a digest: sealed when it is due (`digest/periods.py`), and one mail for each reader.

A digest is one row per group and period, a mail one row per key, and the database refuses the
second. A missed day heals in the next run.
"""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.models import Membership, Region, Role
from regions.months import AMSTERDAM, Month
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.links import link_url
from sto_portal.notices.digest.periods import Period, due_periods, is_too_late
from sto_portal.notices.digest.sheet import sheet_of
from sto_portal.notices.digest.waiting import first_logged, meetings_ahead
from sto_portal.notices.models import Digest, Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents, one_line
from sto_portal.notices.outbox.unsubscribing import is_unsubscribed, unsubscribe_url, unsubscribed

from .kind import Kind, Stop
from .letters import html_of, wrapped

logger = logging.getLogger(__name__)
# Addresses that nobody has, in whose place each reader's own comes.
OPEN_HERE, STOP_HERE = (f"https://{secrets.token_hex(16)}.invalid/" for _mark in range(2))
DRAWN = "_drawn"
DIGEST = "digest"
STOP = Stop(
    DIGEST,
    title=gettext_lazy("Digest"),
    words=gettext_lazy("the digest of %(group)s"),
    remains=gettext_lazy("In the portal you can always read it."),
)


def plan_digests(now: datetime) -> tuple[int, int]:
    """Seal every digest that is due. How many mails were planned, and how many groups failed.

    One group that fails stops nobody else; its periods are tried again in the next run.
    """
    mails = failures = 0
    today = now.astimezone(AMSTERDAM).date()
    groups = (
        SteeringGroup.objects.filter(region__in=Region.objects.open_on(today))
        .select_related("region")
        .annotate(sealed=Max("digests__month_on"))
    )
    logged = first_logged([group.region_id for group in groups], now)
    meetings = meetings_ahead(groups, now)
    for group in groups:
        sealed = Month.of(group.sealed) if group.sealed else None
        try:
            known = logged[group.region_id], meetings[group.pk]
            for period, due in due_periods(group, sealed, now, *known):
                mails += seal(group, period, now, is_late=is_too_late(due, now))
        except Exception:
            logger.exception("No digest for %s", group)
            failures += 1
    return mails, failures


@transaction.atomic
def seal(group: SteeringGroup, period: Period, now: datetime, is_late: bool = False) -> int:
    """Write the digest of one period with its mails, all or nothing; how many mails.

    When it is too late to mail it is kept for who reads it on the page.

    Nothing happens when another process was first. The group's row is locked, so that a foreword
    is either in the snapshot or refused.
    """
    SteeringGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    if Digest.objects.filter(steering_group=group, month_on=period.last.first_day).exists():
        return 0
    digest = compose(group, period, now)
    digest.state = _state(digest, group, is_late)
    readers = readers_of(group, now) if digest.state != Digest.State.EMPTY else []
    digest.readers = len(readers)
    Digest.objects.bulk_create([digest], ignore_conflicts=True)
    stored = Digest.objects.filter(uid=digest.uid).first()
    if stored is None:
        return 0
    mails = [_mail(stored, group, period, reader, now) for reader in readers]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return len(mails)


def _state(digest: Digest, group: SteeringGroup, is_late: bool) -> str:
    if digest.is_empty and not group.wants_empty_digests:
        return Digest.State.EMPTY
    return Digest.State.STALE if is_late else Digest.State.PLANNED


def readers_of(group: SteeringGroup, now: datetime) -> list[Membership]:
    """Who is in the group that day, gets its mail, may sign in, and did not unsubscribe."""
    members = (
        Membership.objects.on(now.astimezone(AMSTERDAM).date())
        .steering()
        .holding(group.mailed_roles)
        .filter(region=group.region_id, user__is_active=True)
        .select_related("user")
        .order_by("user__name__dutch")
    )
    refused = unsubscribed(STOP.name, group.pk)
    return [member for member in members if member.user_id not in refused]


def _mail(
    digest: Digest, group: SteeringGroup, period: Period, reader: Membership, now: datetime
) -> Mail:
    return mail_to(
        reader.user,
        DIGEST,
        f"digest:{group.pk}:{period.last}:{reader.user_id}",
        now,
        state=Mail.State.STALE if digest.is_stale else Mail.State.PENDING,
        reason=_("too late to mail; it can be read on the page") if digest.is_stale else "",
        subject=digest.headline,
        digest=digest,
        region=group.region,
        period_on=period.last.first_day,
    )


def contents_for(mail: Mail, reader: User, token: str) -> Contents:
    """`token` opens the digest without a password."""
    if mail.digest is None:
        raise ValueError(f"the digest of {mail.key} is gone")
    stop_url = unsubscribe_url(reader.pk, STOP.name, mail.digest.steering_group_id)
    return digest_contents(mail.digest, stop_url, link_url(token))


def digest_contents(digest: Digest, stop_url: str, open_url: str = "") -> Contents:
    """The mail of a digest, sealed or not: the preview shows exactly this, with the page itself
    in the place of `open_url`, the reader's own link."""
    drawn = _drawn(digest)
    own = {OPEN_HERE: open_url or drawn.page_url, STOP_HERE: stop_url}
    text, html = drawn.text, drawn.html
    for mark, url in own.items():
        text, html = text.replace(mark, url), html.replace(mark, escape(url))
    return Contents(drawn.subject, text, html, stop_url, drawn.reply_to)


@dataclass(frozen=True)
class Drawn:
    """A digest as all its readers get it, with a mark where each has an address of their own."""

    subject: str
    text: str
    html: str
    page_url: str
    reply_to: str


def _drawn(digest: Digest) -> Drawn:
    """Made once for this object of a digest, which lives for one run."""
    kept: Drawn | None = vars(digest).get(DRAWN)
    if kept is None:
        kept = vars(digest)[DRAWN] = _draw(digest)
    return kept


def _draw(digest: Digest) -> Drawn:
    with translation.override("nl"):
        sheet = sheet_of(digest)
        context = {
            **sheet,
            "open_url": OPEN_HERE,
            "unsubscribe_url": STOP_HERE,
            "rhythm": digest.steering_group.get_rhythm_display(),
        }
        subject = _("%(finding)s · %(region)s, %(period)s") % {
            "finding": sheet["finding"],
            "region": digest.steering_group.region.name,
            "period": context["period"],
        }
        return Drawn(
            one_line(subject),
            wrapped(render_to_string("notices/mail/digest.txt", context)),
            html_of("notices/mail/digest.mjml", context),
            sheet["urls"]["page"],
            reply_to_of(digest.steering_group.region_id),
        )


def reply_to_of(region_id: int) -> str:
    """The address of the programme leader of today, of a deputy, or of the bureau; or ""."""
    held = Membership.objects.on(localdate()).filter(user__is_active=True)
    rank = {Role.LEADER: 0, Role.DEPUTY: 1, Role.BUREAU: 2}
    of_region = Q(region=region_id, role__in=[Role.LEADER, Role.DEPUTY])
    rows = held.filter(of_region | Q(role=Role.BUREAU)).values_list("role", "pk", "user__email")
    found = sorted(rows, key=lambda row: (rank[Role(row[0])], row[1]))
    return found[0][2] if found else ""


def why_no_digest(mail: Mail, reader: User, now: datetime) -> str:
    if mail.digest is None:
        return _("the digest is gone")
    group, today = mail.digest.steering_group, now.astimezone(AMSTERDAM).date()
    held = Membership.objects.on(today).steering().filter(user=reader)
    seat = held.filter(region__steering_group=group).first()
    if seat is None:
        return _("not in the steering group any more")
    if not seat.holds(group.mailed_roles):
        return _("this role gets no digest by mail any more")
    return _("unsubscribed") if is_unsubscribed(reader.pk, STOP.name, group.pk) else ""


KIND = Kind(
    DIGEST,
    gettext_lazy("Digest"),
    plan=plan_digests,
    contents=contents_for,
    why_not=why_no_digest,
    stop=STOP,
)
