"""What a workbook of the bureau says: each column, and each error by sheet and cell."""

import datetime
from decimal import Decimal

import pytest

from regions.bureau.intake.columns import SHEETS
from regions.bureau.intake.reading import read_workbook
from regions.bureau.intake.writing import template

from .books import HEADS, TODAY, book, other_book, read, told

FULL = {
    "reg": [["Duinrand", "techniekluwe regio", "programmalijn", "Programmamanager", "1,5"]],
    "sch": [["Duinrand", "Het Anker", "praktijkonderwijs", "Oosterveen", "00xx-01"]],
    "men": [
        [
            *("Duinrand", "Anna de Vries", "Anna@Voorbeeld.NL", "06 12345678", "Voorzitter"),
            *(datetime.date(2027, 1, 1), "31-12-2028", "ja"),
        ]
    ],
    "stu": [["Duinrand", "regiegroep", "elke twee maanden", "februari 2027"]],
    "bud": [["Duinrand", 1250000.5, "1-1-2025", "31-12-2028", "Beschikking 12"]],
}


def test_every_column_is_read():
    found = read(**FULL)
    assert not found.problems
    (region,), (school,), (person,) = found.regions, found.schools, found.people
    (group,), (budget,) = found.groups, found.budgets
    assert (region.name, region.kind, region.tolerance) == ("Duinrand", "low_tech", Decimal("1.5"))
    assert (region.line_label, region.leader_label) == ("programmalijn", "programmamanager")
    assert (school.name, school.kind, school.place) == ("Het Anker", "pro", "Oosterveen")
    assert school.brin == "00XX01"
    assert (person.name, person.email) == ("Anna de Vries", "anna@voorbeeld.nl")
    assert (person.phone, person.role, person.is_interim) == ("06 12345678", "chair", True)
    assert (person.starts_on, person.ends_on) == (
        datetime.date(2027, 1, 1),
        datetime.date(2028, 12, 31),
    )
    assert (group.label, group.rhythm) == ("regiegroep", 2)
    assert group.digests_from_on == datetime.date(2027, 2, 1)
    assert (budget.cents, budget.source) == (125_000_050, "Beschikking 12")
    assert (budget.starts_on.year, budget.ends_on.year) == (2025, 2028)


def test_the_template_is_read_back_without_a_word():
    found = read_workbook(template(), TODAY)
    assert [one.message for one in found.problems] == [
        "Dit Excelbestand heeft geen rijen. Vul minstens één blad in, bijvoorbeeld “Regio's”; "
        "het lege Excelbestand heeft ze allemaal."
    ]


def test_the_template_explains_each_column_and_offers_the_words(tmp_path):
    from openpyxl import load_workbook

    path = tmp_path / "leeg.xlsx"
    path.write_bytes(template())
    workbook = load_workbook(path)
    assert workbook.sheetnames == [*HEADS, "Toelichting"]
    rows = list(workbook["Toelichting"].iter_rows(min_row=4, values_only=True))
    assert [row[:2] for row in rows] == [
        (kind.title, text) for kind in SHEETS for _name, text, _width, _format in kind.columns
    ]
    assert all(what and example for _sheet, _column, _must, what, example in rows)
    words = workbook["Mensen"].data_validations.dataValidation[0].formula1
    assert "voorzitter van de stuurgroep" in words and "bureau" not in words


def test_the_examples_of_the_explanation_can_be_read(tmp_path):
    """A row made of the examples is a good row."""
    from openpyxl import load_workbook

    path = tmp_path / "leeg.xlsx"
    path.write_bytes(template())
    rows = list(load_workbook(path)["Toelichting"].iter_rows(min_row=4, values_only=True))
    sheets = {title[:3].lower(): [[row[4] for row in rows if row[0] == title]] for title in HEADS}
    found = read(**sheets)
    assert not found.problems and len(found.rows) == 6


def test_what_is_left_empty_gets_the_usual():
    found = read(men=[["Duinrand", "Anna", "anna@voorbeeld.nl", "", "penvoerder"]])
    (person,) = found.people
    assert (person.starts_on, person.ends_on, person.is_interim) == (TODAY, None, False)


