"""What the work group wrote of the rows of a log, as it stands beside what the leader writes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.models import Region
from regions.months import Month
from regions.progress.models import WorkLine


@dataclass
class WorkGroup:
    """Of one month: how many were asked, how many answered, and the concepts by activity."""

    asked: int = 0
    answered: int = 0
    concepts: dict[UUID, WorkLine] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        return sum(line.waits for line in self.concepts.values())

    @property
    def text(self) -> str:
        """Nothing where nobody was asked."""
        if not self.asked:
            return ""
        asked = ngettext("%(n)s person asked", "%(n)s people asked", self.asked)
        told = ngettext("%(n)s answered", "%(n)s answered", self.answered)
        parts = [asked % {"n": self.asked}, told % {"n": self.answered}]
        if self.waiting:
            waits = ngettext("%(n)s concept waits", "%(n)s concepts wait", self.waiting)
            parts.append(waits % {"n": self.waiting})
        return ", ".join(parts)

    @property
    def title(self) -> str:
        return _("Work group")


def work_group_of(region: Region, month: Month) -> WorkGroup:
    """In one query. Of two concepts about one activity the one that was sent last counts."""
    rows = WorkLine.objects.filter(ask__region=region, ask__month_on=month.first_day)
    rows = rows.select_related("ask", "photo").defer("photo__content", "ask__typed")
    return _told(rows.order_by("sent_at", "pk"))


def _told(lines: Iterable[WorkLine]) -> WorkGroup:
    asked: dict[int, bool] = {}
    found = WorkGroup()
    for line in lines:
        asked[line.ask_id] = line.ask.answered_at is not None
        if line.sent_at and not line.taken_at:
            found.concepts[line.activity_key] = line
    found.asked, found.answered = len(asked), sum(asked.values())
    return found
