"""Saving what was invented, with a handful of queries for all regions together.

An approved plan and a submitted log are locked by triggers. So both are inserted as drafts with
all their rows, and take their last state afterwards.
"""

import datetime
from dataclasses import dataclass, field
from random import Random

from regions.accounts.models import User
from regions.models import Region, School, SubRegion
from regions.plans.models import ActionLine, Activity, BudgetLine, CostKind, Milestone, Plan
from regions.progress.models import (
    ActivityUpdate,
    CheckIn,
    MilestoneMet,
    Obstacle,
    Outlook,
    Status,
)

from .batches import save_all
from .costs import costs_of, kinds_of_costs
from .story.clock import Clock
from .story.drafts import DraftActivity, DraftPlan
from .story.telling import Log, Told, Trouble


@dataclass
class PlanRows:
    """All plans of all regions, ready to insert; keys stay the same over versions."""

    plans: list[Plan] = field(default_factory=list)
    lines: list[ActionLine] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    at_schools: list[tuple[Activity, School]] = field(default_factory=list)
    by_code: dict[tuple[int, str], Activity] = field(default_factory=dict)
    by_step: dict[tuple[int, object], Milestone] = field(default_factory=dict)
    costs: list[BudgetLine] = field(default_factory=list)
    kinds: dict[str, CostKind] = field(default_factory=kinds_of_costs)

    def add(
        self,
        region: Region,
        draft: DraftPlan,
        *,
        version: int = 1,
        by: User | None = None,
        parts: list[SubRegion] | None = None,
        schools: list[School] | None = None,
    ) -> Plan:
        plan = Plan(
            region=region,
            version=version,
            title=draft.title,
            starts_on=draft.starts_on,
            ends_on=draft.ends_on,
            created_by=by,
        )
        self.plans.append(plan)
        lines = [
            ActionLine(plan=plan, code=code, title=title, position=place)
            for place, (code, title) in enumerate(draft.lines, 1)
        ]
        self.lines += lines
        for place, activity in enumerate(draft.activities, 1):
            row = _activity(plan, lines[activity.line], activity, place, parts or [])
            self.activities.append(row)
            self.by_code[id(draft), activity.code] = row
            self.costs += costs_of(row, self.kinds)
            self._add_steps(draft, activity, row)
            if schools and place % 3 == 0:
                self.at_schools += [(row, school) for school in schools[:3]]
        return plan

    def _add_steps(self, draft: DraftPlan, activity: DraftActivity, row: Activity) -> None:
        for place, step in enumerate(activity.steps):
            milestone = Milestone(
                activity=row, key=step.key, title=step.title, due_on=step.due_on, position=place
            )
            self.milestones.append(milestone)
            self.by_step[id(draft), step.key] = milestone

    def save(self) -> None:
        save_all(Plan, self.plans)
        save_all(ActionLine, self.lines)
        save_all(Activity, self.activities)
        save_all(Milestone, self.milestones)
        save_all(BudgetLine, self.costs)
        through = Activity.schools.through
        through.objects.bulk_create(
            [through(activity=activity, school=school) for activity, school in self.at_schools]
        )


def _activity(
    plan: Plan, line: ActionLine, activity: DraftActivity, place: int, parts: list[SubRegion]
) -> Activity:
    moved = activity.moved_from or (None, None)
    return Activity(
        plan=plan,
        line=line,
        key=activity.key,
        code=activity.code,
        title=activity.example.title,
        delivers=activity.example.delivers,
        kind=activity.example.kind,
        audience=activity.example.audience,
        sub_region=parts[activity.part] if activity.part is not None and parts else None,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        original_starts_on=moved[0],
        original_ends_on=moved[1],
        budget_cents=activity.budget * 100,
        target=activity.target,
        unit=activity.example.unit,
        position=place,
    )


def approve(plans: dict[int, DraftPlan]) -> None:
    """These plans (by id of the saved row) are approved; one update per day of approval."""
    days: dict[datetime.date, list[int]] = {}
    for pk, draft in plans.items():
        days.setdefault(draft.approved_on, []).append(pk)
    for day, ids in days.items():
        Plan.objects.filter(pk__in=ids).update(
            state=Plan.State.APPROVED,
            approved_on=day,
            reference=f"DEMO-{day.year}-{day.month:02}",
        )


