"""What a digest says, section by section: each room's part, as it is stored with the digest."""

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from electives.digest import StepTaken
from regions.dossier.digest import MomentAhead
from regions.internships.digest import LastChance
from regions.labs.digest import EventsTold
from regions.months import Month
from regions.partners.digest import PartnersTold
from regions.plans.digest import DecisionAsked, MilestoneAhead
from regions.plans.realised.digest import MoneyTold
from regions.progress.digest import BadNewsTold, GoingWell, ObstacleTold
from regions.progress.models import LineMonth
from regions.steering.decisions.questions import LeaderQuestion
from regions.stored import Stored
from sto_portal.notices.models import Digest


@dataclass(frozen=True)
class LogTold(Stored):
    """A version of a month's log that a digest read."""

    month: Month
    version: int


@dataclass(frozen=True)
class Addendum(Stored):
    """What came in after the digests of these months were sealed, in at most three lines."""

    months: list[Month]
    lines: list[str]


@dataclass(frozen=True)
class Sections(Stored):
    """The words of the region and the group as they were, and what each room told.

    Of three lists only the first stand here; `more_…` counts the rest. A field with a default may
    be absent: digests that were sealed before there was such a section lack it.
    """

    group: str
    mandate: str
    line_label: str
    is_silent: bool  # the last month has no log
    is_empty: bool  # nothing to report
    is_long_silent: bool = True  # of a silent one: two due logs miss; once every one was called so
    last_logged: Month | None = None  # the latest month that has one
    as_of: date | None = None  # day of the figures; None without an approved plan
    has_plan: bool = False
    tempo: float | None = None  # months, negative when behind
    going_well: list[GoingWell] = field(default_factory=list)
    decisions: list[DecisionAsked] = field(default_factory=list)
    more_decisions: int = 0
    lines: list[LineMonth] = field(default_factory=list)
    obstacles: list[ObstacleTold] = field(default_factory=list)
    more_obstacles: int = 0
    milestones: list[MilestoneAhead] = field(default_factory=list)
    more_milestones: int = 0
    events: EventsTold = field(default_factory=EventsTold)
    partners: PartnersTold | None = None  # None when nothing changed
    electives: list[StepTaken] = field(default_factory=list)
    internships: list[LastChance] = field(default_factory=list)
    finding: str = ""  # the beginning of the subject
    questions: list[LeaderQuestion] = field(default_factory=list)  # asked in a log, no decision
    since: list[str] = field(default_factory=list)  # what changed since the digest before
    bad_news: list[BadNewsTold] = field(default_factory=list)  # lost, or lying still
    addendum: Addendum | None = None
    logs: list[LogTold] | None = None  # which it read; None where that was not kept yet
    reporting: list[MomentAhead] = field(default_factory=list)  # what must be with DUS-I
    money: MoneyTold | None = None  # None when the group does not want it, or nothing was entered
    version: int = 1  # from 2 on `as_of` is the day that was measured

    @classmethod
    def of(cls, digest: Digest) -> Self:
        """What a digest says, sealed or not."""
        return cls.from_json(digest.sections)
