"""Whom to call: planned talks, the rhythm that a region agreed, and notes that were not saved."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from advisors.models import Absence, PlannedTalk, TalkDraft
from advisors.talks.audience import own_talks
from advisors.talks.planning import next_day
from regions.accounts.models import User
from regions.dutch import date_text, number_word
from regions.models import LEADER_ROLES, Membership, Region
from regions.months import working_day_after

from .line import Deed, Kind, WeekLine, about, day

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Contact:
    """What is known of talking with one region, on one day, for one advisor."""

    region: Region
    leader: str
    advised_from: datetime.date
    is_interim: bool
    spoken_on: datetime.date | None
    weeks: int | None
    draft_at: datetime.datetime | None
    away: tuple[datetime.date, datetime.date] | None

    @property
    def due_on(self) -> datetime.date:
        """The day of the next talk by the rhythm: never in a weekend, on a holiday or while the
        advisor is away. A region that was never spoken is due as soon as it is advised."""
        if self.spoken_on is None:
            wanted = working_day_after(self.advised_from - DAY)
        else:
            wanted = next_day(self.spoken_on, self.weeks)
        if self.away and self.away[0] <= wanted <= self.away[1]:
            wanted = working_day_after(self.away[1])
        return wanted


def contacts_of(
    user: User, held: Iterable[Membership], today: datetime.date, until: datetime.date
) -> list[Contact]:
    """One query for any number of regions."""
    by_region = {row.region.pk: row for row in held if row.region}
    here: dict[str, Any] = {"region": OuterRef("pk")}
    talks = own_talks(user).filter(**here).order_by().values("region")
    leaders = Membership.objects.on(today).filter(role__in=LEADER_ROLES, **here).order_by("-role")
    away = Absence.objects.filter(advisor=user, starts_on__lte=until, ends_on__gte=today)
    drafts = TalkDraft.objects.filter(author=user, **here)
    rows = Region.objects.filter(pk__in=by_region).annotate(
        spoken=Subquery(talks.annotate(last=Max("held_on")).values("last")),
        leader=Subquery(leaders.values("user__name")[:1]),
        draft=Subquery(drafts.values("saved_at")[:1]),
        away_from=Subquery(away.order_by("starts_on").values("starts_on")[:1]),
        away_until=Subquery(away.order_by("starts_on").values("ends_on")[:1]),
    )
    told = rows.order_by("name__dutch").values_list(
        "pk", "spoken", "leader", "rhythm__weeks", "draft", "away_from", "away_until"
    )
    return [
        Contact(
            row.region,
            leader or "",
            row.starts_on,
            row.is_interim,
            spoken,
            weeks,
            draft,
            (first, last) if first and last else None,
        )
        for pk, spoken, leader, weeks, draft, first, last in told
        if (row := by_region[pk]).region
    ]


def planned_for(regions: Iterable[int], until: datetime.date) -> QuerySet[PlannedTalk]:
    rows = PlannedTalk.objects.filter(region__in=regions, talk=None, planned_on__lte=until)
    return rows.order_by("planned_on", "starts_at")


def calls(
    contacts: list[Contact], now: datetime.datetime, until: datetime.date
) -> Iterator[WeekLine]:
    """A note that was begun, then what is planned, then the rhythm; each region once."""
    today = timezone.localdate(now)
    planned: dict[int, PlannedTalk] = {}
    for talk in planned_for([contact.region.pk for contact in contacts], until):
        planned.setdefault(talk.region_id, talk)
    for contact in contacts:
        if contact.draft_at:
            yield _draft(contact, contact.draft_at, today)
        elif contact.region.pk in planned:
            yield _planned(contact, planned[contact.region.pk], today)
        elif not contact.is_interim and contact.due_on <= until:
            yield _rhythm(contact, today)


def _draft(contact: Contact, at: datetime.datetime, today: datetime.date) -> WeekLine:
    return WeekLine(
        key=f"draft:{contact.region.pk}",
        kind=Kind.CALL,
        due_on=min(timezone.localdate(at), today),
        when=day(timezone.localdate(at)),
        title=about(_("Finish your note on {region}"), contact.region),
        note=_("Kept at %(time)s, not saved as a talk yet; only you see it")
        % {"time": date_format(timezone.localtime(at), "H.i")},
        deed=_open_card(contact.region),
        region=contact.region,
    )


def _planned(contact: Contact, talk: PlannedTalk, today: datetime.date) -> WeekLine:
    clock = f"{talk.starts_at:%H.%M}" if talk.starts_at else ""
    is_today = talk.planned_on == today
    when = clock if is_today and clock else _("today") if is_today else day(talk.planned_on)
    if talk.planned_on < today:
        when = _("was %(day)s") % {"day": when}
    kind = talk.get_kind_display()
    return WeekLine(
        key=f"planned:{talk.pk}",
        kind=Kind.CALL,
        due_on=talk.planned_on,
        when=when,
        title=about(_("Call {region}"), contact.region),
        note=_joined(contact.leader, kind, clock if not is_today else "", _last(contact)),
        deed=_open_card(contact.region, planned=talk.pk),
        region=contact.region,
        clock=talk.starts_at,
    )


def _rhythm(contact: Contact, today: datetime.date) -> WeekLine:
    is_new = contact.spoken_on is None
    told = _("Get to know {region}") if is_new else _("Call {region}")
    due_on = contact.due_on
    since = _("since %(day)s") if due_on < today else _("by %(day)s")
    return WeekLine(
        key=f"call:{contact.region.pk}",
        kind=Kind.CALL,
        due_on=due_on,
        when=_("today") if due_on == today else since % {"day": day(due_on)},
        title=about(told, contact.region),
        note=_joined(contact.leader, _rhythm_text(contact), _last(contact)),
        deed=_open_card(contact.region),
        region=contact.region,
    )


def _rhythm_text(contact: Contact) -> str:
    if contact.spoken_on is None:
        return ""
    if contact.weeks is None:
        return _("no rhythm agreed")
    if contact.weeks == 1:
        return _("rhythm one week")
    return _("rhythm %(weeks)s weeks") % {"weeks": number_word(contact.weeks)}


def _last(contact: Contact) -> str:
    if contact.spoken_on is None:
        return _("not spoken by you yet")
    return _("last on %(day)s") % {"day": date_text(contact.spoken_on)}


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _open_card(region: Region, planned: int | None = None) -> Deed:
    path = reverse("call_card", args=[region.slug])
    return Deed(_("Open the call card"), f"{path}?planned={planned}" if planned else path)
