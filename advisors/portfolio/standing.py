"""What is known of one region on one day: values, for the rules that say why it stands there."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from regions.partners.money.financing import Outlook
from regions.progress.measure.change import measured_points
from regions.progress.measure.deadlines import Logs
from regions.progress.measure.tempo import Verdict, verdict
from regions.progress.models import RegionMonth


@dataclass(frozen=True)
class Signals:
    """What other rooms know of a region on that day, and how its logs stand.

    `silent` counts the businesses that were not spoken for longer than they may be; `chances` are
    the last possible days of cohorts that still need internships and have little time, the first
    one first; `still` holds the electives that stand still, the longest first.
    """

    silent: int = 0
    financing: Outlook | None = None
    chances: Sequence[datetime.date] = ()
    remarks: tuple[int, int] = (0, 0)
    still: Sequence[str] = ()
    logs: Logs = field(default_factory=Logs)


@dataclass(frozen=True)
class Standing:
    """One region on one day.

    `months` are snapshots, oldest first, the running month last; `waiting_since` are the instants
    of questions to the advisor without answer.
    """

    months: Sequence[RegionMonth]
    tolerance: float
    today: datetime.date
    waiting_since: Sequence[datetime.datetime] = ()
    signals: Signals = Signals()

    @property
    def now(self) -> RegionMonth:
        return self.months[-1]

    @property
    def logs(self) -> Logs:
        return self.signals.logs

    @property
    def tempo(self) -> float | None:
        return self.now.tempo_months

    @property
    def measured(self) -> Sequence[RegionMonth]:
        return measured_points(self.months)

    @property
    def is_behind(self) -> bool:
        return verdict(self.tempo, self.tolerance) == Verdict.BEHIND

    @property
    def won_in_three_months(self) -> float:
        """Tempo as last measured less that of at least three months before, in months.

        Zero where no log was in by then: a first log is news, no gain on the plan.
        """
        points = self.measured
        if not points or self.tempo is None:
            return 0.0
        until = points[-1].month.plus(-3)
        before = [point.tempo_months for point in points if point.month <= until]
        return self.tempo - before[-1] if before and before[-1] is not None else 0.0
