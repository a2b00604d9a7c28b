"""The registers of DUO: read from a file, shown first, and picked from for a region."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from regions.bureau.models import SchoolSite, SiteUpload
from regions.bureau.register.brin import as_brin, is_brin
from regions.bureau.register.picking import take
from regions.bureau.register.reading import kind_of, read_register, town
from regions.models import School

NEWER = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;"
    "HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;"
    "TELEFOONNUMMER;INTERNETADRES;ONDERWIJSSTRUCTUUR;STRAATNAAM CORRESPONDENTIEADRES;"
    "PLAATSNAAM CORRESPONDENTIEADRES;ONDERWIJSGEBIED CODE;ONDERWIJSGEBIED NAAM;VAKANTIEREGIO"
)
OLDER = NEWER.replace("INSTELLINGSCODE", "BRIN NUMMER").replace(
    "VESTIGINGSCODE", "VESTIGINGSNUMMER"
)


def line(code: str, name: str, structure: str = "VBO/MAVO", **other: str) -> str:
    """One site of DUO's file; the address for letters lies in another town."""
    cells = {
        "PROVINCIE": "Drenthe", "BEVOEGD GEZAG NUMMER": "99999", "INSTELLINGSCODE": code[:4],
        "VESTIGINGSCODE": code, "VESTIGINGSNAAM": name, "PLAATSNAAM": "OOSTERVEEN",
        "ONDERWIJSSTRUCTUUR": structure, "PLAATSNAAM CORRESPONDENTIEADRES": "ELDERS",
        "ONDERWIJSGEBIED NAAM": "Ergens", "VAKANTIEREGIO": "Noord", **other,
    }  # fmt: skip
    return ";".join(cells.get(head, "") for head in NEWER.split(";"))


def csv(*lines: str, head: str = NEWER, coding: str = "cp1252") -> bytes:
    return ("\r\n".join([head, *lines]) + "\r\n").encode(coding)


def load(client, content: bytes, register: str = "vo", name: str = "02.-alle-vestigingen-vo.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post("/bureau/sites/import/", {"file": file, "register": register}, follow=True)


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


# -- reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize("head", [NEWER, OLDER])
@pytest.mark.parametrize("coding", ["cp1252", "utf-8", "utf-8-sig"])
def test_both_headers_and_codings_give_the_same_site(head, coding):
    found = read_register(
        csv(line("00XX01", "Café-college"), head=head, coding=coding), "a.csv", "vo"
    )
    assert not found.problems
    (site,) = found.rows
    assert (site.code, site.name, site.place, site.kind) == (
        "00XX01", "Café-college", "Oosterveen", "vmbo",
    )  # fmt: skip
    assert (site.board, site.province) == ("nummer 99999", "Drenthe")
    assert site.holiday_zone == "noord"


def test_a_workbook_is_read_as_well():
    workbook, out = Workbook(), io.BytesIO()
    for text in (NEWER, line("00XX01", "Anker")):
        workbook.active.append(text.split(";"))
    workbook.save(out)
    found = read_register(out.getvalue(), "vo.xlsx", "vo")
    assert [site.code for site in found.rows] == ["00XX01"] and not found.problems


def test_the_name_of_a_board_comes_before_its_number():
    head = NEWER.replace("DENOMINATIE", "BEVOEGD GEZAG NAAM")
    text = line("00XX01", "Anker", DENOMINATIE="Stichting Anker")
    (site,) = read_register(csv(text, head=head), "a.csv", "vo").rows
    assert site.board == "Stichting Anker"


@pytest.mark.parametrize(
    ("register", "structure", "kind"),
    [
        ("vo", "VBO", "vmbo"),
        ("vo", "VBO/MAVO/HAVO/VWO", "vmbo"),
        ("vo", "MAVO/HAVO", "vmbo"),
        ("vo", "", "vmbo"),
        ("vo", "PRO", "pro"),
        ("vo", "HAVO/VWO", "havo_vwo"),
        ("vo", "VWO", "havo_vwo"),
        ("po", "", "po"),
        ("so", "", "vso"),
        ("mbo", "", "mbo"),
    ],
)
def test_what_a_site_teaches_is_its_kind(register, structure, kind):
    assert kind_of(register, structure) == kind


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("OOSTERVEEN", "Oosterveen"),
        ("ALPHEN AAN DEN RIJN", "Alphen aan den Rijn"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("IJSSELSTEIN", "IJsselstein"),
        ("DE BILT", "De Bilt"),
        ("BERGEN OP ZOOM", "Bergen op Zoom"),
        ("NOORD-SCHARWOUDE", "Noord-Scharwoude"),
        ("Oosterveen", "Oosterveen"),
    ],
)
def test_a_town_in_capitals_is_written_as_people_do(written, read):
    assert town(written) == read


