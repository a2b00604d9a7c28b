"""Every promise about safety names what proves it, and that exists.

The ledger has the requirements of OWASP ASVS 5.0 of levels 1 and 2. Which those are stands here
once more: a digit per requirement of each section is its level.
"""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
LEDGER = ROOT / "docs/security/asvs.csv"
PROSE = [ROOT / "docs/security/model.md", ROOT / "docs/reliability.md"]
STATUSES = {"met", "not applicable", "decided otherwise", "hosting decides"}
LEVELS = """
1.1 22, 1.2 1111122223, 1.3 112222222223, 1.4 222, 1.5 123, 2.1 122, 2.2 112, 2.3 12223, 2.4 23,
3.1 3, 3.2 113, 3.3 12223, 3.4 11222233, 3.5 11122333, 3.6 3, 3.7 22333, 4.1 12233, 4.2 23333,
4.3 22, 4.4 1222, 5.1 2, 5.2 112333, 5.3 113, 5.4 222, 6.1 122, 6.2 111111112222, 6.3 11223333,
6.4 112233, 6.5 22222333, 6.6 2223, 6.7 33, 6.8 2222, 7.1 222, 7.2 1111, 7.3 22, 7.4 11222,
7.5 223, 7.6 22, 8.1 1233, 8.2 1123, 8.3 133, 8.4 23, 9.1 111, 9.2 1222, 10.1 22, 10.2 223,
10.3 22223, 10.4 1111122222233333, 10.5 22222, 10.6 22, 10.7 222, 11.1 2233, 11.2 22233,
11.3 11233, 11.4 1222, 11.5 23, 11.6 23, 11.7 33, 12.1 12233, 12.2 11, 12.3 22223, 13.1 2333,
13.2 222223, 13.3 2233, 13.4 1222233, 14.1 22, 14.2 12223333, 14.3 122, 15.1 12233, 15.2 12233,
15.3 1222222, 15.4 3333, 16.1 2, 16.2 22222, 16.3 2222, 16.4 222, 16.5 2223, 17.1 23,
17.2 22223333, 17.3 22
"""


def wanted() -> dict[str, str]:
    sections = (part.split() for part in LEVELS.split(","))
    return {
        f"V{section}.{number}": level
        for section, levels in sections
        for number, level in enumerate(levels, 1)
        if level in "12"
    }


def rows() -> list[dict[str, str]]:
    with LEDGER.open(newline="") as file:
        return list(csv.DictReader(file))


@cache
def functions_of(path: Path) -> set[str]:
    parts = ast.walk(ast.parse(path.read_text()))
    return {part.name for part in parts if isinstance(part, ast.FunctionDef)}


@cache
def anchors_of(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-") for words in headings}


def is_there(evidence: str) -> bool:
    """A setting, a test, a heading of a document, or a file or folder."""
    if evidence.startswith("settings:"):
        return hasattr(settings, evidence.removeprefix("settings:"))
    name, _sep, test = evidence.partition("::")
    name, _sep, anchor = name.partition("#")
    path = ROOT / name
    if not path.exists():
        return False
    return (not test or test in functions_of(path)) and (not anchor or anchor in anchors_of(path))


def test_every_requirement_of_levels_one_and_two_is_there_once():
    assert len(wanted()) == 253
    assert Counter(row["id"] for row in rows()) == Counter(list(wanted()))
    assert {row["id"]: row["level"] for row in rows()} == wanted()


def test_every_row_says_how_it_stands_and_why():
    for row in rows():
        assert row["status"] in STATUSES and row["requirement"], row
        assert row["evidence"] if row["status"] == "met" else row["why"], row
        if row["status"] == "decided otherwise":
            assert "docs/security/decisions.md#" in row["evidence"], row


def test_all_evidence_exists():
    missing = [(row["id"], one) for row in rows() for one in row["evidence"].split()
               if not is_there(one)]  # fmt: skip
    assert missing == []


def test_what_the_hosting_decides_stands_in_its_manual():
    manual = (ROOT / "docs/beheer.md").read_text()
    decided = [row["id"] for row in rows() if row["status"] == "hosting decides"]
    assert [one for one in decided if not re.search(rf"{re.escape(one)}\b", manual)] == []


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.name)
def test_every_promise_names_a_test_that_exists(page):
    promises = re.findall(r"^\* .+(?:\n  .+)*", page.read_text(), re.MULTILINE)
    assert len(promises) > 5
    for promise in promises:
        named = re.findall(r"`(tests/[^`]+)`", promise)
        assert named, promise
        assert [one for one in named if not is_there(one)] == [], promise


@pytest.mark.parametrize(
    "wrong",
    ["settings:NO_SUCH", "tests/test_house.py::test_none", "docs/beheer.md#nergens", "docs/x.md"],
)
def test_evidence_that_is_not_there_is_found(wrong):
    assert not is_there(wrong)
