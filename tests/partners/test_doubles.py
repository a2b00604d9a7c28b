"""Two spellings of one business are found, and two businesses stay two."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from regions.partners.register.doubles import LEGAL_FORMS, are_alike, likely_doubles, words_of

names = st.text(min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Van Rees Installatie", "VAN REES INSTALLATIE B.V."),
        ("Kade & Zn. Scheepsbouw", "Kade en Zn Scheepsbouw bv"),
        ("Café Móóre", "Cafe Moore"),
        ("Hofstra Zonwering", "Zonwering Hofstra"),
        ("Van Rees", "Van Rees Installatie"),
        ("Metaalwerken Waterkant", "Metaalwerken Waterkantt"),
        ("J. de Boer v.o.f.", "J de Boer"),
    ],
)
def test_spellings_of_one_business_are_alike(first, second):
    assert are_alike(first, second) and are_alike(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bakker", "Bakkerij Jansen"),
        ("Bouwbedrijf Jansen", "Bouwbedrijf de Vries"),
        ("Installatie Noord", "Installatie Zuid"),
        ("Holding BV", "Beheer BV"),
    ],
)
def test_different_businesses_are_not(first, second):
    assert not are_alike(first, second)


@given(names)
def test_a_name_is_like_itself_in_capitals_and_with_a_legal_form(name):
    assert are_alike(name, name.upper().lower() if name.isascii() else name)
    assume(not set(words_of(name)) <= LEGAL_FORMS)
    assert are_alike(name, f"{name} b.v.")


@given(names, names)
def test_being_alike_has_no_order(first, second):
    assert are_alike(first, second) == are_alike(second, first)


def test_likely_doubles_are_pairs_in_order():
    known = [(3, "Van Rees bv"), (1, "Van Rees"), (2, "Kade & Zn."), (4, "Kade en Zn")]
    assert likely_doubles(known) == [(1, 3), (2, 4)]