@pytest.mark.parametrize(
    ("sheet", "row", "cell", "words"),
    [
        ("reg", ["", "techniekregio"], "Regio's!A2", "deze cel is leeg; vul “Regio” in"),
        ("reg", ["Duinrand", "groot"], "Regio's!B2", "geen van deze: techniekregio"),
        ("reg", ["Duinrand", "", "lijn"], "Regio's!C2", "geen van deze: actielijn"),
        ("reg", ["Duinrand", "", "", "baas"], "Regio's!D2", "geen van deze: programmaleider"),
        ("reg", ["Duinrand", "", "", "", 13], "Regio's!E2", "van 0 tot en met 12"),
        ("reg", ["Duinrand", "", "", "", "veel"], "Regio's!E2", "is geen getal"),
        ("reg", ["x" * 81, "techniek"], "Regio's!A2", "81 tekens"),
        ("sch", ["", "Het Anker"], "Scholen!A2", "vul “Regio” in"),
        ("sch", ["Duinrand", "A", "hbo"], "Scholen!C2", "geen van deze: vmbo, mbo"),
        ("sch", ["Duinrand", "A", "", "P", "zz"], "Scholen!E2", "“zz” is geen BRIN"),
        ("sch", ["Duinrand", "A", "", "P", "00XX0"], "Scholen!E2", "is geen BRIN"),
        ("men", ["", "A", "a@voorbeeld.nl", "", "penvoerder"], "Mensen!A2", "vul “Regio” in"),
        ("men", ["D", "A", "", "", "penvoerder"], "Mensen!C2", "vul “E-mailadres” in"),
        ("men", ["D", "A", "a@b", "", "penvoerder"], "Mensen!C2", "geen e-mailadres"),
        ("men", ["D", "A", "jösé@voorbeeld.nl", "", "penvoerder"], "Mensen!C2", "zonder accenten"),
        ("men", ["D", "A", "a@voorbeeld.nl", "bel me", "penvoerder"], "Mensen!D2", "cijfers"),
        ("men", ["D", "A", "a@voorbeeld.nl", "", ""], "Mensen!E2", "vul “Rol” in"),
        ("men", ["D", "A", "a@voorbeeld.nl", "", "koning"], "Mensen!E2", "programmaleider, "),
        ("men", ["D", "A", "a@voorbeeld.nl", "", "Landelijk bureau"], "Mensen!E2", "onder Mensen"),
        ("men", ["D", "A", "a@voorbeeld.nl", "", "penvoerder", "ooit"], "Mensen!F2", "geen datum"),
        (
            "men",
            ["D", "A", "a@voorbeeld.nl", "", "penvoerder", "1-2-2027", "1-1-2027"],
            "Mensen!G2",
            "ligt vóór de eerste dag",
        ),
        (
            "men",
            ["D", "A", "a@voorbeeld.nl", "", "penvoerder", "", "", "misschien"],
            "Mensen!H2",
            "geen ja of nee",
        ),
        ("stu", ["D", "clubje"], "Stuurgroepen!B2", "geen van deze: stuurgroep"),
        ("stu", ["D", "", "soms"], "Stuurgroepen!C2", "geen van deze: elke maand"),
        ("stu", ["D", "", "elke maand", "ooit"], "Stuurgroepen!D2", "geen datum"),
        ("bud", ["D", "", "2025", "2028"], "Budgetten!B2", "vul “Subsidiabel budget” in"),
        ("bud", ["D", "veel", "2025", "2028"], "Budgetten!B2", "geen bedrag"),
        ("bud", ["D", 0, "2025", "2028"], "Budgetten!B2", "meer dan nul"),
        ("bud", ["D", 5, "", "2028"], "Budgetten!C2", "vul “Vanaf” in"),
        ("bud", ["D", 5, "2025", ""], "Budgetten!D2", "vul “Tot en met” in"),
        ("bud", ["D", 5, "2028", "2025"], "Budgetten!D2", "ligt vóór de eerste dag"),
        ("bud", ["D", 5, "2025", "2028", "b" * 201], "Budgetten!E2", "201 tekens"),
    ],
)
def test_a_wrong_cell_is_named_with_its_sheet(sheet, row, cell, words):
    errors = told(read(**{sheet: [row]}))
    assert list(errors) == [cell]
    assert words in errors[cell]


def test_a_formula_counts_by_its_result_and_one_without_is_told():
    errors = told(read(men=[["D", "=A1", "a@voorbeeld.nl", "", "penvoerder"]]))
    assert list(errors) == ["Mensen!B2"] and "formule" in errors["Mensen!B2"]


def test_characters_that_nobody_sees_are_left_out():
    found = read(reg=[["Duin\u200brand\u00a0Zuid", "techniek"]])
    assert found.regions[0].name == "Duinrand Zuid" and not found.problems


def test_a_sheet_of_another_name_is_known_by_its_headers():
    rows = (HEADS["Mensen"], ["D", "Anna", "a@voorbeeld.nl", "", "controller"])
    found = read_workbook(other_book("Blad1", *rows), TODAY)
    assert [person.role for person in found.people] == ["controller"]


def test_a_sheet_that_is_none_of_the_six_is_told():
    content = other_book("Planning", ["Week", "Wat"], ["1", "Niets"])
    found = read_workbook(content, TODAY)
    assert "dit blad is niet gelezen" in told(found, "warning")["Planning"]
    assert found.errors and not found.can_be_saved


def test_a_sheet_without_its_headers_names_what_is_missing():
    content = other_book("Mensen", ["Regio", "Naam", "E-mailadres"], ["D", "A", "a@b.nl"])
    errors = told(read_workbook(content, TODAY))
    assert errors == {"Mensen!A1": "dit blad heeft een rij met koppen nodig; wat ontbreekt: “Rol”"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"regio;school\n", b"\x00" * 50])
def test_any_other_file_gets_an_answer(content):
    assert read_workbook(content, TODAY).errors


def test_a_column_that_is_not_known_is_told():
    rows = ([*HEADS["Scholen"], "Kleur"], ["D", "A", "", "P", "", "", "rood"])
    found = read_workbook(other_book("Scholen", *rows), TODAY)
    assert "Kleur" in told(found, "warning")["Scholen!G1"]


def test_more_rows_than_are_read_is_an_error():
    rows = [["D", f"School {n}", "", "P", ""] for n in range(2001)]
    errors = told(read_workbook(book(sch=rows), TODAY))
    assert any("2000" in message for message in errors.values())
