"""Where the plan itself changed in the period, and what the steering group is asked now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.plans.models import Activity, PlanChange
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import closed, flowing
from regions.reports.sentences import Origin, Sentence

Dates = dict[str, tuple[str, str, date | None, date | None]]  # title, line, start, end by key


@dataclass
class Changed:
    """One change of the plan, and the activities that it moved, brought or took."""

    change: PlanChange
    on: date
    before: Dates = field(default_factory=dict)
    after: Dates = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        every = [*self.after, *(key for key in self.before if key not in self.after)]
        return [
            key for key in every if self._stand(self.before, key) != self._stand(self.after, key)
        ]

    @staticmethod
    def _stand(version: Dates, key: str) -> tuple[Any, ...] | None:
        return version[key][2:] if key in version else None


def read(base: Base) -> list[Changed]:
    """Two queries: the changes of the period, and the activities of their versions."""
    within = (base.first_on, base.last_on)
    accepted = Q(state=PlanChange.State.ACCEPTED, decided_on__range=within)
    proposed = Q(state=PlanChange.State.PROPOSED, proposed_at__date__lte=base.last_on)
    rows = PlanChange.objects.filter(accepted | proposed, region=base.region)
    found = [Changed(row, _day(row)) for row in rows.order_by("decided_on", "pk")]
    plans = {row.change.base_plan_id for row in found} | {row.change.new_plan_id for row in found}
    versions: dict[int, Dates] = defaultdict(dict)
    columns = ("plan_id", "key", "title", "line__code", "starts_on", "ends_on")
    activities = Activity.objects.filter(plan__in=plans).order_by("line__position", "position")
    for plan_id, key, *stand in activities.values_list(*columns):
        versions[plan_id][str(key)] = tuple(stand)
    for row in found:
        row.before = versions[row.change.base_plan_id]
        row.after = versions[row.change.new_plan_id]
    return found


def _day(row: PlanChange) -> date:
    if row.decided_on:
        return row.decided_on
    return timezone.localdate(row.proposed_at or row.created_at)


def tell(base: Base, changes: list[Changed], subject: Subject) -> list[Sentence]:
    told: list[Sentence] = []
    for changed in changes:
        keys = [key for key in changed.keys if _is_of(base, changed, key, subject)]
        if keys or subject.is_whole:
            told += _sentences(changed, keys)
    return told


def _is_of(base: Base, changed: Changed, key: str, subject: Subject) -> bool:
    """What left the plan belongs to the line that it stood in."""
    if subject.is_whole or key in subject.keys:
        return True
    gone = key not in changed.after and not subject.is_rest
    return gone and changed.before[key][1] == subject.key


def _sentences(changed: Changed, keys: Iterable[str]) -> Iterable[Sentence]:
    change, origin = changed.change, _origin(changed)
    words = {
        "title": f"“{change.title}”",
        "day": date_text(changed.on),
        "number": change.number,
    }
    if change.state == PlanChange.State.PROPOSED:
        text = _("On %(day)s we asked for a change of the plan: %(title)s.") % words
    elif change.number:
        text = _("The plan was changed on %(day)s: %(title)s (decision %(number)s).") % words
    else:
        text = _("The plan was changed on %(day)s: %(title)s.") % words
    yield Sentence(f"change:{change.pk}", text, (origin,))
    if change.state == PlanChange.State.ACCEPTED:
        for key in keys:
            if moved := _moved(changed, key):
                yield Sentence(f"moved:{change.pk}:{key}", moved, (origin,))
    if reason := flowing(change.reason):
        text = closed(_("The reason: %(reason)s") % {"reason": reason})
        yield Sentence(f"reason:{change.pk}", text, (origin,))


def _moved(changed: Changed, key: str) -> str:
    before, after = changed.before.get(key), changed.after.get(key)
    if before is None:
        return _("New in the plan is %(name)s.") % {"name": f"“{after[0]}”"} if after else ""
    words = {"name": f"“{before[0]}”"}
    if after is None:
        return _("%(name)s is no longer in the plan.") % words
    if after[3] and before[3] and after[3] != before[3]:
        words |= {"now": date_text(after[3]), "was": date_text(before[3])}
        return _("%(name)s now runs until %(now)s instead of %(was)s.") % words
    if after[2] and before[2] and after[2] != before[2]:
        words |= {"now": date_text(after[2]), "was": date_text(before[2])}
        return _("%(name)s now begins on %(now)s instead of %(was)s.") % words
    return ""


def _origin(changed: Changed) -> Origin:
    change = changed.change
    is_asked = change.state == PlanChange.State.PROPOSED
    label = _("proposal") if is_asked else _("decision")
    url = reverse("decision", args=[change.region.slug, change.pk])
    day = date_format(changed.on, "j b")
    return Origin(f"{label} {day}", change.title, url, changed.on, "", change.reason)
