"""The list of components names what the locks install, no more and no less."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from audit import Asked, not_allowed, sbom, verdict_of

ROOT = Path(__file__).resolve().parents[2]


def test_every_locked_package_is_a_component_with_its_hashes():
    needed, watching = locked("requirements"), locked("requirements-watch")
    parts = [part for part in sbom()["components"] if part["purl"].startswith("pkg:pypi")]
    assert {f"{part['name']}=={part['version']}" for part in parts} == needed | watching
    assert len(parts) > 60 and all(part["hashes"] for part in parts)
    optional = {f"{part['name']}=={part['version']}" for part in parts if "scope" in part}
    assert optional == watching - needed and any("sentry" in name for name in optional)


def locked(name: str) -> set[str]:
    lines = (ROOT / f"{name}.txt").read_text().splitlines()
    return {
        re.sub(r"\[[^]]*\]", "", line.split()[0])
        for line in lines
        if "==" in line and not line.startswith(" ")
    }


def test_what_goes_to_the_browser_is_a_component():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    names = {part["name"] for part in sbom()["components"] if part["purl"].startswith("pkg:npm")}
    assert set(wanted) <= names
    assert "axe-core" not in names


def test_a_licence_that_is_not_on_the_list_is_named():
    assert not_allowed(sbom()["components"]) == []
    strange = {"name": "x", "version": "1", "licenses": [{"license": {"name": "AGPL-3.0-only"}}]}
    assert not_allowed([strange]) == ["x 1: AGPL-3.0-only"]


@pytest.mark.parametrize(
    "code, told, wanted",
    [
        (0, "No known vulnerabilities found", Asked.CLEAN),
        (0, "found 0 vulnerabilities", Asked.CLEAN),
        (1, "Found 2 known vulnerabilities in 1 package", Asked.FAULTS),
        (1, "3 high severity vulnerabilities", Asked.FAULTS),
        (1, "something else went wrong", Asked.FAULTS),
        (0, "No known vulnerabilities found\nredis  could not be audited: redis", Asked.NOT_ASKED),
        (1, "Found 1 known vulnerability\nredis  could not be audited: redis", Asked.FAULTS),
        (1, "npm error audit endpoint returned an error", Asked.NOT_ASKED),
        (1, "No module named pip_audit", Asked.NOT_ASKED),
    ],
)
def test_an_index_that_did_not_answer_is_no_clean_bill(code, told, wanted):
    assert verdict_of(subprocess.CompletedProcess([], code, told, "")) == wanted
