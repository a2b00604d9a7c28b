"""What a digest says, section by section: each room's part, as it is stored with the digest."""

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from electives.digest import StepTaken
from regions.internships.digest import LastChance
from regions.labs.digest import EventsTold
from regions.months import Month
from regions.partners.digest import PartnersTold
from regions.plans.digest import DecisionAsked, MilestoneAhead
from regions.progress.digest import GoingWell, ObstacleTold
from regions.progress.models import LineMonth
from regions.stored import Stored
from sto_portal.notices.models import Digest


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
    version: int = 1

    @classmethod
    def of(cls, digest: Digest) -> Self:
        """What a digest says, sealed or not."""
        return cls.from_json(digest.sections)
