"""Labs and events of a region on 22 November 2026."""

import datetime
from collections.abc import Callable

import pytest

from regions.labs.models import Attendance, Event, Lab
from regions.months import AMSTERDAM
from tests.conftest import Place


def at(day: int, hour: int = 14, month: int = 12, year: int = 2026) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, tzinfo=AMSTERDAM)


@pytest.fixture
def event_of() -> Callable[..., Event]:
    """An event of two hours; counts by group make it held."""

    def make(where: Place, title: str, starts_at: datetime.datetime, **fields) -> Event:
        counts = fields.pop("counts", {})
        if counts:
            fields.setdefault("state", "held")
        event = Event.objects.create(
            region=where.region,
            title=title,
            starts_at=starts_at,
            ends_at=starts_at + datetime.timedelta(hours=2),
            **{"kind": "open_day", **fields},
        )
        for group, count in counts.items():
            Attendance.objects.create(event=event, group=group, count=count)
        return event

    return make


@pytest.fixture
def lab(merenland) -> Lab:
    return Lab.objects.create(region=merenland.region, name="Techniekhuis", place="Oosterveen")
