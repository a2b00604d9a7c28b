"""What a proposed version changes, as rows that people read.

Every row comes from the exact delta of the two versions and knows which paths of it it tells. No
row tells of an order that only differs because something came or went, as those have a row.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from regions.plans.models import Plan

from .delta import Delta, Path, Subject, Version, delta_of, fields_of, subjects_of
from .snapshot import snapshots
from .telling import ACTIVITY, COST, LINE, MILESTONE, PARTS, PLAN, Field, describe, period, title_of


@dataclass(frozen=True)
class ToldDifference:
    label: str
    before: str
    after: str
    tells: frozenset[Path] = frozenset()
    notes: tuple[str, ...] = ()  # what else stood, or stands, in a row that went or came


@dataclass
class Difference:
    delta: Delta = field(default_factory=dict)
    added: list[ToldDifference] = field(default_factory=list)
    moved: list[ToldDifference] = field(default_factory=list)
    changed: list[ToldDifference] = field(default_factory=list)
    dropped: list[ToldDifference] = field(default_factory=list)
    budget_before: int = 0  # cents
    budget_after: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.delta

    @property
    def budget_delta(self) -> int:
        return self.budget_after - self.budget_before

    @property
    def parts(self) -> list[tuple[str, list[ToldDifference]]]:
        named = [
            (_("Moved in time"), self.moved),
            (_("Changed"), self.changed),
            (_("Added"), self.added),
            (_("No longer in the plan"), self.dropped),
        ]
        return [(name, rows) for name, rows in named if rows]


def compare(base: Plan, new: Plan) -> Difference:
    """Activities are the same when their key is; so are milestones."""
    return difference_of(*snapshots(base, new))


def difference_of(before: Version, after: Version) -> Difference:
    was, now = subjects_of(before), subjects_of(after)
    delta = delta_of(before, after)
    found = Difference(delta, budget_before=_budget(was), budget_after=_budget(now))
    for subject, names in _in_order(fields_of(delta), was, now):
        if subject in was and subject in now:
            _tell_fields(found, subject, was, now, names)
        elif not _is_part_of_another(subject, was, now):
            _tell_whole(found, subject, was, now)
    return found


def _budget(version: dict[Path, Subject]) -> int:
    rows = (facts.get("budget_cents", 0) for subject, facts in version.items())
    return sum(cents for cents in rows if isinstance(cents, int))


def _in_order(
    names: dict[Path, set[str]], was: dict[Path, Subject], now: dict[Path, Subject]
) -> list[tuple[Path, set[str]]]:
    """What differs in the order of the new version, then what is only in the old one."""
    every = [*now, *(path for path in was if path not in now)]
    return [(path, names[path]) for path in every if path in names]


def _is_part_of_another(subject: Path, was: dict[Path, Subject], now: dict[Path, Subject]) -> bool:
    """A milestone or cost that comes or goes with its activity; the activity's row tells it."""
    if subject[0] not in PARTS:
        return False
    activity = ("activity", subject[1])
    return activity not in was or activity not in now


def _tell_whole(
    found: Difference, subject: Path, was: dict[Path, Subject], now: dict[Path, Subject]
) -> None:
    """One row for what is in one version only; an activity's row tells its parts too."""
    is_added = subject in now
    version = now if is_added else was
    label, (text, *notes) = title_of(subject, version), describe(subject, version)
    parts = {subject}
    if subject[0] == "activity":
        parts |= {path for path in version if path[0] in PARTS and path[1] == subject[1]}
    tells = frozenset(path for path in found.delta if path[:-1] in parts)
    if is_added:
        found.added.append(ToldDifference(label, "", text, tells, tuple(notes)))
    else:
        found.dropped.append(ToldDifference(label, text, "", tells, tuple(notes)))


FIELDS: dict[str, tuple[Field, ...]] = {
    "plan": PLAN,
    "line": LINE,
    "activity": ACTIVITY,
    "milestone": MILESTONE,
    "cost": COST,
}


def _tell_fields(
    found: Difference,
    subject: Path,
    was: dict[Path, Subject],
    now: dict[Path, Subject],
    names: set[str],
) -> None:
    title = title_of(subject, now)
    for compared in FIELDS[subject[0]]:
        tells = frozenset((*subject, name) for name in names & set(compared.names))
        if not tells or (compared.is_order and _keeps_order(compared, subject, was, now)):
            continue
        if compared.is_period:
            found.moved.append(
                ToldDifference(title, period(was[subject]), period(now[subject]), tells)
            )
        else:
            label, texts = f"{title} · {compared.label}", compared.both(subject, was, now)
            found.changed.append(ToldDifference(label, *texts, tells))


def _keeps_order(
    compared: Field, subject: Path, was: dict[Path, Subject], now: dict[Path, Subject]
) -> bool:
    before, after = compared.orders(subject, was, now)
    return before == after
