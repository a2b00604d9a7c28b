"""The internships that a visitor of the demonstration finds."""

import pytest

from regions.internships.ledger.cohorts import alarms, rows_of
from regions.internships.ledger.ledger import Line, refusal, state_of, sums_of
from regions.internships.models import InternshipCohort
from regions.internships.overview.what_if import picture_of
from regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_internships_are_as_the_story_tells(demo):
    merenland = Region.objects.get(slug="merenland")
    rows = rows_of(merenland, demo.now.date(), exact=True)
    assert len(rows) == 6
    over, near = alarms(rows)
    assert (over.is_over, over.missed_text, over.state.lost) == (True, "12", 3)
    assert (near.last_month, near.open_text, near.state.placed) == ("januari 2027", "11", 4)
    moved = picture_of(rows, {"weeks": 4}, demo.now.date(), exact=True)
    assert [one.row.cohort for one in moved.lost] == [near.cohort]
    cohorts = InternshipCohort.objects.prefetch_related("entries")
    assert cohorts.values("school__region").distinct().count() == 74
    for cohort in cohorts:
        assert_adds_up(cohort)


def assert_adds_up(cohort: InternshipCohort) -> None:
    """No line would be refused, and the parts are the pupils who need one."""
    cohort.full_clean()
    lines: list[Line] = []
    for entry in cohort.entries.all():
        assert not refusal(state_of(cohort.needed, sums_of(lines)), entry.kind, entry.count)
        lines.append(Line(entry.kind, entry.count))
    assert sum(state_of(cohort.needed, sums_of(lines)).parts) == cohort.needed
