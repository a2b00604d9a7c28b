"""From concept to sent, and what the database refuses once a report is established."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from regions.reports.editing.answering import write
from regions.reports.editing.locking import ReportRefused
from regions.reports.editing.refreshing import refresh
from regions.reports.models import Report, ReportAnswer, ReportQuestion, ReportRemark
from regions.reports.remarks.remarking import remark
from regions.reports.signing.signing import establish, give_back, offer, send, throw_away
from tests.conftest import NOW
from tests.progress.stories import log
from tests.reports.drafts import PRAISE, lead_applicant, part, report_on

pytestmark = pytest.mark.usefixtures("on_22_november")


def offered(place) -> Report:
    log(place.region, "2026-05", going_well=PRAISE)
    report = report_on(place, "good", scope="whole")
    offer(report, NOW)
    report.refresh_from_db()
    return report


def established(place) -> Report:
    report = offered(place)
    establish(report, str(report.revision), lead_applicant(place), NOW)
    report.refresh_from_db()
    return report


def address(name: str, report: Report) -> str:
    return reverse(name, args=[report.region.slug, report.pk])


def test_the_lead_applicant_reads_the_whole_text_and_establishes_it(merenland, browse):
    report, client = offered(merenland), browse(lead_applicant(merenland))
    start = client.get(reverse("steering_start", args=["merenland"])).content.decode()
    assert address("report_establish", report) in start
    page = client.get(address("report_establish", report))
    assert PRAISE in page.content.decode()
    client.post(address("report_establish", report), {"seen": report.revision})
    report.refresh_from_db()
    assert (report.state, report.established_by.name) == (
        "established",
        "Penvoerder-merenland Test",
    )
    sent = {"sent_on": "2026-11-22", "reference": "STO-1"}
    assert client.post(address("report_send", report), sent).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.sent_on) == ("sent", datetime.date(2026, 11, 22))


def test_what_changed_while_it_was_read_is_not_established(merenland, browse):
    report, client = offered(merenland), browse(lead_applicant(merenland))
    write(part(report), "Op het laatste moment.", merenland.leader, NOW)
    answer = client.post(
        address("report_establish", report), {"seen": report.revision}, follow=True
    )
    assert "De tekst veranderde terwijl u las" in answer.content.decode()
    report.refresh_from_db()
    assert report.state == "reading"


def test_the_lead_applicant_gives_it_back_with_a_reason(merenland, browse):
    report, client = offered(merenland), browse(lead_applicant(merenland))
    empty = client.post(address("report_establish", report), {"give_back": "1", "reason": ""})
    assert empty.status_code == 422
    client.post(address("report_establish", report), {"give_back": "1", "reason": "Te lang."})
    report.refresh_from_db()
    assert (report.state, report.return_reason) == ("concept", "Te lang.")
    assert client.get(address("report", report)).status_code == 404
    page = browse(merenland.leader).get(address("report", report))
    assert "Te lang." in page.content.decode()


def test_a_member_reads_nothing_and_a_leader_does_not_establish(merenland, browse):
    report = offered(merenland)
    assert browse(merenland.chair).get(address("report", report)).status_code == 403
    for user in (merenland.leader, merenland.advisor):
        answer = browse(user).post(address("report_establish", report), {"seen": report.revision})
        assert answer.status_code == 403


def test_a_lead_applicant_of_elsewhere_finds_nothing(merenland, kustzoom, browse):
    report, stranger = offered(merenland), lead_applicant(kustzoom)
    for name in ("report", "report_establish", "report_docx", "report_text", "report_send"):
        assert browse(stranger).get(address(name, report)).status_code == 404


def test_an_established_report_does_not_move(merenland):
    report = established(merenland)
    log(merenland.region, "2026-06", going_well="Nieuws.")
    before = ReportAnswer.objects.values_list("text", "drafted").get(report=report)
    for deed in (
        lambda: refresh(report, NOW),
        lambda: write(part(report), "Toch anders.", merenland.leader, NOW),
        lambda: remark(report, report.format.questions.get(), "Nog iets", merenland.advisor, NOW),
        lambda: give_back(report, "Nee", NOW),
        lambda: throw_away(report),
        lambda: offer(report, NOW),
    ):
        with pytest.raises(ReportRefused):
            deed()
    assert ReportAnswer.objects.values_list("text", "drafted").get(report=report) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda report: ReportAnswer.objects.filter(report=report).update(text="Stiekem"),
        lambda report: ReportAnswer.objects.filter(report=report).delete(),
        lambda report: Report.objects.filter(pk=report.pk).update(state="concept"),
        lambda report: Report.objects.filter(pk=report.pk).update(figures=[]),
        lambda report: Report.objects.filter(pk=report.pk).delete(),
        lambda report: ReportRemark.objects.create(
            report=report, question=report.format.questions.get(), text="Laat"
        ),
        lambda report: ReportQuestion.objects.filter(format=report.format).update(text="Anders?"),
    ],
)
def test_not_even_sql_changes_it(merenland, change):
    report = established(merenland)
    Report.objects.filter(pk=report.pk).exclude(figures=[]).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(report)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "established", "established_at": NOW},
        {"state": "sent", "established_at": NOW, "sent_on": NOW.date()},
        {"state": "reading"},
        {"established_at": NOW},
        {"sent_on": NOW.date()},
    ],
)
def test_no_step_is_skipped(merenland, values):
    report = report_on(merenland, "good")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**values)


def test_the_day_of_sending_is_put_right(merenland):
    report = established(merenland)
    send(report, NOW.date(), "", merenland.leader)
    send(report, NOW.date(), "STO-2", merenland.leader)
    report.refresh_from_db()
    assert (report.state, report.reference) == ("sent", "STO-2")


def test_it_is_not_sent_before_it_was_established(merenland, browse):
    report = established(merenland)
    answer = browse(merenland.leader).post(
        address("report_send", report), {"sent_on": "2026-11-01"}
    )
    assert answer.status_code == 422
    assert "Het kan niet zijn verstuurd voordat het was vastgesteld." in answer.content.decode()


def test_the_advisor_remarks_and_the_leader_answers(merenland, browse):
    report = offered(merenland)
    advisor, leader = browse(merenland.advisor), browse(merenland.leader)
    advisor.post(reverse("report_remark", args=["merenland", report.pk, 1]), {"text": "Mooi zo?"})
    found = ReportRemark.objects.get()
    page = leader.get(address("report", report)).content.decode()
    assert "Mooi zo?" in page and "Eén opmerking wacht op je antwoord" in page
    reply = reverse("report_remark_reply", args=["merenland", report.pk, found.pk])
    leader.post(reply, {"reply": ""})
    assert "Verwerkt op 22 november" in advisor.get(address("report", report)).content.decode()
    remove = reverse("report_remark_remove", args=["merenland", report.pk, found.pk])
    advisor.post(remove)
    assert ReportRemark.objects.filter(pk=found.pk).exists()
    signs = browse(lead_applicant(merenland)).get(address("report", report)).content.decode()
    assert "Mooi zo?" not in signs
