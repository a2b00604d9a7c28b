from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from regions.counts import small_count
from regions.dutch import (
    date_range_text,
    date_text,
    decimal_text,
    euros,
    list_text,
    months_text,
    number_word,
    parse_cents,
    parse_date,
    parse_number,
    percent,
    signed,
)

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
cents = st.integers(-(10**12), 10**12)


@pytest.fixture(autouse=True)
def dutch():
    with translation.override("nl"):
        yield


@pytest.mark.parametrize(
    "text",
    [
        "1-9-2026",
        "01/09/2026",
        "1.9.2026",
        "01-09-26",
        "2026-09-01",
        "2026-09-01 00:00:00",
        "2026-09-01T00:00:00+02:00",
        "1 september 2026",
        "1 sept. 2026",
        "1 sep 2026",
        "1-sep-2026",
        "1 sep '26",
        "di 1 september 2026",
        "dinsdag 1 sept 2026",
        "  1\u00a0September  2026 ",
        date(2026, 9, 1),
        datetime(2026, 9, 1, 23, 59),
        46266,
        46266.75,
    ],
)
def test_a_dutch_date_is_read(text):
    assert parse_date(text) == parse_date(text, end=True) == date(2026, 9, 1)


@pytest.mark.parametrize("text", ["sept. 2026", "september 2026", "9-2026", "09/2026", "2026-09"])
def test_a_month_alone_is_its_first_day_or_its_last(text):
    assert parse_date(text) == date(2026, 9, 1)
    assert parse_date(text, end=True) == date(2026, 9, 30)


def test_a_year_alone_is_its_first_day_or_its_last():
    assert parse_date("2028") == date(2028, 1, 1)
    assert parse_date("2028", end=True) == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, ["jan", "Januari", "january"]),
        (2, ["feb.", "febr", "february"]),
        (3, ["mrt", "maart", "march"]),
        (5, ["mei", "may"]),
        (6, ["jun", "juni", "june"]),
        (7, ["jul", "juli", "july"]),
        (8, ["aug", "augustus"]),
        (9, ["sep", "sept.", "september"]),
        (10, ["okt", "oktober", "october"]),
        (12, ["dec", "december"]),
    ],
)
def test_a_month_is_known_by_name_and_by_short_name(month, names):
    assert {parse_date(f"3 {name} 2027") for name in names} == {date(2027, month, 3)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "begin september",
        "31-2-2026",
        "1-13-2026",
        "1-9/2026",
        "2026-2027",
        "1 foo 2026",
        "1 ju 2026",
        "1-9-0026",
        "1-9-9999",
        "45000",
        "٣-٩-٢٠٢٦",
        None,
        True,
        3,
        float("nan"),
        1e300,
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="is geen datum; schrijf bijvoorbeeld 1-9-2026"):
        parse_date(text)


