"""The invitation: somebody got a role, and reads what this is, who asks, and where to begin.

One act of the bureau (`Membership.invited_at`) is one mail, however many roles it gave. Who
follows somebody up reads who that is, and whoever stops reads to whom it goes. A role that begins
later is told on its first day, a role that ends at once: there is something to hand over.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.dutch import date_text, list_text
from regions.models import LEADER_ROLES, Membership, Role
from regions.months import AMSTERDAM
from regions.stored import Stored
from sto_portal.notices.kinds.kind import Kind, all_or_none
from sto_portal.notices.kinds.letters import Letter, Link
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents

INVITE = "invite"
FRESH = timedelta(days=14)
FROM = time(8)  # on the first day of a role that was given before
DAY = timedelta(days=1)
ONE_AT_A_TIME = {Role.LEADER, Role.CHAIR, Role.LEAD_APPLICANT, Role.ADVISOR}
INFORMAL = {*LEADER_ROLES, Role.ADVISOR}


@dataclass(frozen=True)
class About(Stored):
    """The memberships that it tells of, and what is known of them; `is_over`: that they end."""

    memberships: list[int]
    roles: list[str] = field(default_factory=list)
    is_over: bool = False


def plan_invitations(now: datetime) -> int:
    """Write the mails of every act that has none; how many are new."""
    today = now.astimezone(AMSTERDAM).date()
    given = list(
        Membership.objects.filter(invited_at__isnull=False)
        .filter(Q(invited_at__gt=now - FRESH) | Q(starts_on__gt=today - FRESH))
        .filter(Q(ends_on=None) | Q(ends_on__gte=today), user__is_active=True)
        .filter(Q(region__closed_on=None) | Q(region__closed_on__gt=today))
        .select_related("user", "region")
        .order_by("pk")
    )
    mails = {mail.key: mail for mail in _mails(given, now)}
    known = set(Mail.objects.filter(key__in=mails).values_list("key", flat=True))
    new = [mail for key, mail in mails.items() if key not in known]
    if not new:
        return 0
    told = _told_already({mail.recipient_id for mail in new})
    new = [mail for mail in new if set(mail.about["roles"]) - told[mail.recipient_id]]
    Mail.objects.bulk_create(new, ignore_conflicts=True)
    return Mail.objects.filter(key__in=[mail.key for mail in new], created_at=now).count()


def due_at(row: Membership) -> datetime:
    """When its person hears of it: at once, or on its first day where that comes later."""
    assert row.invited_at is not None  # noqa: S101 - only such rows are asked
    if row.starts_on <= row.invited_at.astimezone(AMSTERDAM).date():
        return row.invited_at
    return datetime.combine(row.starts_on, FROM, AMSTERDAM)


def _mails(given: list[Membership], now: datetime) -> Iterator[Mail]:
    acts: dict[tuple[int, datetime, datetime], list[Membership]] = defaultdict(list)
    for row in given:
        if row.invited_at and now - FRESH < due_at(row) <= now:
            acts[row.user_id, row.invited_at, due_at(row)].append(row)
    for (_user, at, due), rows in acts.items():
        yield _mail(rows[0].user, rows, f"{at.isoformat()}:{due.date()}", now)
    over: dict[tuple[User, datetime], list[Membership]] = defaultdict(list)
    for row, gone in _followed(given):
        if row.invited_at and row.invited_at > now - FRESH:
            over[gone.user, row.invited_at].append(row)
    for (user, at), rows in over.items():
        yield _mail(user, rows, f"{at.isoformat()}:over", now, is_over=True)


def _mail(
    user: User, rows: list[Membership], act: str, now: datetime, is_over: bool = False
) -> Mail:
    roles = [f"{row.region_id}:{row.role}:{row.starts_on}{':over' * is_over}" for row in rows]
    about = About([row.pk for row in rows], roles, is_over)
    region = rows[0].region if len(rows) == 1 else None
    key = f"{INVITE}:{user.pk}:{act}"
    return mail_to(user, INVITE, key, now, region=region, about=about.to_json())


def _told_already(people: set[int | None]) -> dict[int | None, set[str]]:
    """By person: what was told of a role before, so that one given again is not told again."""
    found: dict[int | None, set[str]] = defaultdict(set)
    sent = Mail.objects.filter(kind=INVITE, recipient__in=people)
    for person, about in sent.exclude(state=Mail.State.CANCELLED).values_list("recipient", "about"):
        found[person].update(about.get("roles", []))
    return found


def _followed(rows: Iterable[Membership]) -> list[tuple[Membership, Membership]]:
    """Each role with who had it until the day before; one query."""
    rows = [row for row in rows if row.role in ONE_AT_A_TIME and row.region_id]
    gone = Membership.objects.filter(
        region__in={row.region_id for row in rows}, role__in=ONE_AT_A_TIME, is_interim=False,
        ends_on__in={row.starts_on - DAY for row in rows},
    ).select_related("user")  # fmt: skip
    ended = defaultdict(list)
    for one in gone if rows else ():
        ended[one.region_id, one.role, one.ends_on].append(one)
    return [
        (row, one)
        for row in rows
        if not row.is_interim
        for one in ended[row.region_id, row.role, row.starts_on - DAY]
        if one.user_id != row.user_id
    ]


def invite_contents(mail: Mail, reader: User, _token: str) -> Contents:
    rows = _rows(About.from_json(mail.about))
    if not rows:  # withdrawn meanwhile; the last look holds it back
        return Letter(
            _("Invitation"), why_no_invitation(mail, reader, mail.created_at), [], ""
        ).contents()
    return (_goodbye if About.from_json(mail.about).is_over else _welcome)(rows, mail, reader)


def _welcome(rows: list[Membership], _mail: Mail, reader: User) -> Contents:
    """Who was here before knows the portal, and reads less."""
    places = _places(rows)
    first = rows[0]
    told = {
        "reader": reader,
        "is_informal": first.role in INFORMAL,
        "role": first.role,
        "applies": any(row.also_applies for row in rows),
        "what": first.role_told.lower(),
        "places": places,
        "by": first.invited_by,
        "until": date_text(first.ends_on) if first.ends_on else "",
        "before": list_text(sorted({gone.user.name for _row, gone in _followed(rows)})),
        "is_known": reader.last_login is not None,
    }
    subject = _("A role in the STO portal: %(what)s") if told["is_known"] else _(
        "Invitation to the STO portal: %(what)s"
    )  # fmt: skip
    return Letter(
        _with_places(subject % told, places),
        render_to_string("notices/mail/invite.txt", told),
        [Link(_("To the STO portal"), reverse("home"))],
        _("This mail is about a role in the STO portal that the national bureau gave."),
    ).contents()


def _goodbye(rows: list[Membership], mail: Mail, reader: User) -> Contents:
    first = rows[0]
    told = {
        "reader": reader,
        "is_informal": first.role in INFORMAL,
        "what": first.get_role_display().lower(),
        "places": _places(rows),
        "last": date_text(first.starts_on - DAY),
        "is_past": first.starts_on <= _day(mail),
        "next": first.user,
    }
    return Letter(
        _with_places(_("%(next)s takes over as %(what)s") % told, _places(rows)),
        render_to_string("notices/mail/invite_over.txt", told),
        [Link(_("To the STO portal"), reverse("home"))],
        _("This mail is about a role in the STO portal that ends."),
    ).contents()


def _rows(about: About) -> list[Membership]:
    rows = Membership.objects.filter(pk__in=about.memberships)
    return list(rows.select_related("user", "region", "invited_by").order_by("region__name__dutch"))


def _places(rows: list[Membership]) -> str:
    return list_text([str(row.region) for row in rows if row.region])


def _with_places(subject: str, places: str) -> str:
    return f"{subject} ({places})" if places and len(places) < 40 else subject


def _day(mail: Mail) -> date:
    return mail.created_at.astimezone(AMSTERDAM).date()


def why_no_invitation(mail: Mail, reader: User, now: datetime) -> str:
    """Whether the role still stands, or somebody still follows."""
    about, today = About.from_json(mail.about), now.astimezone(AMSTERDAM).date()
    rows = _rows(about)
    if about.is_over:
        follows = any(gone.user_id == reader.pk for _row, gone in _followed(rows))
        return "" if follows else _("nobody takes over any more")
    holds = Membership.objects.on(today).filter(pk__in=about.memberships, user=reader)
    return "" if holds.exists() else _("no role in this region any more")


KIND = Kind(
    INVITE,
    gettext_lazy("Invitation"),
    plan=all_or_none(plan_invitations),
    contents=invite_contents,
    why_not=why_no_invitation,
)
