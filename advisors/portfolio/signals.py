"""What other rooms know of regions: businesses, money, internships, remarks
and electives."""

import datetime
from collections.abc import Iterable

from electives.path.over_time import still_titles
from regions.internships.ledger.chances import last_chances
from regions.models import Region
from regions.partners.ladder.watching import silent_count
from regions.partners.money.outlooks import measure, outlook_of, received
from regions.progress.measure.deadlines import LOG_DAYS, logs_by, with_logs

from .roles import half_year_of
from .standing import Signals


def signals_of(regions: Iterable[Region], today: datetime.date) -> dict[int, Signals]:
    """By region; one query, however many regions there are."""
    rows = with_logs(
        Region.objects.filter(pk__in=[region.pk for region in regions]), today
    ).order_by()
    asked = (
        silent_count(today),
        measure(today),
        received(today),
        last_chances(today),
        half_year_of(today),
        still_titles(today),
    )
    return {
        pk: Signals(
            silent,
            outlook_of(told, months, today),
            tuple(chances),
            (remarks["advice"], remarks["total"]) if remarks else (0, 0),
            tuple(still),
            logs_by(today, *days),
        )
        for pk, silent, told, months, chances, remarks, still, *days in rows.values_list(
            "pk", *asked, *LOG_DAYS
        )
    }
