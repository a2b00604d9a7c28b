"""The house keeps its shape: small modules, folders that one overlooks, and a map that is true."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRODUCT = ("regions", "advisors", "electives", "sto_portal")
MOST_MODULES, MOST_LINES = 15, 250
# One list of what Django and its companions ask for; in parts it would be harder to read.
LONGER = {"sto_portal/settings.py": 361}
MAP = ROOT / "docs" / "architecture.md"


def modules(*tops: str) -> Iterator[Path]:
    """Every module that is ours, from the root of the checkout; what migrations say is history."""
    for path in (found for top in tops for found in sorted((ROOT / top).rglob("*.py"))):
        if "migrations" not in path.parts and "node_modules" not in path.parts:
            yield path.relative_to(ROOT)


def test_no_folder_holds_more_modules_than_one_overlooks():
    held = Counter(path.parent for path in modules(*PRODUCT, "script", "tests"))
    named = Counter(
        path.parent for path in modules(*PRODUCT, "script", "tests") if path.stem == "__init__"
    )
    wide = {str(f): n - named[f] for f, n in held.items() if n - named[f] > MOST_MODULES}
    assert not wide, f"Give a subject in these a folder of its own: {wide}"


def test_no_module_is_longer_than_one_reads():
    lengths = {str(path): len((ROOT / path).read_text().splitlines()) for path in modules(*PRODUCT)}
    long = {name: n for name, n in lengths.items() if n > LONGER.get(name, MOST_LINES)}
    assert not long, f"Split these by subject: {long}"
    assert all(lengths[name] > MOST_LINES for name in LONGER), "An exception is no longer needed"


def rooms() -> set[str]:
    """Every folder of the product that holds modules, as docs/architecture.md calls it."""
    found = {str(path.parent) for path in modules(*PRODUCT)}
    apart = ("management", "templatetags", "/models", "texts")
    return {name for name in found if not any(part in name for part in apart)}


def named_rooms() -> set[str]:
    return set(re.findall(r"^\| `([a-z_/]+)/?` \|", MAP.read_text(), flags=re.MULTILINE))


def test_the_map_names_every_room_and_no_other():
    assert named_rooms() == rooms()


def test_every_module_and_function_that_the_map_names_is_there():
    told = re.findall(r"`((?:regions|advisors|electives|sto_portal)/[\w/.]+\.py)(?::(\w+))?`",
                      MAP.read_text())  # fmt: skip
    assert len(told) > 20
    for path, name in told:
        assert (ROOT / path).exists(), path
        if name:
            assert re.search(rf"^(def|class) {name}\b", (ROOT / path).read_text(), re.MULTILINE), (
                f"{path} has no {name}"
            )


def test_only_what_git_keeps_stands_at_the_top():
    kept = subprocess.run(
        ["git", "ls-tree", "--name-only", "HEAD"], cwd=ROOT, capture_output=True, text=True
    )
    if kept.returncode:
        pytest.skip("This is no checkout of git.")
    folders = {name for name in kept.stdout.split() if (ROOT / name).is_dir()}
    assert folders == {
        "advisors", "docs", "electives", "locale", "regions", "script", "static", "sto_portal",
        "templates", "tests", ".ci",
    }  # fmt: skip


def test_no_browser_test_waits_for_a_script_of_its_own():
    """The pages forbid a text to be run as a script, and such a wait runs one now and then."""
    waits = re.compile(r"\.wait_for_function\(")
    found = [str(path) for path in modules("tests") if waits.search((ROOT / path).read_text())]
    assert not found, f"Wait with expect() for what the page shows: {found}"
