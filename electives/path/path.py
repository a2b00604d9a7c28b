"""The rules of the path of an elective: which step comes next, and what stands in its way.

The database holds the same rules (see `models.path`); here they are told before somebody tries.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from electives.models import Elective, PathStep, Stage
from electives.models.path import MOST_OVERLAP
from regions.months import school_year_text

APPLY_MONTH, APPLY_DAY = 10, 1
SOON = 60  # days before the last day to apply


def stages_of(counts_for_exam: bool) -> tuple[Stage, ...]:
    """Every step, or only the first and the last where no exam follows."""
    return tuple(Stage) if counts_for_exam else (Stage.IDEA, Stage.OFFERED)


def next_stage(last: Stage | None, counts_for_exam: bool) -> Stage | None:
    """The one step that may follow `last` (None: no step yet); None when the path is done."""
    stages = stages_of(counts_for_exam)
    if last is None:
        return stages[0]
    later = [stage for stage in stages if stage > last]
    return later[0] if later else None


def obstacle(elective: Elective, steps: list[PathStep]) -> str:
    """Why no step can follow now; "" when one can."""
    if elective.rejected_on:
        return _("This elective was rejected.")
    last = steps[-1] if steps else None
    if last and (last.overlap_percent or 0) > MOST_OVERLAP:
        return _("%(percent)s%% overlap: more than %(most)s%% goes no further.") % {
            "percent": last.overlap_percent,
            "most": MOST_OVERLAP,
        }
    return ""


def taken_along(steps: list[PathStep], counts_for_exam: bool) -> list[PathStep]:
    """The steps that also hold where another region takes the elective over.

    What is established is so for every region: only offering it is left. Until then a copy begins
    as an idea, and takes each step and its condition itself.
    """
    done = [step for step in steps if step.stage <= Stage.ESTABLISHED]
    is_national = counts_for_exam and bool(done) and done[-1].stage == Stage.ESTABLISHED
    return done if is_national else done[:1]


def apply_by(aims_at: int) -> date:
    """The last day to apply for an elective that starts on 1 August of `aims_at`."""
    return date(aims_at - 1, APPLY_MONTH, APPLY_DAY)


def countdown(elective: Elective, last: Stage | None, today: date) -> str:
    """ "indienen vóór 1 oktober 2027", while it still has to be reported; "" otherwise."""
    is_reported = last is not None and last >= Stage.REPORTED
    if is_reported or not elective.counts_for_exam or elective.rejected_on:
        return ""
    day = apply_by(elective.aims_at)
    left = (day - today).days
    values = {"day": date_format(day, "j F Y"), "n": left}
    if left <= 0:
        return _("1 October has passed: it cannot start in %(year)s any more") % {
            "year": school_year_text(elective.aims_at)
        }
    if left <= SOON:
        return ngettext(
            "apply before %(day)s: one day left", "apply before %(day)s: %(n)s days left", left
        ) % (values)
    return _("apply before %(day)s") % values


@dataclass(frozen=True)
class Stop:
    """One stop of the drawing: taken with its step, the one it waits at, or still to come."""

    stage: Stage
    step: PathStep | None
    is_next: bool

    @property
    def label(self) -> str:
        if self.step and self.step.overlap_percent is not None:
            return _("Overlap %(percent)s%%") % {"percent": self.step.overlap_percent}
        return str(self.stage.label)


def drawing(elective: Elective, steps: list[PathStep]) -> list[Stop]:
    """The whole path as stops; a rejected one waits nowhere."""
    taken = {Stage(step.stage): step for step in steps}
    last = max(taken, default=None)
    upcoming = None if elective.rejected_on else next_stage(last, elective.counts_for_exam)
    shown = sorted({*stages_of(elective.counts_for_exam), *taken})
    return [Stop(stage, taken.get(stage), stage == upcoming) for stage in shown]
