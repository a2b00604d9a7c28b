"""The papers of a meeting: each subject with the figures of the day on which they were sent.

What is sent is kept as it was, as text: a later log, a new version of the plan or another template
changes nothing of it. Until then a page shows what would be sent now.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from regions.models import Region
from regions.plans.changes.page import parts_of
from regions.steering.meetings.minutes.minutes import minutes_of
from regions.steering.meetings.planning import MeetingRefused, locked
from regions.steering.models import AgendaItem, Meeting
from regions.steering.stand.stand import NoStand, Stand, standing_on

from .agenda import take

BEFORE = timedelta(weeks=2)
Kind = AgendaItem.Kind


@dataclass(frozen=True)
class Paper:
    """One subject as it is printed. `html` is ours: a template wrote it, and nobody else."""

    item: AgendaItem
    number: int
    html: str

    @property
    def is_of_a_member(self) -> bool:
        """Only the group and the programme leader read what members write."""
        return self.item.kind == Kind.REMARK


@dataclass(frozen=True)
class Papers:
    day: Any
    finding: str
    cause: str
    measured: str
    papers: list[Paper]
    is_sent: bool

    @property
    def minutes(self) -> int:
        return sum(paper.item.minutes or 0 for paper in self.papers)


def papers_of(meeting: Meeting, now: datetime, only: Collection[int] | None = None) -> Papers:
    """What was sent; what came on the agenda later, and before it is sent all, as it is now.

    `only` are the subjects whose text is asked for; of others, what was not sent stays empty.
    """
    items = list(
        meeting.items.select_related("change__region", "remark__made_by", "minutes_of", "follows")
    )
    kept = (meeting.pack or {}).get("items", {})
    missing = [
        item for item in items
        if str(item.pk) not in kept and (only is None or item.pk in only)
    ]  # fmt: skip
    is_sent = meeting.pack is not None
    made = _rendered(meeting, missing, now) if missing or not is_sent else {"items": {}}
    head = meeting.pack or made
    html = {**made["items"], **kept}
    papers = [
        Paper(item, number, mark_safe(html.get(str(item.pk), "")))
        for number, item in enumerate(items, 1)
    ]
    return Papers(head["day"], head["finding"], head["cause"], head["measured"], papers, is_sent)


def _rendered(meeting: Meeting, items: list[AgendaItem], now: datetime) -> dict[str, Any]:
    region, today = meeting.steering_group.region, localdate(now)
    stand = standing_on(region, today, today)
    with override("nl"):
        found = {str(item.pk): _html(item, region, stand, now) for item in items}
        return {"day": today.isoformat(), "items": found, **_figures(stand)}


def _figures(stand: Stand | NoStand) -> dict[str, str]:
    if isinstance(stand, NoStand):
        return {"finding": stand.sentence, "cause": "", "measured": ""}
    told = {"finding": stand.finding.title, "cause": stand.finding.cause}
    return {name: str(text) for name, text in {**told, "measured": stand.measured}.items()}


def _html(item: AgendaItem, region: Region, stand: Stand | NoStand, now: datetime) -> str:
    """What a subject shows beside its title; an apostrophe stays one, so that names are found."""
    parts: dict[str, Any] = {}
    if item.kind == Kind.PROPOSAL and item.change:
        parts = parts_of(item.change, localdate(now))
    if item.kind == Kind.MINUTES and item.minutes_of:
        parts = {"earlier": minutes_of(item.minutes_of)}
    context = {**parts, "item": item, "region": region, "stand": stand}
    html = render_to_string("steering/meetings/subject.html", context)
    return html.replace("&#x27;", "'").strip()


@transaction.atomic
def send_papers(meeting: Meeting, now: datetime) -> None:
    """Keep the papers as they are now; from then on they are with the members. Once."""
    meeting = locked(meeting)
    if meeting.closed_at or meeting.cancelled_at:
        raise MeetingRefused(_("This meeting is over or cancelled."))
    if meeting.pack_sent_at:
        return
    if meeting.invited_at is None:
        raise MeetingRefused(_("Invite the group first; the papers go to who was invited."))
    items = list(meeting.items.select_related("change__region", "remark__made_by", "minutes_of"))
    if not items:
        raise MeetingRefused(_("Put something on the agenda first."))
    meeting.pack, meeting.pack_sent_at = _rendered(meeting, items, now), now
    meeting.save(update_fields=["pack", "pack_sent_at"])


def send_due(now: datetime) -> int:
    """Of groups that want so: two weeks before, with what waits where no agenda was made."""
    rows = Meeting.objects.to_come(now).filter(
        steering_group__digests_before_meetings=True,
        invited_at__isnull=False,
        pack_sent_at=None,
        starts_at__gt=now,
        starts_at__lte=now + BEFORE,
    )
    found = list(rows.select_related("steering_group__region"))
    for meeting in found:
        if not meeting.items.exists():
            take(meeting, None, now)
        send_papers(meeting, now)
    return len(found)
