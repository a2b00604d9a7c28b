"""The components of the portal, their licences and their known faults: see script/audit.

The SBOM is made of the locks, so it names what is installed on a server, with its hashes.
"""

import json
import re
import shutil
import subprocess
import sys
from enum import Enum
from importlib import metadata
from pathlib import Path
from typing import Any

from environment import CHECKOUT, pip_install, tell
from surroundings import STATE_DIR

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)((?:.*\\\n)*.*)", re.MULTILINE)
ALLOWED = re.compile(
    r"MIT|BSD|Apache|MPL|Mozilla|PSF|Python Software|ISC|OFL|CC0|0BSD|LGPL|Lesser|Unlicense|Zlib",
    re.IGNORECASE,
)


def python_components() -> list[dict[str, Any]]:
    """What a server needs, and what it may have beside that to be watched (scope "optional")."""
    needed, watching = (
        PINNED.findall((CHECKOUT / f"{name}.txt").read_text())
        for name in ("requirements", "requirements-watch")
    )
    there = {name for name, _version, _rest in needed}
    more = [python_component(*found) for found in watching if found[0] not in there]
    return [
        *(python_component(*found) for found in needed),
        *({**part, "scope": "optional"} for part in more),
    ]


def python_component(name: str, version: str, rest: str) -> dict[str, Any]:
    hashes = [("SHA-256", digest) for digest in re.findall(r"sha256:([0-9a-f]{64})", rest)]
    return component("pypi", name, version, python_licence(name), hashes)


def python_licence(name: str) -> str:
    """As the installed package says it; "" where it is not installed on this platform."""
    try:
        told = metadata.metadata(name).json
    except metadata.PackageNotFoundError:
        return ""
    lines = [line for line in told.get("classifier", []) if line.startswith("License ::")]
    classified = "; ".join(line.rpartition("::")[2].strip() for line in lines)
    return str(told.get("license_expression") or classified or told.get("license") or "")


def browser_components() -> list[dict[str, Any]]:
    """What goes to the browser: the packages of the lock that are not for development."""
    packages = json.loads((CHECKOUT / "package-lock.json").read_text())["packages"]
    return [
        component("npm", path.partition("node_modules/")[2], row["version"], row["license"], [])
        for path, row in packages.items()
        if path and not row.get("dev")
    ]


def component(
    kind: str, name: str, version: str, licence: str, hashes: list[tuple[str, str]]
) -> dict[str, Any]:
    address = f"pkg:{kind}/{name.replace('@', '%40')}@{version}"
    told = licence.splitlines()[0] if licence else ""
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
        "licenses": [{"license": {"name": told}}] if told else [],
        "hashes": [{"alg": algorithm, "content": digest} for algorithm, digest in hashes],
    }


def sbom() -> dict[str, Any]:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "sto-portal"}},
        "components": python_components() + browser_components(),
    }


def licence_of(part: dict[str, Any]) -> str:
    return part["licenses"][0]["license"]["name"] if part["licenses"] else ""


def not_allowed(parts: list[dict[str, Any]]) -> list[str]:
    """Components with a licence that is not on the list; one that is not installed here is told
    apart, since nothing says what its licence is."""
    return [
        f"{part['name']} {part['version']}: {licence_of(part)}"
        for part in parts
        if licence_of(part) and not ALLOWED.search(licence_of(part))
    ]


class Asked(Enum):
    CLEAN = "nothing known"
    FAULTS = "KNOWN FAULTS"
    NOT_ASKED = "NOT ASKED"


NO_ANSWER = re.compile(
    r"No module named|endpoint returned an error|ConnectionError|ENOTFOUND|could not be audited"
)


def known_faults(name: str, command: list[str], seconds: int = 300) -> Asked:
    """What the index of faults says; plainly NOT ASKED when it did not answer for every package."""
    try:
        done = subprocess.run(
            command, cwd=CHECKOUT, capture_output=True, text=True, timeout=seconds
        )
        told, found = f"{done.stdout}\n{done.stderr}".strip(), verdict_of(done)
    except (OSError, subprocess.TimeoutExpired) as trouble:
        told, found = str(trouble), Asked.NOT_ASKED
    silent = next((line for line in told.splitlines() if NO_ANSWER.search(line)), told)[:150]
    more = {Asked.CLEAN: "", Asked.FAULTS: f"\n{told}", Asked.NOT_ASKED: f": {silent}"}
    tell(f"{name}: {found.value}{more[found]}")
    return found


def verdict_of(done: "subprocess.CompletedProcess[str]") -> Asked:
    """Faults that are named are faults, also where some packages were not looked up."""
    told = f"{done.stdout}\n{done.stderr}"
    if re.search(r"^Found \d+ known vulnerabilit|\d+ .*severity vulnerabilit", told, re.MULTILINE):
        return Asked.FAULTS
    if NO_ANSWER.search(told):
        return Asked.NOT_ASKED
    return Asked.FAULTS if done.returncode else Asked.CLEAN


def auditor() -> list[str]:
    """pip-audit, in a folder of its own: it is no part of the portal."""
    target, lock = STATE_DIR / "audit", CHECKOUT / "requirements-audit.txt"
    stamp = target / ".stamp"
    if not stamp.exists() or stamp.read_text() != lock.read_text():
        tell("Fetching pip-audit")
        shutil.rmtree(target, ignore_errors=True)
        fetched = subprocess.run([*pip_install(Path(sys.executable), lock), "--target", target])
        if not fetched.returncode:
            stamp.write_text(lock.read_text())
    return [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(target)!r}); {RUN}"]


RUN = "from pip_audit._cli import audit; audit()"


def main() -> int:
    """0: nothing is known against a part. 1: a fault or a licence. 2: not all of it was asked."""
    target = Path(sys.argv[1]) if sys.argv[1:] else STATE_DIR / "sbom.json"
    bom = sbom()
    target.write_text(json.dumps(bom, indent=1))
    parts = bom["components"]
    silent = [part["name"] for part in parts if not licence_of(part)]
    tell(f"{len(parts)} components in {target}")
    tell(f"Not installed here, so of an unknown licence: {', '.join(silent) or 'none'}")
    wrong = not_allowed(parts)
    tell(f"Licences that are not on the list: {', '.join(wrong) or 'none'}")
    lock = ["--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    answers = {
        known_faults("Python packages", [*auditor(), *lock, "-r", "requirements.txt"]),
        known_faults("Packages of the browser", ["npm", "audit", "--omit=dev"]),
    }
    if wrong or Asked.FAULTS in answers:
        return 1
    return 2 if Asked.NOT_ASKED in answers else 0


if __name__ == "__main__":
    sys.exit(main())
