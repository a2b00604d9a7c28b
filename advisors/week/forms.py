"""What is asked of the list in its address, and how far a line is put off."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from regions.asked import day_of
from regions.months import working_day_after
from regions.web.lists import Choice, ListFilter

from .line import Kind, WeekLine

WEEK = datetime.timedelta(days=7)
LONGEST = datetime.timedelta(days=365)


class WeekFilter(ListFilter):
    kind = Choice(_("What waits"), _("everything"), Kind.choices)
    region = Choice(_("Region"), _("all regions"))
    sort = Choice(_("Order"), _("by date"), [("region", _("by region"))])

    def of(self, lines: Iterable[WeekLine]) -> list[WeekLine]:
        kind, slug = self.wanted["kind"], self.wanted["region"]
        return [
            line
            for line in lines
            if (not kind or line.kind == kind)
            and (not slug or (line.region is not None and line.region.slug == slug))
        ]


def put_off_until(wanted: str, today: datetime.date) -> datetime.date:
    """The next working day, the same day of next week, or the day of the coming year that is
    asked."""
    if wanted == "week":
        return working_day_after(today + WEEK - datetime.timedelta(days=1))
    day = day_of(wanted)
    if day and today < day <= today + LONGEST:
        return day
    return working_day_after(today)
