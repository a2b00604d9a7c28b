"""The rows of a workbook of the bureau as its preview shows them, a table for each sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import date_range_text, euros
from regions.models import Region, Role, School
from regions.steering.models import SteeringGroup
from regions.workbooks.judgement import Fate
from regions.workbooks.preview import MANY, wrong_cells

from .judgement import Examined, Judged

Cells = list[tuple[str, str]]  # what stands there, and smaller under it


@dataclass(frozen=True)
class Line:
    number: int  # to which a problem leads
    row: int
    is_new: bool
    is_wrong: bool
    cells: list[tuple[str, str, str]]  # head, text, smaller text


@dataclass(frozen=True)
class Section:
    title: str
    heads: list[str]
    count: int
    lines: list[Line]

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def sections_of(found: Examined) -> list[Section]:
    wrong = wrong_cells(found.parsed)
    numbers = {id(row): number for number, row in enumerate(found.parsed.rows, start=1)}
    tables: list[tuple[str, list[str], tuple[Judged, ...], Callable[[Any], Cells]]] = [
        (_("Regions"), [_("Region"), _("Settings")], found.regions, _region),
        (_("Sub-regions"), [_("Region"), _("Sub-region"), _("Lead")], found.parts, _part),
        (
            _("Schools"),
            [_("Region"), _("School"), _("Place"), _("BRIN and site number")],
            found.schools,
            _school,
        ),
        (_("People"), [_("Region"), _("Who"), _("Role"), _("Days")], found.people, _person),
        (_("Steering groups"), [_("Region"), _("Called"), _("Digest")], found.groups, _group),
        (_("Budgets"), [_("Region"), _("Eligible budget"), _("Days")], found.budgets, _budget),
    ]
    return [
        Section(
            title,
            heads,
            len(rows),
            [
                Line(
                    numbers[id(one.row)],
                    one.row.row,
                    one.fate == Fate.NEW,
                    not wrong.isdisjoint(one.row.cells.values()),
                    [(head, *cell) for head, cell in zip(heads, cells(one), strict=True)],
                )
                for one in rows[:MANY]
            ],
        )
        for title, heads, rows, cells in tables
        if rows
    ]


def _region(one: Judged) -> Cells:
    words = [str(Region.Kind(one.values["kind"]).label), one.values["line_label"]]
    return [(one.row.name, ""), (", ".join([*words, one.values["leader_label"]]), "")]


def _part(one: Judged) -> Cells:
    return [(one.row.region, ""), (one.row.name, ""), (one.row.lead_name or "–", "")]


def _school(one: Judged) -> Cells:
    values = one.values
    kind = str(School.Kind(values["kind"]).label)
    board = ", ".join(filter(None, [values["board"], values["province"]]))
    return [
        (one.row.region, one.row.sub_region),
        (values["name"], kind),
        (values["place"] or "–", board),
        (values["brin"] or "–", ""),
    ]


def _person(one: Judged) -> Cells:
    row = one.row
    interim = _("interim") if row.is_interim else ""
    days = date_range_text(row.starts_on, row.ends_on)
    role = str(Role(row.role).label)
    return [
        (row.region, ""),
        (row.name or one.values["name"], row.email),
        (role, interim),
        (days, ""),
    ]


def _group(one: Judged) -> Cells:
    month = date_format(one.values["digests_from_on"], "F Y")
    rhythm = str(SteeringGroup.Rhythm(one.values["rhythm"]).label)
    label = str(SteeringGroup.Label(one.values["label"]).label)
    return [
        (one.row.region, ""),
        (label, ""),
        (rhythm, _("from %(date)s") % {"date": month}),
    ]


def _budget(one: Judged) -> Cells:
    days = date_range_text(one.row.starts_on, one.row.ends_on)
    return [(one.row.region, ""), (euros(one.row.cents), one.row.source), (days, "")]
