"""The list of components names what the locks install, no more and no less."""

import json
from pathlib import Path

from audit import not_allowed, sbom

ROOT = Path(__file__).resolve().parents[2]


def test_every_locked_package_is_a_component_with_its_hashes():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    locked = {line.split()[0] for line in lines if "==" in line and not line.startswith(" ")}
    parts = [part for part in sbom()["components"] if part["purl"].startswith("pkg:pypi")]
    assert {f"{part['name']}=={part['version']}" for part in parts} == {
        line.partition("[")[0] + line[line.index("==") :] if "[" in line else line
        for line in locked
    }
    assert len(parts) > 40 and all(part["hashes"] for part in parts)


def test_what_goes_to_the_browser_is_a_component():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    names = {part["name"] for part in sbom()["components"] if part["purl"].startswith("pkg:npm")}
    assert set(wanted) <= names
    assert "axe-core" not in names


def test_a_licence_that_is_not_on_the_list_is_named():
    assert not_allowed(sbom()["components"]) == []
    strange = {"name": "x", "version": "1", "licenses": [{"license": {"name": "AGPL-3.0-only"}}]}
    assert not_allowed([strange]) == ["x 1: AGPL-3.0-only"]
