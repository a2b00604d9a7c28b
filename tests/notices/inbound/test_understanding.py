"""A golden set of Dutch replies, and what holds for every text whatever it says."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sto_portal.notices.inbound.own_text import as_text, without_quotes
from sto_portal.notices.inbound.understanding import understood
from sto_portal.notices.inbound.words import ON_TRACK, SAME, STATUS

from .told import told

TODAY = datetime.date(2026, 11, 27)
COUNT = 5
GOLDEN = [
    tuple(part.split("\n=>\n"))
    for part in Path(__file__).with_name("replies.txt").read_text(encoding="utf-8").split("\n%%\n")
]


def test_the_golden_set_is_of_sixty_replies_or_more():
    assert len(GOLDEN) >= 60 and len({text for text, _told in GOLDEN}) == len(GOLDEN)


@pytest.mark.parametrize(("text", "expected"), GOLDEN)
def test_a_reply_is_understood_as_a_person_would(text, expected):
    assert told(understood(text, COUNT, TODAY)) == [one for one in expected.split("\n") if one]


@given(st.text(max_size=300))
def test_no_text_stops_it_and_no_number_is_invented(text):
    found = understood(text, COUNT, TODAY)
    assert all(1 <= number <= COUNT for number in found.lines)
    assert found.rest in ("", SAME, ON_TRACK)
    if found.lines or found.rest:
        assert STATUS.search(text) or any(line.counted for line in found.lines.values())


PIECES = st.lists(
    st.sampled_from(
        ["1", "2", "3", "ok", "achter", "stil", "klaar", "zelfde", "niet", "rest", "en", ":", ",",
         "\n", "+22", "64", "Jan pakt op voor 1-12", "stageplek weg", "maar", "?", "t/m", "-"]
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES)
def test_a_doubt_is_never_read_as_well(pieces):
    """A line that says "niet", "maar" or "?" with its word is not taken for going well."""
    text = " ".join(pieces)
    for line in understood(text, COUNT, TODAY).lines.values():
        if line.said == ON_TRACK:
            assert not {"niet", "maar", "?"} & set(line.well.split())


@given(st.dictionaries(st.integers(1, COUNT), st.sampled_from(["ok", "klaar", "zelfde", "stil"])))
def test_what_is_written_plainly_is_read_back(said):
    text = ", ".join(f"{number} {word}" for number, word in said.items())
    found = understood(text, COUNT, TODAY)
    words = {"ok": "on_track", "klaar": "done", "zelfde": "same", "stil": "stalled"}
    assert {number: line.said for number, line in found.lines.items()} == {
        number: words[word] for number, word in said.items()
    }
    assert not found.unclear


def test_a_long_reply_takes_no_long_time():
    for text in ("1 " * 4_000, "1 ok, " * 1_500, "a" * 8_000, "1, " * 2_600, "en 1-" * 2_000):
        understood(text, COUNT, TODAY)


QUOTES = [
    ("1 ok\n\nOp ma 2 nov 2026 om 08:00 schreef STO-portaal <a@b.example>:\n> 2 stil", "1 ok"),
    ("1 ok\n\nOp ma 2 nov 2026 om 08:00 schreef\nSTO-portaal <a@b.example>:\n> 2 stil", "1 ok"),
    ("1 ok\n-----Oorspronkelijk bericht-----\n2 stil", "1 ok"),
    ("1 ok\nVan: STO-portaal <a@b.example>\nVerzonden: maandag\n2 stil", "1 ok"),
    ("> 1. Stages\n> 2. Gastlessen\n1 ok", "1 ok"),
    ("On Mon, 2 Nov 2026 at 08:00, STO <a@b.example> wrote:\n> 1\n1 ok", "1 ok"),
    ("1 ok\r\n________________________________\r\nVan: a@b.example\r\n2 stil", "1 ok"),
]


@pytest.mark.parametrize(("text", "own"), QUOTES)
def test_what_is_quoted_is_not_what_was_written(text, own):
    assert without_quotes(text) == own


def test_a_mail_in_html_alone_is_read_as_text():
    markup = (
        "<style>p{}</style><p>1 ok<br>2 achter: te&nbsp;laat</p><blockquote>3 stil</blockquote>"
    )
    assert as_text(markup).split() == ["1", "ok", "2", "achter:", "te", "laat"]
    outlook = '<div>1 ok</div><div id="divRplyFwdMsg"><b>Van:</b> STO</div><div>2 stil</div>'
    assert as_text(outlook).split() == ["1", "ok"]
