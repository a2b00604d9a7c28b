"""What waits for whom: an application before 1 October, and a step that waits for sixty days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from electives.models import Elective, Stage
from electives.models.path import MOST_OVERLAP
from regions.models import Region

from .over_time import STANDS_STILL, WAITS_FOR, under_way
from .path import SOON, apply_by


@dataclass(frozen=True)
class Awaited:
    """An elective that asks for something now; `step` is the id of its last step."""

    elective: Elective
    step: int
    is_application: bool
    words: str

    @property
    def region(self) -> Region:
        return self.elective.region


def awaited(region_ids: Iterable[int], today: date) -> list[Awaited]:
    """In these regions, what has to be applied for first; one query."""
    rows = under_way(Elective.objects.filter(region__in=list(region_ids)))
    applications, standing = [], []
    for row in rows:
        if is_to_apply(row, today):
            applications.append(_application(row))
        elif row.stage_on <= today - timedelta(days=STANDS_STILL):
            standing.append(_standing(row))
    return sorted(applications, key=lambda application: application.elective.aims_at) + standing


def is_to_apply(row: Any, today: date) -> bool:
    """Whether DUO must have it within sixty days, and it can still get there."""
    if not row.counts_for_exam or row.stage >= Stage.REPORTED:
        return False
    if (row.overlap_found or 0) > MOST_OVERLAP:
        return False
    return 0 < (apply_by(row.aims_at) - today).days <= SOON


def _application(row: Any) -> Awaited:
    day = date_format(apply_by(row.aims_at), "j F Y")
    words = _("apply before %(day)s to start on 1 August %(year)s") % {
        "day": day,
        "year": row.aims_at,
    }
    return Awaited(row, row.step_id, True, words)


def _standing(row: Any) -> Awaited:
    """For whom it waits; what overlaps too much waits for its own leader."""
    if (row.overlap_found or 0) > MOST_OVERLAP:
        waits = _("%(percent)s%% overlap: it can go no further") % {"percent": row.overlap_found}
    else:
        waits = str(WAITS_FOR[Stage(row.stage)])
    values = {"waits": waits, "day": date_format(row.stage_on, "j F Y")}
    return Awaited(row, row.step_id, False, _("%(waits)s, since %(day)s") % values)
