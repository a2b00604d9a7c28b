"""Three things to ask in a call, each with the fact that it comes from."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import date_text, months_text
from regions.partners.ladder.watching import Silent
from regions.progress.models import ActivityMonth, Obstacle

MOST = 3


@dataclass(frozen=True)
class Ask:
    question: str
    why: str


def asks_of(
    differing: Iterable[ActivityMonth],
    obstacles: Iterable[Obstacle],
    silent: Iterable[Silent],
    today: datetime.date,
) -> list[Ask]:
    """One of each kind first: word against count, an obstacle past its date, a silent partner."""
    kinds = (_differing(differing), _late(obstacles, today), _silent(silent))
    found = [ask for row in zip_longest(*kinds) for ask in row if ask]
    return found[:MOST]


def _differing(rows: Iterable[ActivityMonth]) -> Iterator[Ask]:
    for row in rows:
        behind = months_text(-(row.tempo or 0.0))
        yield Ask(
            _("How does %(title)s really stand?") % {"title": row.title},
            _("The leader says on track, the count is %(behind)s behind.") % {"behind": behind},
        )


def _late(rows: Iterable[Obstacle], today: datetime.date) -> Iterator[Ask]:
    for row in rows:
        if row.recovery_by_on and row.recovery_by_on < today:
            days = (today - row.recovery_by_on).days
            ago = ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
            told = {"how": row.recovery or row.problem, "title": row.activity.title}
            yield Ask(
                _("Did it work out with %(title)s: “%(how)s”?") % told,
                _("It would be there by %(day)s, %(ago)s.")
                % {"day": date_text(row.recovery_by_on), "ago": ago},
            )
        elif not row.recovery:
            told = {"title": row.activity.title, "problem": row.problem}
            yield Ask(
                _("What would help with %(title)s?") % told,
                _("“%(problem)s” has no way to be picked up yet.") % told,
            )


def _silent(rows: Iterable[Silent]) -> Iterator[Ask]:
    for row in rows:
        if row.since.last_on is None:
            why = _("Nobody wrote down a talk with this partner yet.")
        else:
            why = _("No contact with this partner since %(day)s.") % {
                "day": date_text(row.since.last_on)
            }
        yield Ask(_("How is %(name)s?") % {"name": row.name}, why)
