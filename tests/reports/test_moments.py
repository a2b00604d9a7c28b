"""A report and the moment that DUS-I asks it for: begun from it, and handed in by being sent."""

import datetime

import pytest
from django.urls import reverse

from regions.dossier.models import HandedIn, MomentException, ReportingMoment
from regions.reports.models import Report
from regions.reports.signing.signing import establish
from tests.conftest import NOW
from tests.reports.drafts import YEAR, format_named, lead_applicant, progress_report
from tests.reports.test_signing import address, offered

pytestmark = pytest.mark.usefixtures("on_22_november")
SENT = {"sent_on": "2026-11-22", "reference": "STO-1"}


def moment(first=YEAR[0], last=YEAR[1], **fields) -> ReportingMoment:
    told = {"kind": "progress", "title": "Voortgang 2026", "due_on": datetime.date(2027, 4, 1)}
    return ReportingMoment.objects.create(
        covers_from_on=first, covers_until_on=last, source="Brief", **{**told, **fields}
    )


def way(row: ReportingMoment) -> str:
    return reverse("report_of_moment", args=["merenland", row.pk])


@pytest.fixture
def signs(merenland):
    return lead_applicant(merenland)


@pytest.fixture
def signed(merenland, signs) -> Report:
    report = offered(merenland)
    establish(report, str(report.revision), signs, NOW)
    return report


def handed(row: ReportingMoment) -> list[tuple[datetime.date, str]]:
    return list(HandedIn.objects.filter(moment=row).values_list("sent_on", "reference"))


def test_a_report_is_begun_from_the_moment_that_asks_it(merenland, browse):
    row = moment(datetime.date(2026, 3, 1), datetime.date(2026, 8, 31))
    moment(title="Begroting", kind="budget")
    client = browse(merenland.leader)
    assert way(row) in client.get(reverse("dossier", args=["merenland"])).content.decode()
    start = client.get(way(row), follow=True)
    assert start.context["form"]["starts_on"].value() == datetime.date(2026, 3, 1)
    assert [due.moment for due in start.context["asked"]] == [row]
    chosen = {"format": format_named("Voortgang").pk}
    days = {"starts_on": "2026-03-01", "ends_on": "2026-08-31"}
    client.post(start.request["PATH_INFO"], {**chosen, **days})
    made = Report.objects.get()
    assert client.get(way(row)).url == address("report", made)


def test_of_two_moments_none_is_chosen_before_somebody_does(merenland, browse):
    first, second = moment(), moment(datetime.date(2025, 1, 1), title="Eind", kind="final")
    client = browse(merenland.leader)
    page = client.get(reverse("report_new", args=["merenland"]))
    assert page.context["chosen"] is None and len(page.context["asked"]) == 2
    assert client.get(way(second), follow=True).context["chosen"].moment == second
    MomentException.objects.create(moment=first, region=merenland.region, source="Brief")
    assert client.get(way(first)).status_code == 404


def test_who_may_not_read_the_concept_hears_that_there_is_nothing_yet(merenland, browse):
    row = moment()
    made = progress_report(merenland)
    assert browse(merenland.leader).get(way(row)).url == address("report", made)
    page = browse(lead_applicant(merenland)).get(way(row), follow=True)
    assert "nog geen verslag om te lezen" in page.content.decode()


def test_a_sent_report_hands_in_its_moment_and_a_correction_goes_along(signed, signs, browse):
    row, other = moment(), moment(datetime.date(2025, 1, 1), title="Eind", kind="final")
    client = browse(signs)
    page = client.get(address("report_send", signed)).content.decode()
    assert "‘Voortgang 2026’, uiterlijk 1 april 2027 bij DUS-I, staat daarna als ingediend" in page
    client.post(address("report_send", signed), SENT)
    assert handed(row) == [(datetime.date(2026, 11, 22), "STO-1")] and handed(other) == []
    client.post(address("report_send", signed), {**SENT, "reference": "STO-2"})
    assert handed(row) == [(datetime.date(2026, 11, 22), "STO-2")]
    assert "staat daarna" not in client.get(address("report_send", signed)).content.decode()


def test_what_was_recorded_at_the_moment_itself_stays(merenland, signed, signs, browse):
    row = moment()
    day = datetime.date(2026, 11, 20)
    HandedIn.objects.create(moment=row, region=merenland.region, sent_on=day, reference="Per post")
    browse(signs).post(address("report_send", signed), SENT)
    assert handed(row) == [(day, "Per post")]


def test_a_report_about_other_days_hands_in_nothing(signed, signs, browse):
    row = moment(datetime.date(2026, 1, 2))
    browse(signs).post(address("report_send", signed), SENT)
    signed.refresh_from_db()
    assert (signed.state, handed(row)) == ("sent", [])
