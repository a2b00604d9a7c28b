"""What the page of a dossier shows, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import date_text
from regions.models import Region

from .letters.points import PointOfAttention, letters_of, open_tasks, points_of_attention
from .models import Letter, MomentMove, Notice, Point
from .moments.due import LATE, Due, due_in, moves_in
from .notices.asks import Ask, asks_of
from .notices.reading import notices_of

SHOWN = 5


@dataclass(frozen=True)
class MomentRow:
    """A moment with how its day moved; `when` says it in words, `tone` is a status."""

    due: Due
    moves: list[MomentMove]
    when: str
    tone: str


@dataclass(frozen=True)
class AskRow:
    ask: Ask
    path: str


@dataclass(frozen=True)
class Dossier:
    heading: str
    moments: list[MomentRow]
    past: list[MomentRow]
    asks: list[AskRow]
    tasks: list[Point]
    attention: list[PointOfAttention]
    notices: list[Notice]
    letters: list[Letter]


def dossier_of(region: Region, today: date) -> Dossier:
    dues = due_in([region])
    moved = moves_in(region, dues)
    rows = [MomentRow(due, moved[due.moment.pk], *_when(due, today)) for due in dues]
    since = today - timedelta(days=LATE)
    ahead = [row for row in rows if row.due.handed_in is None and row.due.due_on >= since]
    asks = asks_of(region, today)
    tasks = list(open_tasks([region]))
    return Dossier(
        heading=_heading(ahead, asks, tasks, today),
        moments=ahead,
        past=[row for row in reversed(rows) if row not in ahead],
        asks=[AskRow(ask, ask.path(region)) for ask in asks],
        tasks=tasks,
        attention=points_of_attention(region),
        notices=list(notices_of(region)[:SHOWN]),
        letters=list(letters_of(region)[:SHOWN]),
    )


def _when(due: Due, today: date) -> tuple[str, str]:
    if due.handed_in:
        return _("handed in on %(day)s") % {"day": date_text(due.handed_in.sent_on)}, "done"
    days = due.days_left(today)
    if days < 0:
        return _("not recorded as handed in"), "behind"
    if days == 0:
        return _("today"), "behind"
    text = ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}
    return text, "on_track" if days > LATE else "behind"


def _heading(ahead: list[MomentRow], asks: list[Ask], tasks: list[Point], today: date) -> str:
    """The most urgent thing, in one line."""
    late = [task for task in tasks if task.due_on and task.due_on < today]
    if late:
        text = ngettext(
            "One question of DUS-I waits past its day",
            "%(n)s questions of DUS-I wait past their day",
            len(late),
        )
        return text % {"n": len(late)}
    if asks:
        text = ngettext(
            "One thing that DUS-I may have to know",
            "%(n)s things that DUS-I may have to know",
            len(asks),
        )
        return text % {"n": len(asks)}
    if ahead:
        told = {"title": ahead[0].due.moment.title, "day": date_text(ahead[0].due.due_on)}
        return _("%(title)s: on %(day)s at the latest") % told
    return _("Nothing waits for DUS-I")
