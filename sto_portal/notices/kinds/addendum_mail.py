"""The mail of what came in after a digest was sealed, for groups that want it at once.

Each version of a log is one mail per reader: its key holds month and version. It goes on a working
day; the next digest opens with the same lines.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from regions.accounts.models import User
from regions.models import Membership, Region
from regions.months import AMSTERDAM, Month, is_working_day
from regions.progress.models import CheckIn
from regions.steering.models import SteeringGroup
from regions.stored import Stored
from sto_portal.notices.digest.addenda import addendum_of
from sto_portal.notices.digest.late import late_logs, sealed_of
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents
from sto_portal.notices.outbox.unsubscribing import is_unsubscribed, unsubscribe_url

from .digest_mail import STOP, readers_of
from .kind import Kind, all_or_none
from .letters import Letter, Link

ADDENDUM = "addendum"
FRESH = timedelta(days=5)  # longer than any row of days without mail but the holidays of spring
FROM, UNTIL = time(7, 30), time(18)


@dataclass(frozen=True)
class About(Stored):
    """The log that came in later and what the mail tells of it, as it is stored with it."""

    month: Month
    version: int
    digest: Month  # the sealed digest that it comes after
    lines: list[str]


def plan_addenda(now: datetime) -> int:
    """Write the mails of what came in late and was not mailed yet; how many are new."""
    local = now.astimezone(AMSTERDAM)
    if not is_working_day(local.date()) or not FROM <= local.time() < UNTIL:
        return 0
    mails: list[Mail] = []
    groups = SteeringGroup.objects.filter(region__in=Region.objects.open_on(local.date()))
    for group in groups.filter(mails_addenda=True).select_related("region"):
        mails += _mails_of(group, now)
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    keys = [mail.key for mail in mails]
    return Mail.objects.filter(key__in=keys, created_at=now).count()


def _mails_of(group: SteeringGroup, now: datetime) -> list[Mail]:
    sealed = sealed_of(group)
    late = late_logs(group.region_id, sealed, now)
    fresh = [log for log in late if log.submitted_at and log.submitted_at > now - FRESH]
    found = []
    for log in fresh:
        digest = next(made for made in sealed if made.covers(log))
        with override("nl"):
            told = addendum_of(group.region, [log], now.astimezone(AMSTERDAM).date())
        if told:
            about = About(log.month, log.version, Month.of(digest.month_on), told.lines)
            found += [_mail(group, log, about, seat.user, now) for seat in readers_of(group, now)]
    return found


def _mail(group: SteeringGroup, log: CheckIn, about: About, reader: User, now: datetime) -> Mail:
    return mail_to(
        reader,
        ADDENDUM,
        f"addendum:{group.pk}:{log.month}:{log.version}:{reader.pk}",
        now,
        region=group.region,
        period_on=log.month_on,
        about=about.to_json(),
    )


def addendum_contents(mail: Mail, reader: User, _token: str) -> Contents:
    about, region = About.from_json(mail.about), mail.region
    if region is None:
        raise ValueError(f"the region of {mail.key} is gone")
    group = SteeringGroup.objects.get(region=region)
    told = {"month": about.month.label, "region": region.name}
    return Letter(
        _("Came in late about %(month)s (%(region)s)") % told,
        "\n\n".join(about.lines),
        [Link(_("Read the digest"), reverse("digest", args=[region.slug, about.digest]))],
        _("You get this mail because your group wants to know at once what came in late."),
        unsubscribe_url(reader.pk, STOP.name, group.pk),
    ).contents()


def why_no_addendum(mail: Mail, reader: User, now: datetime) -> str:
    """Why it must not go out any more, or "" when it may."""
    group = SteeringGroup.objects.filter(region=mail.region_id).first()
    if group is None or not group.mails_addenda:
        return _("the group does not want this mail any more")
    seats = Membership.objects.on(now.astimezone(AMSTERDAM).date()).steering()
    seat = seats.filter(user=reader, region=group.region_id).first()
    if seat is None:
        return _("not in the steering group any more")
    if not seat.holds(group.mailed_roles):
        return _("this role gets no digest by mail any more")
    if is_unsubscribed(reader.pk, STOP.name, group.pk):
        return _("unsubscribed")
    about = About.from_json(mail.about)
    newer = CheckIn.objects.filter(
        region=group.region_id, month_on=about.month.first_day,
        version__gt=about.version, state=CheckIn.State.SUBMITTED,
    )  # fmt: skip
    return _("it was corrected in the meantime") if newer.exists() else ""


KIND = Kind(
    ADDENDUM,
    gettext_lazy("Came in late"),
    plan=all_or_none(plan_addenda),
    contents=addendum_contents,
    why_not=why_no_addendum,
    stop=STOP,
)
