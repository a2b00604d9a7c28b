"""What an owner sees: the lines that are asked and nothing else of the region.

Of last time only the answer and the count are shown. What the leader wrote then is for the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from regions.dutch import decimal_text
from regions.plans.models import Activity
from regions.progress.log.due import LogBook, read_log_book
from regions.progress.log.forms import CHOICES, plain
from regions.progress.log.showing.page import Stop
from regions.progress.log.showing.rows import plan_text
from regions.progress.models import Status, WorkAsk, WorkLine

from .answers import LETTERS, Told


@dataclass
class LineRow:
    line: WorkLine
    activity: Activity
    plan_text: str
    before_status: str
    counted_before: int | None
    values: dict[str, str]
    has_photo: bool
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.line.pk)

    @property
    def before_text(self) -> str:
        return "" if self.counted_before is None else decimal_text(self.counted_before, 0)


def book_of(ask: WorkAsk, now: datetime) -> LogBook | None:
    return read_log_book(ask.region, ask.month, now)


def rows_of(
    ask: WorkAsk,
    book: LogBook,
    typed: Mapping[str, Any] | None = None,
    told: Mapping[int, Told] | None = None,
) -> list[LineRow]:
    """In the order of the plan; a line whose activity the plan does not ask any more is left out.

    `typed` is what was sent now, else what was typed before, else what was told before.
    """
    lines = ask.lines.select_related("photo").defer("photo__content")
    by_key = {line.activity_key: line for line in lines}
    typed = ask.typed if typed is None else typed
    rows = []
    for due in book.due:
        line = by_key.get(due.activity.key)
        if line is None:
            continue
        rows.append(
            LineRow(
                line,
                due.activity,
                plan_text(due.activity),
                due.status_before,
                due.counted_before,
                {name: _shown(line, name, typed) for name in LETTERS},
                getattr(line, "photo", None) is not None,
                told[line.pk].errors if told and line.pk in told else {},
            )
        )
    return rows


def _shown(line: WorkLine, name: str, typed: Mapping[str, Any]) -> str:
    key = f"{LETTERS[name]}{line.pk}"
    if key in typed or (typed and name == "status"):
        return plain(typed.get(key))
    value = getattr(line, name)
    return "" if value is None else str(value)


def stops_of(rows: list[LineRow]) -> list[tuple[Stop, str]]:
    """The error summary: where, what to do, and of which activity."""
    letters = LETTERS | {"photo": "f"}
    return [
        (Stop(f"{letters[name]}{row.id}", message), str(row.activity))
        for row in rows
        for name, message in row.errors.items()
    ]


def words() -> dict[str, Any]:
    return {
        "answers": [(value, Status(value).label) for value in CHOICES],
        "script_texts": {
            "saved": _("Kept at {time}, not sent yet"),
            "offline": _("No connection. What is typed stays on this page."),
        },
    }
