"""Which version of the plan somebody sees, and what its page shows in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.access import Action, Request, can
from regions.accounts.models import User
from regions.dutch import euros, number_word, years_text
from regions.models import Region

from .hanging import Group, hanging_on
from .models import ActionLine, Activity, Milestone, Plan, PlanChange
from .owners import owned
from .standing import Standing, Standings, standings_of
from .timeline import Bar, Timeline
from .versions import change_of, is_open, versions_of

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
    standing: Standing | None = None
    marks: list["Mark"] = field(default_factory=list)


@dataclass(frozen=True)
class Mark:
    """A milestone, and the day on which it was reached."""

    milestone: Milestone
    met_on: date | None
    is_late: bool = False


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
    measured_on: date | None = None

    @property
    def is_current(self) -> bool:
        """Whether this is the version that holds; its activities have pages of their own."""
        return self.plan.state == Plan.State.APPROVED

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
    def detail_text(self) -> str:
        """The years that this version works out: "2027–2028"; nothing for an outline."""
        return detail_text(self.plan)

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


def detail_text(plan: Plan) -> str:
    years = plan.detail_years
    return years_text(years[0], years[-1]) if years else ""


def line_word(region: Region, count: int) -> str:
    """The region's own word: "actielijn", "programmalijnen", "ambities"."""
    label = Region.LineLabel(region.line_label)
    return label.label.lower() if count == 1 else PLURALS[label]


def _mark(milestone: Milestone, now: Standings, key: UUID) -> Mark:
    """Late where it was due on the day of the last log, which did not tell it, of work that goes
    on; what was due after that day may have been reached and not told yet."""
    met_on, stands = now.met.get(milestone.key), now.activities.get(key)
    is_told = now.measured_on is not None and milestone.due_on <= now.measured_on
    is_done = stands is not None and stands.status == "done"
    return Mark(milestone, met_on, is_told and met_on is None and not is_done)


def plan_page(plan: Plan, today: date, with_hanging: bool = False) -> PlanPage:
    """`with_hanging` adds what other rooms hang on the activities.

    Only the version that holds says how far it is: of another nothing was ever logged.
    """
    timeline = Timeline.of(plan, today)
    groups = {line.pk: LineRow(line) for line in plan.lines.all()}
    hanging = hanging_on(plan.region) if with_hanging else {}
    is_current = plan.state == Plan.State.APPROVED
    now = standings_of(plan.region) if is_current else Standings()
    activities = owned(plan).select_related("sub_region").prefetch_related("milestones", "schools")
    for activity in activities:
        row = ActivityRow(
            activity,
            timeline.bar(activity),
            hanging.get(activity.key, []),
            now.activities.get(activity.key),
            [_mark(mark, now, activity.key) for mark in activity.milestones.all()],
        )
        groups[activity.line_id].rows.append(row)
    total = sum(group.budget_cents for group in groups.values())
    for group in groups.values():
        group.budget_share = group.budget_cents / total if total else 0
    return PlanPage(plan, timeline, list(groups.values()), now.measured_on)


def wanted_plan(request: Request, versions: list[Plan]) -> Plan | None:
    """The version that `?version=` names; else the approved one; else the one being written."""
    number = request.GET.get("version")
    if number is None:
        approved = (version for version in versions if version.state == Plan.State.APPROVED)
        return next(approved, None) or next(filter(is_open, versions), None)
    for version in versions:
        if str(version.version) == number:
            return version
    raise Http404


def seen_versions(user: User, region: Region) -> list[Plan]:
    """A locked version and a proposal that was asked are for all; drafts for who reads drafts."""
    reads_drafts = can(user, Action.READ_DRAFT, region)
    return [
        plan for plan in versions_of(region) if plan.is_locked or reads_drafts or _is_asked(plan)
    ]


def _is_asked(plan: Plan) -> bool:
    change = change_of(plan)
    return change is not None and change.state in (
        PlanChange.State.PROPOSED,
        PlanChange.State.ACCEPTED,
    )
