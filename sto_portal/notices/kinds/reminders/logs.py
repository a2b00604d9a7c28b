"""The log of a month: before it is due, on the day, once more, and then to the advisor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.accounts.models import User
from regions.dutch import date_text
from regions.models import MembershipQuerySet, Region, Role
from regions.months import Month
from regions.plans.models import Activity, Plan
from regions.progress.log.due import LogBook, read_log_book
from regions.progress.measure.deadlines import log_due_on
from regions.progress.measure.facts import logged
from sto_portal.notices.inbound.addresses import address_of, is_on, reply_address
from sto_portal.notices.kinds.letters import Link
from sto_portal.notices.models import Mail

from .reminder import About, Reminder, Step, Topic, Words, people_in, reminder_to, with_place

# Days after the due date of a log from which a step holds; the next step ends it.
BEGINS = ((Step.BEFORE, -3), (Step.ON, 0), (Step.AFTER, 5), (Step.SILENT, 10))
LAST_DAY = 31
MOST_LINES = 60  # a number has two digits
TEMPLATES = {
    Step.BEFORE: "notices/mail/reminder_before.txt",
    Step.ON: "notices/mail/reminder_on.txt",
    Step.AFTER: "notices/mail/reminder_after.txt",
    Step.SILENT: "notices/mail/reminder_silent.txt",
}


def step_at(month: Month, today: date) -> Step | None:
    """How far the log of a month is due: before, on, after, silent, or nothing to say."""
    days = (today - log_due_on(month)).days
    if days >= LAST_DAY:
        return None
    return next((step for step, begins in reversed(BEGINS) if days >= begins), None)


def log_reminders(today: date) -> Iterator[Reminder]:
    current = Month.of(today)
    for month in (current.plus(-2), current.previous):
        step = step_at(month, today)
        if step is None:
            continue
        regions = regions_without_log(month)
        roles = {Role.ADVISOR} if step == Step.SILENT else {Role.LEADER, Role.DEPUTY}
        for user, theirs in people_in(regions, roles, today):
            yield reminder_to(user, step, month, theirs)


def regions_without_log(month: Month) -> list[Region]:
    """Regions whose approved plan ran in a month that has no submitted log."""
    regions = Region.objects.filter(plans__in=Plan.objects.running_in(month))
    done = logged(set(regions.values_list("pk", flat=True)), month)
    return [region for region in regions if region.pk not in done]


def _addressed(held: MembershipQuerySet, step: Step) -> MembershipQuerySet:
    return held.advisors() if step == Step.SILENT else held.leaders()


def _is_done(_reader: User, about: About, region_ids: set[int], _today: date) -> bool:
    return not region_ids - logged(region_ids, about.month)


def _words(about: About, regions: list[Region], _day: date) -> Words:
    month, due_on = about.month.label, log_due_on(about.month)
    is_silent = about.step == Step.SILENT
    return Words(
        with_place(_subject(about, len(regions)), regions),
        TEMPLATES[about.step],
        {"month": month, "due_on": due_on, "regions": regions},
        [_look(region) if is_silent else _write(region, about.month) for region in regions],
        _("You get this mail because you advise this region as national advisor.")
        if is_silent
        else _("You get this mail because you lead this programme."),
    )


@dataclass(frozen=True)
class Reply:
    """Where a reminder may be answered by mail, and the activities behind its numbers."""

    address: str
    activities: list[Activity]


def reply_of(mail: Mail, reader: User, about: About, regions: list[Region]) -> Reply | None:
    """None where nothing is received, or where the mail is not about one log of the reader."""
    asks = about.step in (Step.BEFORE, Step.ON, Step.AFTER)
    if not (is_on() and asks and len(regions) == 1):
        return None
    book = read_log_book(regions[0], about.month, mail.created_at)
    if book is None or not book.is_editable:
        return None
    by_key = {str(row.activity.key): row.activity for row in book.due}
    keys = [key for key, one in by_key.items() if not _is_answered(book, one)][:MOST_LINES]
    row = reply_address(mail.key, reader, regions[0], about.month, keys, mail.created_at)
    activities = [by_key[key] for key in row.keys if key in by_key]
    if not activities or len(activities) != len(row.keys):
        return None
    return Reply(address_of(row), activities)


def _is_answered(book: LogBook, activity: Activity) -> bool:
    update = book.updates.get(activity.pk)
    return bool(update and update.status)


def _subject(about: About, count: int) -> str:
    if about.step == Step.BEFORE:
        text = _("The monthly log of %(month)s, on %(day)s at the latest")
    elif about.step == Step.ON:
        text = _("The monthly log of %(month)s is due")
    elif about.step == Step.AFTER:
        text = _("The monthly log of %(month)s is still missing")
    else:
        text = ngettext(
            "One region without a log of %(month)s",
            "%(n)s regions without a log of %(month)s",
            count,
        )
    day = date_text(log_due_on(about.month))
    return text % {"month": about.month.label, "day": day, "n": count}


def _look(region: Region) -> Link:
    return Link(
        _("Look at %(region)s") % {"region": region.name}, reverse("region", args=[region.slug])
    )


def _write(region: Region, month: Month) -> Link:
    title = _("Write the log of %(region)s") % {"region": region.name}
    return Link(title, reverse("check_in_month", args=[region.slug, month]))


TOPIC = Topic(tuple(TEMPLATES), log_reminders, _addressed, _is_done, _words)