def test_primary_schools_and_mbo_have_columns_of_their_own():
    head = NEWER.replace("ONDERWIJSSTRUCTUUR", "RPA")
    (school,) = read_register(csv(line("00XX00", "De Boei"), head=head), "po.csv", "po").rows
    assert (school.kind, school.holiday_zone) == ("po", "noord")
    text = "INSTELLINGSCODE;INSTELLINGSNAAM;PLAATSNAAM;PROVINCIE\r\n00XX;ROC Zee;ZEE;Drenthe\r\n"
    (mbo,) = read_register(text.encode(), "mbo.csv", "mbo").rows
    assert (mbo.code, mbo.name, mbo.kind) == ("00XX", "ROC Zee", "mbo")


def test_seven_thousand_primary_schools_are_read():
    head = NEWER.replace("ONDERWIJSSTRUCTUUR", "RPA")
    lines = [
        line(f"{n % 100:02}X{chr(65 + n // 100 % 26)}{n // 2600:02}", f"School {n}")
        for n in range(7000)
    ]
    found = read_register(csv(*lines, head=head), "po.csv", "po")
    assert len(found.rows) == 7000 and not found.problems


@pytest.mark.parametrize(
    ("content", "register", "words"),
    [
        (csv(line("00XX01", "A")), "po", "kies het register waar dit bestand van is"),
        (csv(line("00XX01", "A"), head=NEWER.replace("ONDERWIJSSTRUCTUUR", "X")), "vo", "kies het"),
        (
            csv(line("00XX01", "A"), head=NEWER.replace("VESTIGINGSCODE", "X")),
            "vo",
            "VESTIGINGSCODE",
        ),
        (csv(), "vo", "geen rij"),
        (b"Naam;Kleur\r\nA;rood\r\n", "vo", "Geen tabel gevonden"),
        (b"", "vo", ""),
        (b"PK\x03\x04", "vo", ""),
    ],
)
def test_another_file_gets_an_answer(content, register, words):
    found = read_register(content, "a.csv", register)
    assert found.errors and not found.can_be_saved
    assert any(words in problem.message for problem in found.errors)


def test_a_row_that_cannot_be_used_is_left_out_and_told():
    lines = [line("00XX01", "A"), line("zz", "B"), line("00XX01", "C"), line("00XX02", "")]
    found = read_register(csv(*lines), "a.csv", "vo")
    assert [site.name for site in found.rows] == ["A"]
    said = [problem.message for problem in found.warnings]
    assert any("geen BRIN met vestiging" in message for message in said)
    assert any("00XX01 staat al in rij 2" in message for message in said)
    assert any("zonder naam of plaats" in message for message in said)


def test_a_brin_is_read_whatever_stands_between():
    assert as_brin("00xx-01") == as_brin(" 00 XX 01 ") == "00XX01"
    assert [
        code for code in ("00XX01", "00XX", "zz", "0XX01", "00XX1", "00XX001") if is_brin(code)
    ] == [
        "00XX01",
        "00XX",
    ]


# -- loading -----------------------------------------------------------------------------------


def test_a_register_is_shown_first_and_saved_on_confirmation(office):
    page = load(office, csv(line("00XX01", "Anker"), line("00XX02", "Boei", "HAVO/VWO")))
    text = page.content.decode()
    assert "2 vestigingen gevonden" in text and "2 nieuw" in text
    assert not SchoolSite.objects.exists()
    office.post(page.request["PATH_INFO"])
    assert set(SchoolSite.objects.values_list("code", "kind", "place")) == {
        ("00XX01", "vmbo", "Oosterveen"),
        ("00XX02", "havo_vwo", "Oosterveen"),
    }
    assert not SiteUpload.objects.exists()


def test_a_next_file_changes_what_changed_and_keeps_the_other_registers(office):
    SchoolSite.objects.create(code="00XX01", register="vo", name="Oud", kind="vmbo", place="P")
    SchoolSite.objects.create(code="00XX03", register="vo", name="Weg", kind="vmbo", place="P")
    SchoolSite.objects.create(code="00YY00", register="po", name="Po", kind="po", place="P")
    page = load(office, csv(line("00XX01", "Anker"), line("00XX02", "Boei")))
    assert "1 nieuw, 1 veranderd, 0 hetzelfde, 1 niet meer in het bestand" in page.content.decode()
    office.post(page.request["PATH_INFO"])
    current = SchoolSite.objects.filter(is_current=True).order_by("code")
    assert list(current.values_list("code", "name")) == [
        ("00XX01", "Anker"),
        ("00XX02", "Boei"),
        ("00YY00", "Po"),
    ]


def test_the_same_file_again_changes_nothing(office):
    content = csv(line("00XX01", "Anker"))
    office.post(load(office, content).request["PATH_INFO"])
    assert "0 nieuw, 0 veranderd, 1 hetzelfde" in load(office, content).content.decode()


