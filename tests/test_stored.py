"""Values that are stored as JSON come back as they were; rows of before still read."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from regions.months import Month
from regions.stored import Stored


class Pace(StrEnum):
    SLOW = "slow"
    FAST = "fast"


@dataclass(frozen=True)
class Step(Stored):
    on: datetime.date
    at: datetime.datetime | None = None


@dataclass(frozen=True)
class Walk(Stored):
    title: str
    month: Month | None = None
    last: Step | None = None
    steps: list[Step] = field(default_factory=list)
    keys: tuple[int, ...] = ()
    pace: Pace = Pace.SLOW


@dataclass(frozen=True)
class Route(Stored):
    title: str
    length: Decimal
    notes: Mapping[str, str] = field(default_factory=dict)


FIRST = Step(datetime.date(2026, 11, 2))
LAST = Step(datetime.date(2026, 11, 3), datetime.datetime(2026, 11, 3, 9, tzinfo=datetime.UTC))


def test_what_was_written_down_is_read_back():
    walk = Walk("Naar school", Month(2026, 11), LAST, [FIRST, LAST], (3, 4), Pace.FAST)
    read = Walk.from_json(json.loads(json.dumps(walk.to_json())))
    assert read == walk and read.pace is Pace.FAST


def test_numbers_keep_their_cents_and_what_postgres_refuses_goes():
    route = Route("Naar\x00 school", Decimal("7.50"), {"A1": "links\ud800"})
    read = Route.from_json(json.loads(json.dumps(route.to_json())))
    assert (read.title, str(read.length), read.notes) == ("Naar school", "7.50", {"A1": "links"})


def test_days_instants_and_months_are_written_as_text():
    assert Walk("Weg", Month(2026, 11), LAST).to_json() == {
        "title": "Weg",
        "month": "2026-11",
        "last": {"on": "2026-11-03", "at": "2026-11-03T09:00:00+00:00"},
        "steps": [],
        "keys": [],
        "pace": "slow",
    }


def test_a_row_of_before_lacks_keys_and_one_of_later_has_more():
    assert Walk.from_json({"title": "Oud", "month": None, "nobody": 1}) == Walk("Oud")
