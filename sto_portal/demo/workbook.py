"""Sample workbooks to try the import with: Merenland's plan as a region really keeps it.

Rows of title above the table, merged lines, dates and amounts as people type them, totals, and
notes below. Two things differ from the plan that holds: a later end and a higher target.
"""

import datetime
import io
from dataclasses import dataclass, replace
from typing import Any

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import override

from regions.dutch import euros
from regions.plans.models import Activity

from .story.clock import Clock
from .story.drafts import DraftActivity, DraftPlan
from .story.inventing import Place, invented_places
from .story.stories import MERENLAND

SHEET = "Activiteitenplan"
COLUMNS = (
    ("Actielijn", 26),
    ("Nr.", 6),
    ("Activiteit", 40),
    ("Wat levert het op?", 42),
    ("Startdatum", 16),
    ("Einddatum", 16),
    ("Begroting (€)", 16),
    ("Streefaantal", 12),
    ("Eenheid", 16),
    ("Soort", 22),
    ("Doelgroep", 20),
    ("Scholen", 40),
)
START, END, BUDGET = 4, 5, 6
HEADER_ROW = 4  # counted from 0
LATER, MORE = "4.3", "2.3"


@dataclass(frozen=True)
class Slip:
    """A cell with a mistake in it."""

    code: str
    column: int
    text: str


def sample_workbook(now: datetime.datetime) -> bytes:
    return _workbook(now, ())


def faulty_workbook(now: datetime.datetime) -> bytes:
    """The same, with an end before its start and an amount that is none."""
    before = Clock(now).plan_starts_on - datetime.timedelta(days=1)
    slips = (
        Slip("2.1", END, f"{before.day}-{before.month}-{before.year}"),
        Slip("3.1", BUDGET, "dertigduizend"),
    )
    return _workbook(now, slips)


def _workbook(now: datetime.datetime, slips: tuple[Slip, ...]) -> bytes:
    clock = Clock(now)
    place = next(place for place in invented_places(clock) if place.story is MERENLAND)
    plan = _changed(place.versions[-1], clock)
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with override("nl"), xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": datetime.datetime(2026, 1, 1)})  # the same file each time
        _Sheet(book, place, plan, slips).write()
        _write_milestones(book, plan)
    return written.getvalue()


def _changed(plan: DraftPlan, clock: Clock) -> DraftPlan:
    later = plan.with_changes(clock, plan.approved_on, _4_3=(9, 47))
    return replace(
        later,
        activities=tuple(
            replace(activity, target=activity.goal + 150) if activity.code == MORE else activity
            for activity in later.activities
        ),
    )


class _Sheet:
    def __init__(self, book: Any, place: Place, plan: DraftPlan, slips: tuple[Slip, ...]) -> None:
        self.place, self.plan = place, plan
        self.slips = {(slip.code, slip.column): slip.text for slip in slips}
        self.sheet = book.add_worksheet(SHEET)
        self.title = book.add_format({"bold": True, "font_size": 15})
        self.header = book.add_format({"bold": True, "bg_color": "#DDE8E8", "text_wrap": True})
        self.line = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "d-m-yyyy", "valign": "top", "align": "left"})
        self.euro = book.add_format({"num_format": "€ #,##0.00", "valign": "top"})
        self.total = book.add_format({"bold": True, "num_format": "€ #,##0.00", "top": 1})

    def write(self) -> None:
        years = self.plan.title.rsplit(" ", 1)[-1]
        self.sheet.write(0, 0, "Sterk Techniekonderwijs regio Merenland", self.title)
        self.sheet.write(1, 0, f"Activiteitenplan {years}, werkversie voor de stuurgroep")
        self.sheet.write(2, 0, "Verzonnen voorbeeld bij het portaal")
        for column, (text, width) in enumerate(COLUMNS):
            self.sheet.set_column(column, column, width)
            self.sheet.write(HEADER_ROW, column, text, self.header)
        row = HEADER_ROW + 1
        for number, (code, title) in enumerate(self.plan.lines):
            row = self._write_line(row, f"{code}. {title}", number)
        total = sum(activity.budget for activity in self.plan.activities)
        self._write_total(row + 1, "Totaal", total)
        self.sheet.write(row + 3, 0, "* Bedragen zijn inclusief btw.")
        self.sheet.write(row + 4, 0, "Besproken in het overleg van de schoolleiders.")

    def _write_line(self, row: int, label: str, number: int) -> int:
        """The activities of one line, its name merged over them, and a subtotal."""
        mine = [activity for activity in self.plan.activities if activity.line == number]
        if len(mine) > 1:
            self.sheet.merge_range(row, 0, row + len(mine) - 1, 0, label, self.line)
        else:
            self.sheet.write(row, 0, label, self.line)
        for place, activity in enumerate(mine):
            self._write_activity(row + place, activity)
        self._write_total(
            row + len(mine), "Subtotaal", sum(draft_activity.budget for draft_activity in mine)
        )
        return row + len(mine) + 2

    def _write_total(self, row: int, label: str, amount: int) -> None:
        self.sheet.write(row, 0, label, self.total)
        self.sheet.write(row, BUDGET, amount, self.total)

    def _write_activity(self, row: int, activity: DraftActivity) -> None:
        place = self.plan.activities.index(activity)
        values: list[Any] = [
            activity.code,
            activity.example.title,
            activity.example.delivers,
            _day(activity.starts_on, place),
            _day(activity.ends_on, place + 1),
            euros(activity.budget * 100) if place % 3 == 0 else activity.budget,
            activity.target,
            activity.example.unit,
            str(Activity.Kind(activity.example.kind).label),
            activity.example.audience,
            "; ".join(self.place.schools_of(place)),
        ]
        for column, value in enumerate(values, start=1):
            self._write_cell(row, column, self.slips.get((activity.code, column), value))

    def _write_cell(self, row: int, column: int, value: Any) -> None:
        if isinstance(value, datetime.date):
            self.sheet.write_datetime(row, column, value, self.date)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, self.text)
        elif value is not None:
            self.sheet.write(row, column, value, self.euro if column == BUDGET else self.text)


def _day(day: datetime.date, place: int) -> Any:
    """As people write it: a real date, 1-9-2026, 1 september 2026 or 1 sept. 2026."""
    words = (
        day,
        f"{day.day}-{day.month}-{day.year}",
        date_format(day, "j F Y"),
        day,
    )
    return words[place % len(words)]


def _write_milestones(book: Any, plan: DraftPlan) -> None:
    sheet = book.add_worksheet("Mijlpalen")
    bold = book.add_format({"bold": True})
    for column, (text, width) in enumerate((("Nr", 6), ("Mijlpaal", 46), ("Datum", 20))):
        sheet.set_column(column, column, width)
        sheet.write(0, column, text, bold)
    rows = [(activity.code, step) for activity in plan.activities for step in activity.steps]
    for row, (code, step) in enumerate(rows, start=1):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, step.title)
        sheet.write_string(row, 2, date_format(step.due_on, "j F Y"))
