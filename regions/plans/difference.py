"""What a proposed version changes: added, moved, changed and dropped, row by row."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from regions.dutch import date_range_text, date_text, euros

from .models import Activity, Milestone, Plan


@dataclass(frozen=True)
class Row:
    label: str
    before: str
    after: str


@dataclass
class Difference:
    added: list[Row] = field(default_factory=list)
    moved: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    dropped: list[Row] = field(default_factory=list)
    budget_before: int = 0  # cents
    budget_after: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.moved or self.changed or self.dropped)

    @property
    def budget_delta(self) -> int:
        return self.budget_after - self.budget_before

    @property
    def parts(self) -> list[tuple[str, list[Row]]]:
        named = [
            (_("Moved in time"), self.moved),
            (_("Changed"), self.changed),
            (_("Added"), self.added),
            (_("No longer in the plan"), self.dropped),
        ]
        return [(name, rows) for name, rows in named if rows]


def compare(base: Plan, new: Plan) -> Difference:
    """Activities are the same when their key is; so are milestones."""
    before, after = _by_key(base), _by_key(new)
    found = Difference()
    for key, activity in after.items():
        if key in before:
            _compare_activity(found, before[key], activity)
        else:
            found.added.append(Row(str(activity), "", _dates(activity)))
    for key, activity in before.items():
        if key not in after:
            found.dropped.append(Row(str(activity), _dates(activity), ""))
    found.budget_before = sum(activity.budget_cents or 0 for activity in before.values())
    found.budget_after = sum(activity.budget_cents or 0 for activity in after.values())
    return found


def _by_key(plan: Plan) -> dict:
    rows = plan.activities.select_related("line", "sub_region")
    return {a.key: a for a in rows.prefetch_related("milestones", "schools")}


def _compare_activity(found: Difference, old: Activity, new: Activity) -> None:
    if (old.starts_on, old.ends_on) != (new.starts_on, new.ends_on):
        found.moved.append(Row(str(new), _dates(old), _dates(new)))
    for name, was, now in _texts(old, new):
        if was != now:
            found.changed.append(Row(f"{new} · {name}", was, now))
    _compare_milestones(found, old, new)


def _texts(old: Activity, new: Activity) -> list[tuple[str, str, str]]:
    """(what, before, after) for all but the dates."""
    return [
        (_("title"), str(old), str(new)),
        (_("action line"), str(old.line), str(new.line)),
        (_("what it delivers"), old.delivers, new.delivers),
        (_("kind"), old.get_kind_display(), new.get_kind_display()),
        (_("for whom"), old.audience, new.audience),
        (_("sub-region"), str(old.sub_region or ""), str(new.sub_region or "")),
        (_("schools"), _schools(old), _schools(new)),
        (_("budget"), _amount(old.budget_cents), _amount(new.budget_cents)),
        (_("target"), _target(old), _target(new)),
    ]


def _compare_milestones(found: Difference, old: Activity, new: Activity) -> None:
    before = {milestone.key: milestone for milestone in old.milestones.all()}
    after = {milestone.key: milestone for milestone in new.milestones.all()}
    for key, milestone in after.items():
        was = before.get(key)
        label = _milestone(milestone, new)
        if was is None:
            found.added.append(Row(label, "", date_text(milestone.due_on)))
        elif was.due_on != milestone.due_on:
            found.moved.append(Row(label, date_text(was.due_on), date_text(milestone.due_on)))
        if was and was.title != milestone.title:
            found.changed.append(Row(label, was.title, milestone.title))
        if was and was.share != milestone.share:
            found.changed.append(Row(label, _share(was), _share(milestone)))
    for key, milestone in before.items():
        if key not in after:
            found.dropped.append(Row(_milestone(milestone, old), date_text(milestone.due_on), ""))


def _milestone(milestone: Milestone, activity: Activity) -> str:
    values = {"title": milestone.title, "code": activity.code}
    return _("Milestone “%(title)s” (%(code)s)") % values


def _dates(activity: Activity) -> str:
    days: tuple[date | None, date | None] = (activity.starts_on, activity.ends_on)
    return date_range_text(*days) or _("no dates")


def _amount(cents: int | None) -> str:
    return "" if cents is None else euros(cents)


def _target(activity: Activity) -> str:
    return f"{activity.target or ''} {activity.unit}".strip()


def _share(milestone: Milestone) -> str:
    return "" if milestone.share is None else f"{milestone.share.normalize():f}%".replace(".", ",")


def _schools(activity: Activity) -> str:
    return ", ".join(sorted(school.name for school in activity.schools.all()))
