"""What was typed into a log that is in already, so that none of it goes without a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regions.progress.log.answers import Answer
from regions.progress.log.due import LogBook
from regions.progress.log.forms import FIELDS
from regions.progress.models import ActivityUpdate


@dataclass(frozen=True)
class LeftOut:
    """One thing of the page that the submitted log does not hold: where, which field, what."""

    title: str
    name: str
    text: str


def left_out(book: LogBook, answers: Sequence[Answer], going_well: str) -> list[LeftOut]:
    """What was typed and is not in the submitted log of `book`."""
    found = []
    log = book.check_in
    if going_well and (log is None or going_well != log.going_well):
        found.append(LeftOut(_("What goes well?"), "", going_well))
    titles = {row.activity.pk: str(row.activity) for row in book.due}
    for answer in answers:
        update = book.updates.get(answer.activity_id)
        for name in FIELDS:
            typed = getattr(answer, name)
            if typed in ("", None) or (update and typed == getattr(update, name)):
                continue
            field: Any = ActivityUpdate._meta.get_field(name)
            text = str(dict(field.flatchoices).get(typed, typed))
            label = _("How is it now?") if name == "obstacle_fate" else str(field.verbose_name)
            found.append(LeftOut(titles.get(answer.activity_id, ""), label, text))
    return found
