"""A report to DUS-I from the first draft to established: leader, advisor, lead applicant."""

import io

from docx import Document
from playwright.sync_api import expect

from regions.reports.models import Report
from tests.progress.stories import log
from tests.reports.drafts import eight_logs, format_named, lead_applicant

ROOM = "/regions/merenland/plan/reports/"
OWN = "Wij zijn er trots op."


def test_a_report_is_drafted_edited_read_and_established(merenland, browse_as, check_page):
    eight_logs(merenland)
    format_named("Voortgang")
    leader = browse_as(merenland.leader)
    leader.goto(ROOM)
    check_page(leader)
    leader.get_by_role("link", name="Nieuw verslag").first.click()
    leader.get_by_label("format").select_option(label=str_of("Voortgangsrapportage STO"))
    leader.locator("#id_starts_on").fill("2026-01-01")
    leader.locator("#id_ends_on").fill("2026-12-31")
    check_page(leader)
    leader.get_by_role("button", name="Maak het concept").click()
    expect(leader.get_by_text("Het concept is gemaakt.")).to_be_visible()
    check_page(leader)

    leader.get_by_role("link", name="log mei").first.click()
    expect(leader.get_by_text("Bron van de gekozen zin")).to_be_visible()
    expect(leader.locator("blockquote").first).to_contain_text("sterk punt")
    check_page(leader)

    leader.get_by_role("link", name="Wijzigen").first.click()
    box = leader.get_by_role("textbox")
    box.fill(f"{box.input_value()} {OWN}")
    expect(leader.get_by_text(f"{len(box.input_value())} tekens hier")).to_be_visible()
    check_page(leader)
    leader.get_by_role("button", name="Bewaren").click()
    expect(leader.locator(".own")).to_have_text(OWN)

    log(merenland.region, "2026-11", going_well="De stuurgroep kwam op bezoek.")
    leader.get_by_role("button", name="Lees de bronnen opnieuw").click()
    expect(leader.locator(".own")).to_have_text(OWN)
    leader.get_by_text("oor jou gewijzigd").click()
    check_page(leader)
    leader.get_by_role("button", name="Neem over").first.click()
    expect(leader.get_by_text("De nieuwe zin staat in je tekst.")).to_be_visible()
    expect(leader.locator(".own").first).to_have_text(OWN)
    with leader.expect_download() as file:
        leader.get_by_role("link", name="Download .docx").click()
    with open(file.value.path(), "rb") as content:
        told = "\n".join(one.text for one in Document(io.BytesIO(content.read())).paragraphs)
    assert OWN in told and "Voortgang, geen verantwoording" in told
    leader.get_by_role("button", name="Geef ter lezing").click()

    advisor = browse_as(merenland.advisor, phone=True)
    report = Report.objects.get()
    advisor.goto(f"{ROOM}{report.pk}/questions/4/")
    advisor.get_by_role("textbox", name="Je opmerking").fill("Noem ook het aantal leerlingen.")
    check_page(advisor)
    advisor.get_by_role("button", name="Geef het door aan de programmaleider").click()
    expect(advisor.get_by_text("Noem ook het aantal leerlingen.")).to_be_visible()
    leader.goto(f"{ROOM}{report.pk}/questions/4/")
    expect(leader.get_by_text("Eén opmerking wacht op je antwoord")).to_be_visible()
    leader.get_by_text("Beantwoord", exact=False).first.click()
    leader.get_by_role("textbox", name="Je antwoord").fill("Dat staat er nu bij.")
    check_page(leader)
    leader.get_by_role("button", name="Bewaar het antwoord").click()

    signs = browse_as(lead_applicant(merenland))
    signs.goto("/regions/merenland/steering/start/")
    check_page(signs)
    signs.get_by_role("link", name="Lezen en vaststellen").click()
    expect(signs.get_by_text(OWN)).to_be_visible()
    check_page(signs)
    signs.get_by_role("button", name="Stel dit verslag vast").click()
    expect(signs.get_by_text("De tekst ligt nu vast.")).to_be_visible()
    check_page(signs)
    leader.reload()
    expect(leader.get_by_role("link", name="Wijzigen")).to_have_count(0)
    leader.get_by_role("link", name="De hele tekst").click()
    check_page(leader)


def str_of(name: str) -> str:
    return f"{name} (concept, geen officieel format)"


def test_the_bureau_loads_a_format(bureau, browse_as, check_page):
    format_named("Voortgang")
    office = browse_as(bureau)
    office.goto("/bureau/rules/")
    office.get_by_role("link", name="Formats van verslagen").click()
    check_page(office)
    office.get_by_role("link", name="Laad een format").click()
    check_page(office)
    office.goto("/bureau/report-formats/")
    office.get_by_role("link", name="Voortgangsrapportage STO").click()
    check_page(office)
    office.get_by_role("link", name="Laad een format").click()
    office.get_by_label("Of de tekst van het bestand").fill("{")
    office.get_by_role("button", name="Laad", exact=True).click()
    expect(office.get_by_text("Dit is geen JSON")).to_be_visible()
    expect(office.get_by_label("Of de tekst van het bestand")).to_have_value("{")
