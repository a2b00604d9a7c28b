"""Whether DUS-I must know: asked once of each lost result, stalled activity and accepted change."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from regions.dossier.models import Notice
from regions.dossier.notices.asks import asks_of
from regions.dossier.notices.reading import to_report
from regions.dossier.notices.wording import prepared
from regions.partners.models import Document
from regions.plans.models import NoticeRule, PlanChange
from tests.progress.stories import log
from tests.steering.deciding_group import draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
STALLED = {"status": "stalled", "problem": "Twee bedrijven vallen weg."}
LOST = {**STALLED, "status": "behind", "outlook": "lost", "lost_count": 12}
FINE = {"status": "on_track", "obstacle_fate": "picked_up"}
TODAY = datetime.date(2026, 11, 22)
DOSSIER = "/regions/merenland/dossier/"


def rule(kind: str, tell: str, **fields) -> NoticeRule:
    told = {"text": f"Over {kind}.", "source": "Regeling", "valid_from_on": "2026-01-01"}
    return NoticeRule.objects.create(kind=kind, tell=tell, **{**told, **fields})


def accepted(place) -> PlanChange:
    change = draft(place, "goal")
    change.state, change.decided_on = PlanChange.State.ACCEPTED, datetime.date(2026, 11, 3)
    change.decided_by, change.register_year, change.register_number = "Stuurgroep", 2026, 4
    change.save()
    return change


def about(place) -> list[tuple[str, str]]:
    return [(ask.about, ask.title) for ask in asks_of(place.region, TODAY)]


def key_of(place, code: str) -> str:
    return str(place.plan.activities.get(code=code).key)


def answer(client, place, code: str = "2.1", **values):
    given = {"state": "report", "text": "Tekst", "sent_by": "Sanne", **values}
    return client.post(f"{DOSSIER}activities/{key_of(place, code)}/", given)


def test_each_is_asked_once_and_with_the_rule_of_its_day(merenland, browse):
    rule("lost", "at_once", text="De regel van nu.", valid_from_on="2026-11-01")
    rule("lost", "report", text="De regel van toen.", valid_until_on="2026-10-31")
    log(merenland.region, "2026-10", {"2.1": LOST, "1.2": STALLED})
    change = accepted(merenland)
    asks = asks_of(merenland.region, TODAY)
    assert [ask.about for ask in asks] == ["change", "stalled", "lost"]
    lost = next(ask for ask in asks if ask.about == "lost")
    assert lost.rule and lost.rule.text == "De regel van toen."
    client = browse(merenland.leader)
    assert answer(client, merenland).status_code == 302
    assert (
        answer(client, merenland, "1.2", state="not_needed", reason="Lost vanzelf op").status_code
        == 302
    )
    client.post(f"{DOSSIER}changes/{change.pk}/", {"state": "notified", "sent_on": "20-11-2026"})
    assert about(merenland) == []
    kept = Notice.objects.get(about="lost")
    assert (kept.rule_text, kept.rule_tell) == ("De regel van toen.", "report")
    assert kept.recorded_by == merenland.leader


def test_a_setback_that_goes_on_is_the_same_and_one_that_comes_back_is_not(merenland, browse):
    log(merenland.region, "2026-06", {"2.1": STALLED})
    answer(browse(merenland.leader), merenland, state="not_needed", reason="Nog even wachten")
    log(merenland.region, "2026-07", {"2.1": STALLED})
    assert about(merenland) == []
    log(merenland.region, "2026-08", {"2.1": FINE})
    assert about(merenland) == []
    log(merenland.region, "2026-09", {"2.1": STALLED})
    assert about(merenland) == [("stalled", "Stages leerjaar 3")]


def test_what_gets_worse_is_asked_again_and_a_loss_says_enough_of_standing_still(merenland, browse):
    log(merenland.region, "2026-06", {"2.1": STALLED})
    answer(browse(merenland.leader), merenland, state="not_needed", reason="Nog even wachten")
    log(merenland.region, "2026-07", {"2.1": {**LOST, "status": "stalled"}})
    assert about(merenland) == [("lost", "Stages leerjaar 3")]
    answer(browse(merenland.leader), merenland)
    assert about(merenland) == []


def test_a_correction_that_moves_the_first_month_asks_nothing_anew(merenland, browse):
    for month in ("2026-08", "2026-09"):
        log(merenland.region, month, {"2.1": STALLED})
    answer(browse(merenland.leader), merenland)
    log(merenland.region, "2026-08", {"2.1": FINE})
    log(merenland.region, "2026-07", {"2.1": FINE})
    assert about(merenland) == []


def test_the_text_is_prepared_from_what_was_recorded(merenland):
    log(merenland.region, "2026-10", {"2.1": {**LOST, "recovery": "Zo doen we het"}})
    accepted(merenland)
    change, lost = (prepared(ask, merenland.region) for ask in asks_of(merenland.region, TODAY))
    for words in (
        "meldt een wijziging van het activiteitenplan: Stages later.",
        "Waarom: Twee bedrijven vallen weg.",
        "38 leerlingen later",
        "30 jun 2028",
        "Besloten door Stuurgroep op 3 november 2026. Nummer in ons register: 2026-4.",
    ):
        assert words in change
    assert "Niet meer in te halen: 12 stageplekken." in lost
    assert "Twee bedrijven vallen weg." in lost and "oktober 2026" in lost
    assert "Zo doen we het" not in lost, "how it is picked up is the leader's"


def test_the_rule_proposes_and_the_page_says_where_it_stands(merenland, browse):
    rule("stalled", "at_once", source="Regeling, artikel 5")
    log(merenland.region, "2026-10", {"2.1": STALLED})
    client = browse(merenland.leader)
    page = client.get(f"{DOSSIER}activities/{key_of(merenland, '2.1')}/")
    assert page.context["form"].initial["state"] == "prepared"
    assert "Regeling, artikel 5" in page.content.decode()
    receipt = client.get("/regions/merenland/check-in/2026-10/done/").content.decode()
    assert "Moet DUS-I dit weten?" in receipt and "Stages leerjaar 3" in receipt


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"state": "notified"}, "sent_on"),
        ({"state": "notified", "sent_on": "1-1-2027"}, "sent_on"),
        ({"state": "notified", "sent_on": "32-13-2026"}, "sent_on"),
        ({"state": "report", "sent_on": "20-11-2026"}, "sent_on"),
        ({"state": "not_needed", "reason": " "}, "reason"),
        ({"state": "misschien"}, "state"),
        ({"state": ""}, "state"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(merenland, browse, values, field):
    log(merenland.region, "2026-10", {"2.1": STALLED})
    answered = answer(browse(merenland.leader), merenland, text="Mijn zin", **values)
    assert answered.status_code == 422 and field in answered.context["form"].errors
    assert "Mijn zin" in answered.content.decode()
    assert not Notice.objects.exists()


def test_a_notice_keeps_its_answer_and_files_and_what_was_sent_stays(merenland, applicant, browse):
    client = browse(applicant)
    paper = SimpleUploadedFile("melding.pdf", b"%PDF-1.4 melding")
    given = {"title": "Nieuwe school", "state": "notified", "sent_on": "1-11-2026", "paper": paper}
    client.post(f"{DOSSIER}notices/new/", given)
    row = Notice.objects.get()
    path = f"{DOSSIER}notices/{row.pk}/"
    client.post(
        f"{path}edit/",
        {**given, "paper": "", "reference": "M-7", "answered_on": "20-11-2026", "answer": "Prima"},
    )
    row.refresh_from_db()
    assert (row.reference, row.answer, row.recorded_by) == ("M-7", "Prima", applicant)
    uid = Document.objects.get().uid
    for reader, code in ((merenland.advisor, 200), (merenland.leader, 200), (merenland.chair, 403)):
        assert browse(reader).get(f"{DOSSIER}files/{uid}/").status_code == code
    assert client.get(f"{DOSSIER}files/{uid}/")["Content-Disposition"].startswith("attachment")
    client.post(f"{path}remove/")
    assert Notice.objects.exists(), "what DUS-I has stays in the dossier"
    early = {**given, "paper": "", "answered_on": "1-10-2026"}
    assert client.post(f"{path}edit/", early).status_code == 422


def test_a_file_that_is_not_what_it_says_is_refused(merenland, browse):
    paper = SimpleUploadedFile("melding.pdf", b"MZ programma")
    given = {"title": "Iets", "state": "prepared", "paper": paper}
    answered = browse(merenland.leader).post(f"{DOSSIER}notices/new/", given)
    assert answered.status_code == 422 and "paper" in answered.context["form"].errors
    assert not Notice.objects.exists() and not Document.objects.exists()


def test_what_goes_with_the_report_waits_until_a_report_is_handed_in(merenland, moment, browse):
    log(merenland.region, "2026-10", {"2.1": STALLED})
    client = browse(merenland.leader)
    answer(client, merenland)
    assert [row.title for row in to_report(merenland.region)] == ["Stages leerjaar 3"]
    client.post(f"{DOSSIER}moments/{moment.pk}/", {"sent_on": "22-11-2026"})
    assert to_report(merenland.region) == []
    assert timezone.localdate() == TODAY


def test_the_decision_says_whether_dusi_was_told(merenland, browse):
    change = accepted(merenland)
    path = f"/regions/merenland/steering/decisions/{change.pk}/"
    link = f"{DOSSIER}changes/{change.pk}/"
    assert link in browse(merenland.leader).get(path).content.decode()
    assert link not in browse(merenland.chair).get(path).content.decode()
    browse(merenland.leader).post(link, {"state": "notified", "sent_on": "20-11-2026"})
    page = browse(merenland.leader).get(path).content.decode()
    assert "gemeld op 20 november 2026" in page
    assert "gemeld op" not in browse(merenland.chair).get(path).content.decode()


def test_the_list_is_a_file_too(merenland, browse):
    Notice.objects.create(
        region=merenland.region, title="=Nieuwe school", state="prepared", text="Tekst"
    )
    file = browse(merenland.advisor).get(f"{DOSSIER}notices/?format=csv").content.decode()
    assert "'=Nieuwe school" in file and "Staat klaar" in file