@given(days)
def test_a_date_that_was_written_can_be_read(day):
    with translation.override("nl"):
        assert parse_date(date_text(day)) == day
        assert parse_date(date_range_text(day, None).removeprefix("vanaf ")) == day
        assert parse_date(f"{day.day}-{day.month}-{day.year}") == day
        assert parse_date((day - date(1899, 12, 30)).days) == day


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("€ 12.500,00", 1_250_000),
        ("12.500", 1_250_000),
        ("12500", 1_250_000),
        ("12 500", 1_250_000),
        ("EUR 12.500,-", 1_250_000),
        ("€12.500,--", 1_250_000),
        ("12.500 euro", 1_250_000),
        ("12.500,50", 1_250_050),
        ("12,5", 1_250),
        ("12.50", 1_250),
        ("12,500.00", 1_250_000),
        ("1.234.567,89", 123_456_789),
        ("-3,10", -310),
        ("€ −3,10", -310),
        ("0", 0),
        (12500, 1_250_000),
        (12500.5, 1_250_050),
        (0.1 + 0.2, 30),
        (Decimal("12.505"), 1_251),
    ],
)
def test_an_amount_is_read(text, amount):
    assert parse_cents(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        *("", "dertigduizend", "30k", "1.25.000", "1.2500", "0.500", "12,505,5", "12,5051", "€"),
        *("--3", "1 2", "€ € 3", "3 eurootjes", "٣٠", None, True, float("inf"), [], "9" * 60),
        float("nan"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="is geen bedrag; schrijf bijvoorbeeld"):
        parse_cents(text)


def test_the_sentence_names_what_was_typed():
    with pytest.raises(ValueError) as refusal:
        parse_cents("dertigduizend")
    assert str(refusal.value) == "‘dertigduizend’ is geen bedrag; schrijf bijvoorbeeld 30.000"
    with pytest.raises(ValueError, match="kan twee dingen betekenen"):
        parse_cents("€ 12,500")


def test_a_percent_sign_in_what_was_typed_does_no_harm():
    with pytest.raises(ValueError, match="‘50% %s’ is geen getal"):
        parse_number("50% %s")


@given(cents)
def test_an_amount_that_was_written_can_be_read(amount):
    assert parse_cents(euros(amount)) == amount


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_that_was_written_can_be_read(number):
    assert parse_number(decimal_text(number, 2)) == number
    assert parse_number(float(number)) == Decimal(str(float(number)))


@given(st.text() | st.integers() | st.floats() | st.none() | st.booleans())
def test_whatever_is_typed_is_read_or_refused(anything):
    for parse in (parse_date, parse_cents, parse_number):
        try:
            parse(anything)
        except ValueError as refusal:
            assert "schrijf" in str(refusal)


@given(st.from_regex(r"\A[€ 0-9.,-]{0,14}\Z"))
def test_an_amount_has_one_meaning(text):
    """Whoever reads it: what is accepted holds the digits that were typed, in their order."""
    with translation.override("nl"):
        try:
            amount = parse_cents(text)
        except ValueError:
            return
        typed = "".join(character for character in text if character.isdigit())
        assert str(abs(amount)).rstrip("0") == typed.lstrip("0").rstrip("0")


def test_a_tempo_is_written_with_a_real_minus():
    assert [signed(tempo) for tempo in (-4.8, 0.3, 0, -0.04, 0.04, 1234.5)] == [
        "−4,8",
        "+0,3",
        "0,0",
        "0,0",
        "0,0",
        "+1.234,5",
    ]


@given(st.floats(-1000, 1000))
def test_a_signed_number_can_be_read(number):
    assert abs(float(parse_number(signed(number).removeprefix("+"))) - number) <= 0.0501


def test_months_are_written_out():
    written = [months_text(months) for months in (2.3, -2.3, 1, 0, 12.04, 0.96)]
    assert written == [
        "2,3 maanden",
        "2,3 maanden",
        "1 maand",
        "0 maanden",
        "12 maanden",
        "1 maand",
    ]


def test_euros_are_written_out():
    assert euros(123456) == "€\xa01.234,56"
    assert euros(-5) == "€\xa0−0,05"
    assert euros(0) == "€\xa00,00"
    assert euros(1_250_050, whole=True) == "€\xa012.501"


def test_a_small_count_points_at_nobody():
    assert [small_count(n) for n in (0, 1, 4, 5, 1200)] == ["0", "<5", "<5", "5", "1.200"]


def test_a_percentage_reaches_the_ends_only_when_reality_does():
    written = [percent(part) for part in (0, 0.0001, 0.49, 0.285, 0.999, 1, 1.2)]
    assert written == ["0%", "1%", "49%", "29%", "99%", "100%", "120%"]


def test_small_numbers_are_words():
    assert (number_word(8), number_word(20), number_word(21)) == ("acht", "twintig", "21")
    assert (number_word(8, capital=True), number_word(1, capital=True)) == ("Acht", "Eén")


def test_a_range_of_dates_is_written_short():
    first, last = date(2026, 10, 1), date(2028, 6, 30)
    assert date_range_text(first, last) == "1 okt 2026 – 30 jun 2028"
    assert date_range_text(first, first) == "1 okt 2026"
    assert date_range_text(first, None) == "vanaf 1 okt 2026"
    assert date_range_text(None, last) == "t/m 30 jun 2028"
    assert date_range_text(None, None) == ""
    assert date_text(first) == "1 oktober 2026"


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")],
)
def test_a_list_is_a_sentence(items, text):
    assert list_text(items) == text


def test_a_date_has_room_for_every_serial_of_excel():
    for number in range(36_526, 73_416, 97):
        assert parse_date(number) == date(1899, 12, 30) + timedelta(days=number)