@dataclass
class LogRows:
    """All logs of all regions, ready to insert."""

    clock: Clock
    plans: PlanRows
    logs: list[CheckIn] = field(default_factory=list)
    updates: list[ActivityUpdate] = field(default_factory=list)
    met: list[MilestoneMet] = field(default_factory=list)
    obstacles: dict[Trouble, Obstacle] = field(default_factory=dict)

    def add(
        self, region: Region, log: Log, saved: dict[int, Plan], by: User, random: Random
    ) -> CheckIn:
        at = self.written_at(log, random)
        row = CheckIn(
            region=region,
            plan=saved[id(log.plan)],
            month_on=log.month.first_day,
            going_well=log.going_well,
            started_at=at - datetime.timedelta(minutes=random.randint(2, 9)),
            saved_at=at,
            saved_by=by,
            submitted_at=at,
            submitted_by=by,
            active_seconds=random.randint(65, 210),
        )
        self.logs.append(row)
        for told in log.told:
            self._add_update(row, log, told, region)
        return row

    def written_at(self, log: Log, random: Random) -> datetime.datetime:
        """In the first days of the month after, in working hours; the running month just now."""
        day = log.month.next.first_day + datetime.timedelta(days=random.randint(0, 5))
        day = min(day, self.clock.today - datetime.timedelta(days=1))
        if log.month == self.clock.current:
            days = min(random.randint(1, 5), self.clock.today.day - 1)
            day = self.clock.today - datetime.timedelta(days=days)
        return self.clock.instant(day, random.randint(8, 17), random.randint(0, 59))

    def _add_update(self, row: CheckIn, log: Log, told: Told, region: Region) -> None:
        activity = self.plans.by_code[id(log.plan), told.activity.code]
        update = ActivityUpdate(
            check_in=row,
            activity=activity,
            activity_key=told.activity.key,
            status=told.status,
            is_unchanged=told.is_unchanged,
            counted=told.counted,
            saved_at=row.submitted_at or self.clock.now,
            saved_by=row.saved_by,
        )
        if told.trouble:
            _tell_trouble(update, told, told.trouble)
            self._keep_obstacle(region, activity, told.trouble)
        self.updates.append(update)
        for place in told.new_steps:
            step = told.activity.steps[place]
            milestone = self.plans.by_step[id(log.plan), step.key]
            self.met.append(
                MilestoneMet(
                    update=update,
                    milestone=milestone,
                    milestone_key=step.key,
                    met_on=max(log.month.first_day, min(step.due_on, log.as_of)),
                )
            )

    def _keep_obstacle(self, region: Region, activity: Activity, trouble: Trouble) -> None:
        """The obstacle as it stands at the end; called again for each month that tells of it."""
        known = self.obstacles.get(trouble)
        if known is None:
            known = self.obstacles[trouble] = Obstacle(region=region, activity=activity)
        known.activity_key = activity.key
        known.activity = activity
        known.opened_on = trouble.opened.first_day
        known.updated_on = trouble.told.first_day
        known.problem = trouble.setback.problem
        known.recovery = trouble.recovery
        known.recovery_who = trouble.setback.who if trouble.recovery else ""
        known.recovery_by_on = trouble.by_on
        known.is_stalled = trouble.is_stalled
        known.decision_asked = trouble.setback.decision if trouble.is_stalled else ""
        if trouble.closed:
            known.state, known.closed_on = Obstacle.State.PICKED_UP, trouble.closed.first_day

    def save(self) -> None:
        save_all(Obstacle, list(self.obstacles.values()))
        save_all(CheckIn, self.logs)
        save_all(ActivityUpdate, self.updates)
        save_all(MilestoneMet, self.met)
        ids = [log.pk for log in self.logs]
        CheckIn.objects.filter(pk__in=ids).update(state=CheckIn.State.SUBMITTED)


def _tell_trouble(update: ActivityUpdate, told: Told, trouble: Trouble) -> None:
    if told.is_solved:
        update.obstacle_fate = ActivityUpdate.ObstacleFate.PICKED_UP
        return
    update.problem = trouble.setback.problem
    update.recovery = trouble.recovery
    update.recovery_who = trouble.setback.who if trouble.recovery else ""
    update.recovery_by_on = trouble.by_on
    update.outlook = Outlook.RECOVER if told.status == Status.BEHIND else Outlook.POSTPONED
    update.decision_asked = trouble.setback.decision if trouble.is_stalled else ""
    if trouble.opened != trouble.told:
        update.obstacle_fate = ActivityUpdate.ObstacleFate.OPEN