def test_a_file_needs_to_be_of_some_register(office):
    file = SimpleUploadedFile("vo.csv", csv(line("00XX01", "A")))
    page = office.post("/bureau/sites/import/", {"file": file})
    assert page.status_code == 422 and "Dit veld is verplicht" in page.content.decode()


def test_the_register_is_searched_by_name_place_and_code(office):
    office.post(
        load(office, csv(line("00XX01", "Anker"), line("00XX02", "Boei"))).request["PATH_INFO"]
    )
    for q in ("anker", "oosterveen", "00xx01"):
        assert "Anker" in office.get("/bureau/sites/", {"q": q}).content.decode()
    text = office.get("/bureau/sites/", {"q": "boei"}).content.decode()
    assert "Boei" in text and "Anker" not in text
    assert "Geen vestiging gevonden" in office.get("/bureau/sites/?q=niets").content.decode()


def test_an_empty_register_says_how_to_begin(office, merenland):
    assert "nog geen register geladen" in office.get("/bureau/sites/").content.decode()
    pick = office.get("/bureau/regions/merenland/schools/register/").content.decode()
    assert "Laad eerst het bestand van DUO" in pick


# -- picking -----------------------------------------------------------------------------------


@pytest.fixture
def sites(db) -> list[SchoolSite]:
    return [
        SchoolSite.objects.create(
            code=f"00XX{n:02}", register="vo", name=f"School {n}", kind="vmbo", place="Oosterveen",
            board="Stichting Zee", province="Drenthe", holiday_zone="noord",
        )
        for n in range(1, 4)
    ]  # fmt: skip


def test_what_is_ticked_becomes_a_school_of_the_region(office, merenland, sites):
    address = "/bureau/regions/merenland/schools/register/"
    page = office.post(address, {"site": [sites[0].pk, sites[1].pk]}, follow=True)
    assert "2 scholen zijn toegevoegd" in page.content.decode()
    school = merenland.region.schools.get(brin="00XX01")
    assert (school.name, school.kind, school.place) == ("School 1", "vmbo", "Oosterveen")
    assert (school.board, school.province, school.holiday_zone) == (
        "Stichting Zee", "Drenthe", "noord",
    )  # fmt: skip
    assert office.get(address).content.decode().count("staat hier") == 2


def test_a_school_is_added_once_whatever_is_pressed(office, merenland, sites):
    School.objects.create(region=merenland.region, name="School 2", place="P")
    ids = [site.pk for site in sites]
    assert take(merenland.region, ids) == 2
    assert take(merenland.region, ids) == 0
    page = office.post("/bureau/regions/merenland/schools/register/", {"site": ids})
    assert page.status_code == 422 and "Er is geen school toegevoegd" in page.content.decode()


def test_a_row_that_is_no_number_or_is_gone_adds_nothing(office, merenland, sites):
    SchoolSite.objects.update(is_current=False)
    page = office.post(
        "/bureau/regions/merenland/schools/register/", {"site": ["x", "9" * 30, sites[0].pk]}
    )
    assert page.status_code == 422 and not merenland.region.schools.exists()


def test_the_page_asks_as_many_queries_for_three_sites_as_for_twenty(
    office, merenland, sites, django_assert_max_num_queries
):
    for n in range(10, 30):
        SchoolSite.objects.create(
            code=f"00XY{n:02}", register="vo", name=f"School {n}", kind="vmbo", place="P"
        )
    with django_assert_max_num_queries(14):
        office.get("/bureau/regions/merenland/schools/register/")


# -- the form of a school ----------------------------------------------------------------------


def school(**fields: str) -> dict[str, str]:
    return {"name": "Anker", "kind": "vmbo", "place": "Oosterveen", "brin": "00XX01", **fields}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"brin": "zz"}, "Een BRIN heeft twee cijfers en twee letters"),
        ({"brin": "00XX"}, "Zet de twee cijfers van de vestiging erachter"),
        ({"place": ""}, "Dit veld is verplicht"),
    ],
)
def test_a_school_with_another_brin_or_without_a_place_is_refused(office, merenland, fields, words):
    page = office.post("/bureau/regions/merenland/schools/new/", school(**fields))
    assert page.status_code == 422 and words in page.content.decode()
    assert not merenland.region.schools.exists()


def test_a_brin_is_kept_in_capitals_and_may_lack(office, merenland):
    office.post("/bureau/regions/merenland/schools/new/", school(brin="00xx 01"))
    office.post("/bureau/regions/merenland/schools/new/", school(name="B", brin=""))
    office.post("/bureau/regions/merenland/schools/new/", school(name="R", kind="mbo", brin="00xy"))
    assert set(merenland.region.schools.values_list("name", "brin")) == {
        ("Anker", "00XX01"),
        ("B", ""),
        ("R", "00XY"),
    }
