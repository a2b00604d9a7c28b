"""Nothing private gets into a report: words of every kind are planted, each way out is searched."""

import io

import pytest
from django.urls import reverse
from docx import Document

from regions.partners.models import ContactMoment, ContactPerson, Partnership
from regions.reports.editing.refreshing import start_report
from regions.reports.models import ReportAnswer, ReportQuestion
from regions.steering.models import Remark
from tests.canaries.advisors import (
    plant_feedback,
    plant_network,
    plant_questions,
    plant_readings,
    plant_talks,
)
from tests.canaries.electives import plant_electives
from tests.canaries.partners import plant_partners
from tests.conftest import NOW
from tests.progress.stories import log
from tests.reports.drafts import YEAR, asked, format_named

pytestmark = pytest.mark.usefixtures("on_22_november")
CONTACT = "Wilma Zwaluwenburg"
SECRET = {
    "talks": "petgeheim",
    "questions": "vraaggeheim",
    "network": "netwerkgeheim",
    "feedback": "adviesgeheim",
    "readings": "leesgeheim",
    "partners": "partnergeheim",
    "remarks": "lidgeheim",
    "notes": "notitiegeheim",
    "contact": "Zwaluwenburg",
    "mail": "wilma@staal.example",
    "phone": "06 12 34 56 78",
}


@pytest.fixture
def sung(merenland):
    """A region in which every private word stands, and a contact person also in its logs."""
    plant_partners(merenland, "openbaar", SECRET["partners"])
    plant_electives(merenland, "openbaar", SECRET["partners"])
    plant_talks(merenland, SECRET["talks"])
    plant_questions(merenland, SECRET["questions"])
    plant_network(merenland, SECRET["network"])
    plant_feedback(merenland, SECRET["feedback"])
    plant_readings(merenland, SECRET["readings"])
    for about in Remark.About.values:
        Remark.objects.create(
            steering_group=merenland.group, about=about, text=SECRET["remarks"],
            made_by=merenland.chair,
        )  # fmt: skip
    partner = Partnership.objects.filter(region=merenland.region).first()
    person = ContactPerson.objects.create(
        partnership=partner, name=CONTACT, email=SECRET["mail"], phone=SECRET["phone"]
    )
    ContactMoment.objects.create(
        partnership=partner, person=person, held_on=NOW.date(), note=SECRET["notes"]
    )
    told = {
        "status": "stalled",
        "problem": f"{CONTACT} van de zaak is met pensioen; bel {SECRET['phone']}.",
        "recovery": f"Mail {SECRET['mail']} over een opvolger.",
        "recovery_who": CONTACT,
    }
    log(merenland.region, "2026-09", {"2.1": told}, going_well=f"{CONTACT} gaf een gastles.")
    log(merenland.region, "2026-10", {"2.1": told, "1.1": {"status": "on_track"}})
    return merenland


def everything() -> str:
    rows = ReportAnswer.objects.values_list("heading", "drafted", "seen", "text")
    return str(list(rows))


def test_no_private_word_reaches_any_answer_page_or_document(sung, browse):
    every = [source for source in ReportQuestion.Source.values if source != "own"]
    formats = [asked(*every, scope=scope) for scope in ReportQuestion.Scope.values]
    formats += [format_named("Voortgang"), format_named("Activiteiten")]
    client, told = browse(sung.leader), ""
    for format in formats:
        report = start_report(sung.region, format, YEAR, sung.leader, NOW)
        place = ["merenland", report.pk]
        told += client.get(reverse("report_text", args=place)).content.decode()
        content = client.get(reverse("report_docx", args=place)).content
        told += "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)
        for number in format.questions.values_list("position", flat=True):
            page = client.get(reverse("report_question", args=[*place, number]))
            told += page.content.decode()
    told += everything()
    assert not {name for name, word in SECRET.items() if word in told}
    # The search can fail: the log that names the contact person is told, without the name.
    assert "een contactpersoon van de zaak is met pensioen" in told
    assert "een contactpersoon gaf een gastles" in told


def test_who_signs_reads_no_words_of_a_log_behind_a_sentence(sung, browse):
    from regions.reports.signing.signing import offer
    from tests.reports.drafts import lead_applicant, part

    report = start_report(sung.region, format_named("Voortgang"), YEAR, sung.leader, NOW)
    offer(report, NOW)
    answer = part(report, "2", 4)
    address = reverse("report_question", args=["merenland", report.pk, 4])
    chosen = f"{address}?sentence={answer.pk}-0"
    quote = "<blockquote>"
    assert quote in browse(sung.leader).get(chosen).content.decode()
    page = browse(lead_applicant(sung)).get(chosen).content.decode()
    assert "Maandlog" in page and quote not in page and "/check-in/" not in page
