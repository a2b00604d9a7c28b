"""From what was realised to what a programme leader writes: status, obstacle, what goes well."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from regions.months import Month
from regions.plans.models import Activity
from regions.progress.measure.tempo import curve_of
from regions.progress.models import TROUBLED, Status
from sto_portal.demo.texts import text_of

from .activities import THEMES
from .clock import Clock
from .drafts import DraftActivity, DraftPlan
from .drifting import LoggedMonth, Point
from .setbacks import SETBACKS, Setback
from .stories import Story

FALLS_BEHIND, CATCHES_UP = -1.25, -0.8  # months; in between the word of last month stands
THEME_OF = {title: theme for theme, titles in THEMES.items() for title in titles}


@dataclass(eq=False)
class Trouble:
    """An obstacle from its first month to the month it was picked up again."""

    setback: Setback
    recovery: str
    is_stalled: bool
    opened: Month
    told: Month
    by_on: datetime.date | None
    closed: Month | None = None


@dataclass
class Told:
    """One activity in one log."""

    activity: DraftActivity
    status: str
    counted: int | None
    is_unchanged: bool = False
    trouble: Trouble | None = None
    is_solved: bool = False
    new_steps: tuple[int, ...] = ()  # places of the steps reached this month


@dataclass
class Log:
    month: Month
    as_of: datetime.date
    plan: DraftPlan
    going_well: str
    told: list[Told] = field(default_factory=list)


class Teller:
    """Walks through the months of one region and remembers what was said before."""

    def __init__(self, story: Story, clock: Clock, random: Random) -> None:
        self.story, self.clock, self.random = story, clock, random
        self.statuses: dict[str, str] = {}
        self.open: dict[str, Trouble] = {}
        self.troubles: list[tuple[DraftActivity, Trouble]] = []
        self.recent: list[str] = []
        self.used: list[Setback] = []

    def tell(self, months: list[LoggedMonth]) -> Iterator[Log]:
        before: dict[str, Point] = {}
        for known in months:
            log = Log(known.month, known.as_of, known.plan, self._going_well(known))
            for activity in known.plan.activities:
                point, was = known.points[activity.code], before.get(activity.code, Point())
                told = self._told(activity, point, was, known)
                if told:
                    log.told.append(told)
            before = known.points
            if known is months[-1]:
                self._look_ahead(log)
            yield log

    def _look_ahead(self, log: Log) -> None:
        """What Merenland arranged for its internships has yet to come."""
        for told in log.told:
            if told.activity.first_setback and told.trouble and told.trouble.by_on:
                told.trouble.by_on = self.clock.today + datetime.timedelta(days=10)

    def _told(
        self, activity: DraftActivity, point: Point, was: Point, known: LoggedMonth
    ) -> Told | None:
        previous = self.statuses.get(activity.code, "")
        if previous == Status.DONE or known.as_of < activity.starts_on:
            return None
        status = self._status(activity, point, known, previous)
        self.statuses[activity.code] = status
        told = Told(activity, status, point.counted)
        told.new_steps = tuple(range(was.steps_met, point.steps_met))
        told.is_unchanged = (
            status == previous and point.counted == was.counted and not told.new_steps
        )
        self._follow_trouble(told, known.month)
        return told

    def _status(
        self, activity: DraftActivity, point: Point, known: LoggedMonth, previous: str
    ) -> str:
        offset = known.month.minus(self.clock.first)
        if point.realised >= 1:
            return Status.DONE
        if activity.stalled_at is not None and offset >= activity.stalled_at:
            return Status.STALLED
        tempo = curve_of(activity.planned).tempo(point.realised, known.as_of) or 0.0
        if not activity.target:
            tempo = -1.0 * activity.delay
        behind = previous == Status.BEHIND
        return (
            Status.BEHIND if tempo < (CATCHES_UP if behind else FALLS_BEHIND) else Status.ON_TRACK
        )

    def _follow_trouble(self, told: Told, month: Month) -> None:
        code = told.activity.code
        in_trouble = told.status in TROUBLED
        if not in_trouble and code in self.open:
            solved = self.open.pop(code)
            solved.closed = solved.told = month
            told.trouble, told.is_solved = solved, True
        if not in_trouble:
            return
        is_stalled = told.status == Status.STALLED
        trouble = self.open.get(code)
        if trouble is None:
            trouble = self._new_trouble(told.activity, is_stalled, month)
            self.open[code] = trouble
            self.troubles.append((told.activity, trouble))
        trouble.told = month
        trouble.is_stalled = is_stalled
        if trouble.by_on and trouble.by_on < month.first_day:
            trouble.by_on = self._by_when(month)
        told.trouble = trouble

    def _new_trouble(self, activity: DraftActivity, is_stalled: bool, month: Month) -> Trouble:
        pool = SETBACKS.get(activity.example.kind) or SETBACKS[Activity.Kind.EDUCATION]
        if is_stalled:
            pool = tuple(setback for setback in pool if setback.decision) or pool
        fresh = [setback for setback in pool if setback not in self.used[-20:]]
        setback = self.random.choice(fresh or list(pool))
        self.used.append(setback)
        if activity.first_setback and not any(
            known is activity for known, _trouble in self.troubles
        ):
            setback = pool[0]
        forgot = self.random.random() < 0.06
        recovers = activity.recovers if is_stalled else not forgot
        return Trouble(
            setback,
            setback.recovery if recovers else "",
            is_stalled,
            month,
            month,
            self._by_when(month) if recovers else None,
        )

    def _by_when(self, month: Month) -> datetime.date:
        return month.next.first_day + datetime.timedelta(days=self.random.randint(2, 60))

    def _going_well(self, known: LoggedMonth) -> str:
        themes = [THEME_OF.get(title) for _code, title in known.plan.lines]
        pool = [text for theme in themes if theme for text in text_of("good_news")[theme]]
        fresh = [text for text in pool if text not in self.recent]
        texts = self.random.sample(fresh, 1 if self.random.random() < 0.6 else 2)
        self.recent = (self.recent + texts)[-26:]
        if self.story.meddles and self.clock.current.minus(known.month) <= 8:
            meddling = text_of("ideas")["meddling_in_logs"]
            texts.append(meddling[known.month.minus(self.clock.first) % len(meddling)])
        return " ".join(texts)
