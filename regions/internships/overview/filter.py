"""What the address asks of the list of cohorts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regions.asked import row_id
from regions.internships.ledger.cohorts import ShownCohort
from regions.internships.models import InternshipCohort
from regions.months import school_year_text
from regions.web.lists import Choice, ListFilter

EVERY_YEAR = "all"


class CohortFilter(ListFilter):
    """This school year where the address names none."""

    year = Choice(_("School year"), "")
    school = Choice(_("School"), _("All schools"))
    track = Choice(_("Track"), _("All tracks"), InternshipCohort.Track.choices)
    only = Choice(
        pgettext_lazy("cohorts", "Which"),
        _("All cohorts"),
        [
            ("open", _("With open pupils")),
            ("carried", _("Of an earlier year")),
            ("postponed", _("With postponed pupils")),
            ("missed", _("Never had one")),
        ],
    )
    sort = Choice(
        _("Order"),
        _("School"),
        [("chance", _("First last chance first")), ("open", _("Most open pupils first"))],
    )

    def __init__(self, query: Mapping[str, Any], rows: list[ShownCohort], now: int) -> None:
        asked = query.get("year", "")
        if asked != EVERY_YEAR and (row_id(asked) is None or len(asked) != 4):
            query = {**{name: query.get(name, "") for name in self.base_fields}, "year": str(now)}
        years = {now, now + 1, *(row.cohort.school_year for row in rows)}
        schools = {(row.cohort.school_id, row.cohort.school.name) for row in rows}
        super().__init__(query, school=sorted(schools))
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (EVERY_YEAR, _("All school years")),
            *((str(year), school_year_text(year)) for year in sorted(years, reverse=True)),
        ]

    @property
    def year_asked(self) -> int | None:
        """None for every year."""
        year = self.data["year"]
        return None if year == EVERY_YEAR else int(year)

    @property
    def is_filtered(self) -> bool:
        return any(self.wanted[name] for name in ("school", "track", "only"))
