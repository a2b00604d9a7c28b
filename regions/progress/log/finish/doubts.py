"""What is asked before a log is finished: counts and words that do not fit, and never a block.

A slip of one digit moves a region on every page that tells of it, so each row is asked about at
most once for its count and once for its words. Who says that it is right is believed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.dutch import decimal_text
from regions.plans.models import Activity
from regions.progress.log.asked import DueActivity
from regions.progress.log.due import LogBook
from regions.progress.log.recording import is_copied
from regions.progress.models import ActivityUpdate, Status

FAR = 0.25  # of the target: so far may the count be from the plan before the word is asked after
Fate = ActivityUpdate.ObstacleFate


@dataclass(frozen=True)
class Said:
    """One row as it is about to be submitted.

    Counts are totals since the plan began, None where nobody counted; `planned` is the fraction
    that should be reached by now, 0 to 1, and `is_first` whether no earlier log spoke of it.
    `has_obstacle`: one was open before.
    """

    status: str
    counted: int | None = None
    before: int | None = None
    target: int | None = None
    unit: str = ""
    planned: float = 0.0
    fate: str = ""
    is_first: bool = False
    has_obstacle: bool = False


@dataclass(frozen=True)
class Choice:
    """A button that settles it: the field of the row by its letter, and what it becomes."""

    label: str | Promise
    field: str
    value: str

    @property
    def is_right(self) -> bool:
        """Whether it changes nothing, but says that it is right as it is."""
        return not self.field


RIGHT = Choice(gettext_lazy("It is right"), "", "")


@dataclass(frozen=True)
class Doubt:
    """One quiet line; `activity_id` is None where it is about the whole log."""

    kind: str
    sentence: str
    choices: tuple[Choice, ...] = ()
    activity_id: int | None = None
    mark: str = ""


def doubts_about(said: Said) -> list[Doubt]:
    """At most one about the count and one about the words that contradict each other."""
    about_count = next((doubt for ask in COUNTS if (doubt := ask(said))), None)
    return [doubt for doubt in (about_count, _contradiction(said)) if doubt]


def doubts_of(book: LogBook) -> dict[int, list[Doubt]]:
    """By activity, of the rows in which something was entered; what a correction copied is not
    asked again."""
    found: dict[int, list[Doubt]] = {}
    for row in book.due:
        update = book.updates.get(row.activity.pk)
        if update is None or not update.status or update.is_unchanged:
            continue
        if book.check_in and is_copied(book.check_in, update):
            continue
        about = doubts_about(_said(row, row.activity, update))
        if about:
            found[row.activity.pk] = [
                Doubt(
                    doubt.kind,
                    doubt.sentence,
                    doubt.choices,
                    row.activity.pk,
                    f"{row.activity.pk}-{update.revision}-{doubt.kind}",
                )
                for doubt in about
            ]
    return found


def _said(row: DueActivity, activity: Activity, update: ActivityUpdate) -> Said:
    return Said(
        status=update.status,
        counted=update.counted,
        before=row.counted_before,
        target=activity.target,
        unit=activity.unit,
        planned=row.planned,
        fate=update.obstacle_fate,
        is_first=row.previous is None,
        has_obstacle=row.obstacle is not None,
    )


def _missing(said: Said) -> Doubt | None:
    """A first log without a count tells nothing of how far it is."""
    if not said.is_first or not said.target or said.counted is not None:
        return None
    text = _(
        "The count is empty. Count everything since the plan began; write 0 when there is"
        " nothing yet."
    )
    return Doubt("empty", text, (Choice(_("Nothing yet: 0"), "n", "0"), RIGHT))


def _lower(said: Said) -> Doubt | None:
    if said.counted is None or said.before is None or said.counted >= said.before:
        return None
    text = _(
        "Last time it was %(before)s, now %(counted)s. Is that everything since the plan began?"
    )
    total = str(said.before + said.counted)
    return Doubt("lower", text % _numbers(said), (Choice(_("No, add it up"), "n", total), RIGHT))


def _over(said: Said) -> Doubt | None:
    if said.counted is None or not said.target or said.counted <= said.target:
        return None
    if said.before is not None and said.before > said.target:
        return None
    text = _("%(counted)s is more than the target of %(target)s %(unit)s.")
    done = Choice(_("It is done"), "s", Status.DONE)
    return Doubt("over", text % _numbers(said), (done, RIGHT))


def _done_too_soon(said: Said) -> Doubt | None:
    if said.status != Status.DONE or said.counted is None or not said.target:
        return None
    if said.counted >= said.target:
        return None
    text = _("Done, with %(counted)s of %(target)s %(unit)s counted.")
    choice = Choice(_("It is not done: on track"), "s", Status.ON_TRACK)
    return Doubt("done", text % _numbers(said), (choice, RIGHT))


def _far_from_the_word(said: Said) -> Doubt | None:
    if said.counted is None or not said.target:
        return None
    ahead = said.counted / said.target - said.planned
    if said.status == Status.ON_TRACK and ahead <= -FAR:
        other = Choice(_("It is behind"), "s", Status.BEHIND)
        text = _(
            "On track, while the plan expects about %(planned)s now and %(counted)s are counted."
        )
    elif said.status == Status.BEHIND and ahead >= FAR:
        other = Choice(_("It is on track"), "s", Status.ON_TRACK)
        text = _(
            "Behind, while the plan expects about %(planned)s now and %(counted)s are counted."
        )
    else:
        return None
    return Doubt("far", text % _numbers(said), (other, RIGHT))


COUNTS: tuple[Callable[[Said], Doubt | None], ...] = (
    _missing,
    _lower,
    _done_too_soon,
    _over,
    _far_from_the_word,
)


def _contradiction(said: Said) -> Doubt | None:
    """An obstacle that is gone under an activity that lies still, or one left of what goes well."""
    if said.has_obstacle and said.status in (Status.ON_TRACK, Status.DONE) and not said.fate:
        text = _("Last time there was an obstacle. Is it picked up again?")
        choices = (
            Choice(_("It is picked up again"), "f", Fate.PICKED_UP),
            Choice(_("It is still there"), "f", Fate.OPEN),
        )
        return Doubt("obstacle", text, choices)
    if said.status == Status.STALLED and said.fate == Fate.PICKED_UP:
        text = _("Stalled, and picked up again. Which of the two is it?")
        choices = (
            Choice(_("It is stalled: the obstacle is still there"), "f", Fate.OPEN),
            Choice(_("It is picked up, and still behind"), "s", Status.BEHIND),
        )
        return Doubt("stalled", text, choices)
    if said.status == Status.DONE and said.fate == Fate.OPEN:
        text = _("Done, and the obstacle is still there. Which of the two is it?")
        choices = (
            Choice(_("It is done: picked up again"), "f", Fate.PICKED_UP),
            Choice(_("It is not done: on track"), "s", Status.ON_TRACK),
        )
        return Doubt("finished", text, choices)
    return None


def _numbers(said: Said) -> dict[str, str]:
    planned = round(said.planned * (said.target or 0))
    told = {
        "counted": said.counted,
        "before": said.before,
        "target": said.target,
        "planned": planned,
    }
    return {"unit": said.unit} | {name: decimal_text(n or 0, 0) for name, n in told.items()}
