"""What the plan page shows of one version, gathered in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import euros, number_word
from regions.models import Region

from .hanging import Group, hanging_on
from .models import ActionLine, Activity, Plan
from .timeline import Bar, Timeline

PLURALS = {
    Region.LineLabel.ACTIELIJN: "actielijnen",
    Region.LineLabel.PROGRAMMALIJN: "programmalijnen",
    Region.LineLabel.AMBITIE: "ambities",
}


@dataclass(frozen=True)
class ActivityRow:
    activity: Activity
    bar: Bar
    hanging: list[Group] = field(default_factory=list)


@dataclass
class LineRow:
    line: ActionLine
    rows: list[ActivityRow] = field(default_factory=list)
    budget_share: float = 0

    @property
    def budget_cents(self) -> int:
        return sum(row.activity.budget_cents or 0 for row in self.rows)


@dataclass(frozen=True)
class PlanPage:
    plan: Plan
    timeline: Timeline
    lines: list[LineRow]

    @property
    def activities(self) -> list[Activity]:
        return [row.activity for line in self.lines for row in line.rows]

    @property
    def budget_cents(self) -> int:
        return sum(line.budget_cents for line in self.lines)

    @property
    def moved(self) -> int:
        return sum(1 for activity in self.activities if activity.is_moved)

    @property
    def heading(self) -> str:
        """ "Negen activiteiten in drie actielijnen, samen € 120.000"."""
        count = len(self.activities)
        if not count:
            return _("This plan is still empty")
        found = ngettext("%(number)s activity", "%(number)s activities", count) % {
            "number": number_word(count, capital=True)
        }
        lines = _("in %(number)s %(lines)s") % {
            "number": number_word(len(self.lines)),
            "lines": line_word(self.plan.region, len(self.lines)),
        }
        if not self.budget_cents:
            return f"{found} {lines}"
        total = _("together %(amount)s") % {"amount": euros(self.budget_cents, whole=True)}
        return f"{found} {lines}, {total}"

    @property
    def moved_text(self) -> str:
        if not self.moved:
            return ""
        return ngettext(
            "%(number)s activity was moved since the first plan.",
            "%(number)s activities were moved since the first plan.",
            self.moved,
        ) % {"number": number_word(self.moved, capital=True)}


def line_word(region: Region, count: int) -> str:
    """The region's own word: "actielijn", "programmalijnen", "ambities"."""
    label = Region.LineLabel(region.line_label)
    return label.label.lower() if count == 1 else PLURALS[label]


def plan_page(plan: Plan, today: date, with_hanging: bool = False) -> PlanPage:
    """`with_hanging` adds what other rooms hang on the activities."""
    timeline = Timeline.of(plan, today)
    groups = {line.pk: LineRow(line) for line in plan.lines.all()}
    hanging = hanging_on(plan.region) if with_hanging else {}
    activities = plan.activities.select_related("sub_region").prefetch_related(
        "milestones", "schools"
    )
    for activity in activities:
        row = ActivityRow(activity, timeline.bar(activity), hanging.get(activity.key, []))
        groups[activity.line_id].rows.append(row)
    total = sum(group.budget_cents for group in groups.values())
    for group in groups.values():
        group.budget_share = group.budget_cents / total if total else 0
    return PlanPage(plan, timeline, list(groups.values()))
