"""The pages of internships: what is entered, who sees which number, and when the alarm goes."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.internships.models import CohortEntry, InternshipCohort
from regions.models import School

pytestmark = pytest.mark.usefixtures("on_22_november")
URL = "/regions/merenland/internships/"


@pytest.fixture
def school(merenland) -> School:
    return School.objects.create(region=merenland.region, name="Het Anker")


@pytest.fixture
def cohort(school) -> InternshipCohort:
    return InternshipCohort.objects.create(
        school=school, school_year=2026, track="kb", needed=20, last_chance_on="2027-01-31"
    )


@pytest.fixture
def leader(merenland, browse):
    return browse(merenland.leader)


def entry(**changed) -> dict[str, object]:
    return {
        "kind": "postponed", "count": "3", "dated_on": "2-11-2026",
        "reason": "Het bedrijf had geen begeleider.", **changed,
    }  # fmt: skip


def test_an_empty_page_teaches(leader):
    page = leader.get(URL).content.decode()
    assert "Nog geen stages" in page


def test_an_entry_is_undone_once_by_its_opposite(leader, cohort):
    leader.post(f"{URL}{cohort.pk}/entry/", entry())
    kept = CohortEntry.objects.get()
    for _press in range(2):
        leader.post(f"{URL}{cohort.pk}/entries/{kept.pk}/correct/")
    assert list(CohortEntry.objects.values_list("count", flat=True)) == [3, -3]


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": "21"}, {"count": "0"}, {"count": "2,5"}, {"count": "drie"}, {"reason": ""},
        {"dated_on": "1-12-2026"}, {"until_on": "1-2-2027"}, {"kind": "zoek"},
    ],
)  # fmt: skip
def test_bad_input_is_told_and_nothing_is_kept(leader, cohort, wrong):
    assert leader.post(f"{URL}{cohort.pk}/entry/", entry(**wrong)).status_code == 422
    assert not CohortEntry.objects.exists()


def test_the_alarm_names_the_month_and_hides_small_counts_from_outside(
    merenland, leader, cohort, browse
):
    leader.post(f"{URL}{cohort.pk}/entry/", entry(kind="done", count="17", reason=""))
    finding = "Laatste kans in januari 2027: {} leerlingen moeten nog op stage"
    for reader, number in ((merenland.leader, "3"), (merenland.chair, "3")):
        assert finding.format(number) in browse(reader).get(URL).content.decode()
    page = browse(merenland.advisor).get(URL).content.decode()
    assert finding.format("&lt;5") in page


def test_a_cohort_that_lost_its_chance(leader, cohort):
    leader.post(f"{URL}{cohort.pk}/entry/", entry(kind="lost", count="2", reason="Verhuisd"))
    InternshipCohort.objects.update(last_chance_on="2026-11-21")
    page = leader.get(URL).content.decode()
    assert "De laatste kans is voorbij: 20 leerlingen hadden geen stage" in page
    assert "hadden er nooit een: <strong>20</strong>" in page and "moeten nog:" not in page
    assert "Wie na de maand die bij het cohort staat geen stage had, doet er geen meer." in page
    page = leader.get(f"{URL}what-if/?years=1").content.decode()
    assert "Leerlingen die hun kans terugkrijgen: 18" in page


def test_after_the_last_chance_nobody_is_postponed_any_more(leader, cohort):
    """What the legend says of a word holds of every number under it: later, or never."""
    leader.post(f"{URL}{cohort.pk}/entry/", entry(kind="postponed", count="9"))
    leader.post(f"{URL}{cohort.pk}/entry/", entry(kind="lost", count="3", reason="Verhuisd"))
    leader.post(f"{URL}{cohort.pk}/entry/", entry(kind="done", count="5", reason=""))

    def row(path: str = URL) -> dict[str, str]:
        page = leader.get(path).content.decode()
        cells = re.findall(r'data-label="([^"]+)">(.*?)</td>', page.split("<tfoot>")[0], re.S)
        return {name: " ".join(re.sub("<[^>]+>", "", cell).split()) for name, cell in cells}

    before = row()
    assert (before["Uitgesteld"], before["Niet meer in te halen"]) == ("6", "3")
    InternshipCohort.objects.update(last_chance_on="2026-11-21")
    after = row()
    assert after["Uitgesteld"] == after["Geplaatst"] == after["Nog geen plek"] == "0"
    assert after["Niet meer in te halen"] == str(int(after["Moeten op stage"]) - 5)
    assert leader.get(URL, {"only": "postponed"}).context["lines"] == []


def test_last_year_is_copied_once(leader, cohort):
    for _press in range(2):
        leader.post(f"{URL}copy/2027/")
    copy = InternshipCohort.objects.get(school_year=2027)
    assert str(copy.last_chance_on) == "2028-01-31" and copy.needed == 20


def test_the_csv_tells_what_is_shown(leader, cohort):
    response = leader.get(f"{URL}?format=csv")
    assert response["Content-Type"].startswith("text/csv")
    assert "Het Anker" in response.content.decode("utf-8-sig")


def test_thirty_cohorts_ask_as_often_as_one(leader, school, cohort):
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert leader.get(address).status_code == 200
        return len(found)

    CohortEntry.objects.create(cohort=cohort, kind="done", count=1, dated_on="2026-11-01")
    addresses = (f"{URL}?year=all", f"{URL}what-if/?years=1", f"{URL}{cohort.pk}/")
    for address in addresses:
        leader.get(address)
    before = [asked(address) for address in addresses]
    for year in range(2018, 2026):
        for track in ("bb", "kb", "gl", "tl"):
            row = InternshipCohort.objects.create(
                school=school, school_year=year, track=track, needed=9, last_chance_on="2028-05-31"
            )
            CohortEntry.objects.create(cohort=row, kind="done", count=2, dated_on="2026-11-01")
    for _entry in range(9):
        CohortEntry.objects.create(cohort=cohort, kind="done", count=1, dated_on="2026-11-01")
    assert [asked(address) for address in addresses] == before
    assert before[0] == 6
