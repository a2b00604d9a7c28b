"""One rule for text, at every door."""

import ast
import json
import unicodedata
from pathlib import Path

import pytest
from django import forms
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from regions.fields import DayField
from regions.text import Decoder, clean

ROOT = Path(__file__).parent.parent.parent
PRODUCT = ("regions", "advisors", "electives", "sto_portal")


def sources():
    for top in PRODUCT:
        for path in (ROOT / top).rglob("*.py"):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text()


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_clean_holds_nothing_that_nobody_sees_and_all_that_somebody_does(text):
    kept = clean(text)
    assert kept == clean(kept)
    for char in kept:
        assert char in "\t\n\r" or unicodedata.category(char) not in ("Cc", "Cs"), repr(char)
        assert ord(char) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(char) <= 0xFDEF
    seen = [c for c in text if unicodedata.category(c)[0] in "LNPSM"]
    assert [c for c in kept if unicodedata.category(c)[0] in "LNPSM"] == seen


@pytest.mark.parametrize(
    "body", ["[" * 5000, '{"a":' * 3000, "[" * 30 + "]" * 30, "9" * 5000, "{", "", "\ufeff{}"]
)
def test_json_of_anybody_is_json_or_one_error(body):
    with pytest.raises(json.JSONDecodeError):
        json.loads(body, cls=Decoder)


def test_text_in_json_is_clean():
    sent = json.dumps({"a\x00": ["regel\x0bregel", "\ud800x", 3, None]})
    assert json.loads(sent, cls=Decoder) == {"a": ["regel\nregel", "x", 3, None]}


def test_a_field_of_one_line_keeps_no_line_break_and_an_area_does():
    class Both(forms.Form):
        line = forms.CharField()
        area = forms.CharField(widget=forms.Textarea)

    form = Both({"line": "een\r\ntwee\x0bdrie", "area": "een\ntwee"})
    assert form.is_valid()
    assert form.cleaned_data == {"line": "een twee drie", "area": "een\ntwee"}


@pytest.mark.parametrize("onward", ["abc", "home", "account_logout", "//evil.example", "\x01"])
def test_an_address_to_go_on_to_is_never_the_name_of_a_page(merenland, browse, onward):
    sent = {"membership": merenland.leader.memberships.get().pk, "next": onward}
    answer = browse(merenland.leader).post(reverse("switch_role"), sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("home"))


def loose(source: str) -> list[int]:
    """Lines that send somebody to what stands in a variable alone: it may be what they typed."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("redirect", "HttpResponseRedirect")
        and len(node.args) == 1
        and (
            isinstance(node.args[0], ast.Name | ast.Subscript)
            or "POST" in ast.unparse(node.args[0])
            or "GET" in ast.unparse(node.args[0])
            or "cleaned_data" in ast.unparse(node.args[0])
        )
    ]


def test_one_place_decides_where_a_form_may_send_somebody():
    allowed = {"regions/asked.py", "regions/web/presses.py"}  # presses: an answer of our own
    found = {path: lines for path, text in sources() if (lines := loose(text))}
    assert set(found) <= allowed, found
    checks = {path for path, text in sources() if "url_has_allowed_host_and_scheme" in text}
    assert checks == {"regions/asked.py"}


@pytest.mark.parametrize("line", ['redirect(request.POST["next"])', "redirect(wanted)"])
def test_a_loose_redirect_is_found(line):
    assert loose(line)


def test_every_day_out_of_a_calendar_has_a_first_and_a_last():
    wrong = {
        path: text
        for path, text in sources()
        if path != "regions/fields.py"
        and ("forms.DateField(" in text or "forms.DateInput(" in text)
    }
    assert set(wrong) == set()
    for far in ("0001-01-01", "2019-12-31", "2101-01-01", "9999-12-31"):
        with pytest.raises(forms.ValidationError, match="1-1-2020"):
            DayField().clean(far)
    assert str(DayField().clean("2020-01-01")) == "2020-01-01"


def test_a_group_never_begins_in_the_year_one(merenland, bureau, browse):
    address = reverse("bureau_steering_group", args=[merenland.slug])
    sent = {"label": "Stuurgroep", "rhythm": "1", "digests_from_on": "0001-01-01"}
    answer = browse(bureau).post(address, sent)
    assert answer.status_code == 422 and "1-1-2020" in answer.content.decode()
