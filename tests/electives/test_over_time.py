"""How far electives came by quarter, and which stand still."""

import datetime

import pytest

from electives.models import Elective, PathStep, Stage
from electives.path.over_time import quarters, reason_of, standing_still

from .test_path_in_the_database import elective_of

TODAY = datetime.date(2026, 11, 22)


def walked(place, title: str, *days: datetime.date, **fields) -> Elective:
    row = elective_of(place, title=title, **fields)
    for stage, day in enumerate(days):
        percent = 30 if stage == Stage.OVERLAP else None
        PathStep.objects.create(elective=row, stage=stage, dated_on=day, overlap_percent=percent)
    return row


def test_each_quarter_counts_what_stood_where(merenland):
    day = datetime.date
    walked(merenland, "A", day(2026, 3, 1), day(2026, 8, 1))
    gone = walked(merenland, "B", day(2026, 5, 1))
    gone.rejected_on, gone.rejected_reason = day(2026, 10, 3), "Bestaat al"
    gone.save()
    told = {quarter.label: quarter.counts for quarter in quarters(Elective.objects.all(), TODAY)}
    assert told["K4 2025"] == (0,) * 7
    assert told["K1 2026"] == (1, 0, 0, 0, 0, 0, 0)
    assert told["K2 2026"] == (2, 0, 0, 0, 0, 0, 0)
    assert told["K3 2026"] == (1, 1, 0, 0, 0, 0, 0)
    assert told["K4 2026 tot nu toe"] == (0, 1, 0, 0, 0, 0, 0)


def test_sixty_days_without_a_step_stands_still_with_the_reason(merenland):
    def ago(days: int) -> datetime.date:
        return TODAY - datetime.timedelta(days=days)

    walked(merenland, "Vers", ago(59))
    walked(merenland, "Overlap", ago(90), ago(61))
    noted = walked(merenland, "Notitie", ago(60))
    noted.steps.update(note="De trekker is ziek.")
    rows = list(standing_still(Elective.objects.all(), TODAY))
    assert [(row.title, reason_of(row)) for row in rows] == [
        ("Overlap", "30% overlap: het kan niet verder"),
        ("Notitie", "De trekker is ziek."),
    ]


@pytest.mark.usefixtures("on_22_november")
def test_an_advisor_reads_names_of_the_own_regions_only(
    merenland, kustzoom, browse, bureau, django_assert_max_num_queries
):
    for place in (merenland, kustzoom):
        for number in range(3):
            name = f"Vak {number} {place.region.slug}"
            walked(place, name, TODAY - datetime.timedelta(days=90 + number))
    client = browse(merenland.advisor)
    with django_assert_max_num_queries(8):
        told = client.get("/national/electives/").content.decode()
    assert "Vak 1 merenland" in told
    assert "kustzoom" not in told
    assert "zes in ontwikkeling" in told
    everything = browse(bureau).get("/national/electives/?format=csv").content.decode()
    assert "Vak 1 kustzoom" in everything
    own = browse(merenland.chair).get("/regions/merenland/electives/over-time/")
    assert "Vak 2 merenland" in own.content.decode()
