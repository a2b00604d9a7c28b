"""A small count points at somebody, also when it hides in a sum."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.counts import count_text


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([], "0"),
        ([0], "0"),
        ([3], "<5"),
        ([2, 2], "<5"),
        ([3, 4], "5 of meer"),
        ([40, 3], "40 of meer"),
        ([40, 5], "45"),
        ([1200, 0], "1.200"),
    ],
)
def test_what_others_read(parts, told):
    assert count_text(parts, exact=False) == told


def test_the_region_reads_exactly():
    assert count_text([40, 3], exact=True) == "43"


@given(st.lists(st.integers(0, 12), max_size=6), st.data())
def test_no_small_part_can_be_told_from_the_text(parts, data):
    """Another small number in its place gives the same text, unless all together are few."""
    small = [index for index, number in enumerate(parts) if 0 < number < 5]
    if not small or sum(parts) < 5:
        return
    other = list(parts)
    other[data.draw(st.sampled_from(small))] = data.draw(st.integers(1, 4))
    if sum(other) >= 5:
        assert count_text(parts, exact=False) == count_text(other, exact=False)
    assert re.fullmatch(r"[0-9]+ of meer", count_text(parts, exact=False))
