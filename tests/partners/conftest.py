"""Partners of Merenland on 22 November 2026, as the pages of issue 4 tell them."""

import datetime
from collections.abc import Callable

import pytest

from regions.partners.models import Business, ContactMoment, ContactPerson, Partnership
from tests.conftest import LONG_AGO, Place

TODAY = datetime.date(2026, 11, 22)


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def partner_of() -> Callable[..., Partnership]:
    """A business as partner of a place; `talks` are pairs of days ago and a name, "" for nobody."""

    def make(where: Place, name: str, *talks: tuple[int, str], **fields) -> Partnership:
        about = {key: fields.pop(key) for key in ("place", "sector", "kvk") if key in fields}
        business = Business.objects.create(name=name, **about)
        row = Partnership.objects.create(
            region=where.region, business=business, **{"started_on": LONG_AGO, **fields}
        )
        for days, who in talks:
            person = None
            if who:
                person, _new = ContactPerson.objects.get_or_create(partnership=row, name=who)
            ContactMoment.objects.create(partnership=row, person=person, held_on=ago(days))
        return row

    return make
