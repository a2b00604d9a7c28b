"""The mail of what must be with DUS-I: 60, 30 and 7 days before, to who hands it in.

A step holds from its day until that of the next, so a day that was missed is made up for; its key
holds the day that something is due, so a moment that moves is told anew and nothing comes twice.
The last step goes on every working day: a deadline of DUS-I does not wait for a school holiday.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regions.accounts.models import User
from regions.dossier.models import ReportingMoment
from regions.dossier.terms import Term, terms_of
from regions.dutch import date_text
from regions.models import LEADER_ROLES, Membership, Region, Role, without_led_deputies
from regions.months import AMSTERDAM, Month, is_working_day
from regions.stored import Stored
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents
from sto_portal.notices.outbox.runs import once_a_minute
from sto_portal.notices.outbox.unsubscribing import is_unsubscribed, unsubscribe_url, unsubscribed

from .kind import Kind, Stop, all_or_none
from .letters import Letter, Link
from .reminders.days import is_reminding_day, resting_regions

FROM = time(8)
TERM = "term"
STEPS = (60, 30, 7)  # days before
LAST = STEPS[-1]
STOP = Stop(
    TERM,
    title=gettext_lazy("What must be with DUS-I"),
    words=gettext_lazy("what must be with DUS-I"),
    remains=gettext_lazy("The portal still shows what is due."),
)
Acts = ReportingMoment.Acts
ROLES = {
    Acts.BOTH: {*LEADER_ROLES, Role.LEAD_APPLICANT},
    Acts.LEADER: LEADER_ROLES,
    Acts.LEAD_APPLICANT: {Role.LEAD_APPLICANT},
}


@dataclass(frozen=True)
class About(Stored):
    """What is due, as it was when the mail was planned."""

    key: str
    region: int
    due_on: date
    title: str
    path: str
    is_question: bool = False


def plan_terms(now: datetime) -> int:
    """Write the mails of this moment; how many are new."""
    local = now.astimezone(AMSTERDAM)
    today = local.date()
    if local.time() < FROM or not is_working_day(today):
        return 0
    wanted = dict(_wanted(today, is_quiet=not is_reminding_day(today)))
    there = set(Mail.objects.filter(key__in=wanted).values_list("key", flat=True))
    mails = [
        _mail(key, user, term, now) for key, (user, term) in wanted.items() if key not in there
    ]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return Mail.objects.filter(key__in=[mail.key for mail in mails], created_at=now).count()


def step_of(term: Term, today: date) -> int | None:
    """The step that holds on a day; of a question only the last."""
    days = (term.due_on - today).days
    if days < 0 or days > STEPS[0]:
        return None
    step = min(step for step in STEPS if days <= step)
    return step if step == LAST or not term.is_question else None


def _wanted(today: date, *, is_quiet: bool) -> Iterator[tuple[str, tuple[User, Term]]]:
    """By key: who is told of what; in quiet days only what cannot wait."""
    found = []
    resting = resting_regions(today)
    for term in terms_of(list(Region.objects.open_on(today)), today, STEPS[0]):
        step = step_of(term, today)
        if step == LAST or (step and not is_quiet and term.region.pk not in resting):
            found.append((step, term))
    acting = _acting({term.region for _step, term in found}, today)
    refused = unsubscribed(STOP.name)
    for step, term in found:
        for user in acting[term.region.pk, term.acts]:
            if user.pk not in refused:
                yield (
                    f"term:{step}:{term.key}:{term.region.pk}:{term.due_on}:{user.pk}",
                    (user, term),
                )


def _acting(regions: Iterable[Region], today: date) -> dict[tuple[int, str], list[User]]:
    """By region and who acts: the people; a deputy where no leader is. One query."""
    rows = (
        Membership.objects.on(today)
        .holding(ROLES[Acts.BOTH])
        .filter(region__in=regions, user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )
    found: dict[tuple[int, str], list[User]] = defaultdict(list)
    for row in without_led_deputies(rows):
        for acts, roles in ROLES.items():
            if row.holds(roles) and row.region_id:
                found[row.region_id, acts].append(row.user)
    return found


def _mail(key: str, user: User, term: Term, now: datetime) -> Mail:
    about = About(term.key, term.region.pk, term.due_on, term.title, term.path, term.is_question)
    return mail_to(
        user,
        TERM,
        key,
        now,
        region=term.region,
        period_on=Month.of(now).first_day,
        about=about.to_json(),
    )


def term_contents(mail: Mail, reader: User, _token: str) -> Contents:
    """What a letter says does not leave by mail: of a question only that it waits."""
    about = About.from_json(mail.about)
    days = (about.due_on - mail.created_at.astimezone(AMSTERDAM).date()).days
    told = {
        "title": _("A question of DUS-I") if about.is_question else about.title,
        "days": ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else _("today"),
        "region": mail.region,
    }
    if days:
        subject = _("%(title)s: still %(days)s (%(region)s)") % told
    else:
        subject = _("%(title)s: today (%(region)s)") % told
    context = {**told, "reader": reader, "day": date_text(about.due_on), "about": about}
    return Letter(
        subject,
        render_to_string("notices/mail/term.txt", context),
        [Link(_("To the dossier of %(region)s") % told, about.path)],
        _("You get this mail because you hand in for this region what DUS-I asks."),
        unsubscribe_url(reader.pk, STOP.name, None),
    ).contents()


def why_no_term(mail: Mail, reader: User, now: datetime) -> str:
    """Why it must not go out any more, or "" when it may."""
    if is_unsubscribed(reader.pk, STOP.name):
        return _("unsubscribed")
    about, today = About.from_json(mail.about), now.astimezone(AMSTERDAM).date()
    open_now, acting = once_a_minute(f"{TERM}:{today}", partial(_open_on, today))
    acts = open_now.get((about.key, about.region, about.due_on))
    if acts is None:
        return _("already done")
    if reader.pk not in {user.pk for user in acting[about.region, acts]}:
        return _("no role in this region any more")
    return ""


def _open_on(
    today: date,
) -> tuple[dict[tuple[str, int, date], str], dict[tuple[int, str], list[User]]]:
    """What waits on a day with who acts, and who that is: one reading serves a run of mails."""
    regions = list(Region.objects.open_on(today))
    terms = terms_of(regions, today, STEPS[0])
    open_now = {(term.key, term.region.pk, term.due_on): term.acts for term in terms}
    return open_now, _acting(regions, today)


KIND = Kind(
    TERM,
    gettext_lazy("What must be with DUS-I"),
    plan=all_or_none(plan_terms),
    contents=term_contents,
    why_not=why_no_term,
    stop=STOP,
)
