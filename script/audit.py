"""The components of the portal, their licences and their known faults: see script/audit.

The SBOM is made of the locks, so it names what is installed on a server, with its hashes.
"""

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from environment import CHECKOUT, tell
from surroundings import STATE_DIR

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)((?:.*\\\n)*.*)", re.MULTILINE)
ALLOWED = re.compile(
    r"MIT|BSD|Apache|MPL|Mozilla|PSF|Python Software|ISC|OFL|CC0|0BSD|LGPL|Lesser|Unlicense|Zlib",
    re.IGNORECASE,
)


def python_components() -> list[dict[str, Any]]:
    found = PINNED.findall((CHECKOUT / "requirements.txt").read_text())
    return [
        component(
            "pypi",
            name,
            version,
            python_licence(name),
            [("SHA-256", digest) for digest in re.findall(r"sha256:([0-9a-f]{64})", rest)],
        )
        for name, version, rest in found
    ]


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


def known_faults(name: str, command: list[str]) -> bool:
    """Whether the index answered that there are none; says plainly when it cannot be asked."""
    try:
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired) as trouble:
        tell(f"{name}: NOT ASKED, {trouble}")
        return True
    told = f"{done.stdout}\n{done.stderr}".strip()
    if re.search(r"No module named|endpoint returned an error|ConnectionError|ENOTFOUND", told):
        tell(f"{name}: NOT ASKED, no index of faults answered: {told.splitlines()[0][:150]}")
        return True
    tell(f"{name}: {'nothing known' if not done.returncode else told}")
    return not done.returncode


def main() -> int:
    target = Path(sys.argv[1]) if sys.argv[1:] else STATE_DIR / "sbom.json"
    bom = sbom()
    target.write_text(json.dumps(bom, indent=1))
    parts = bom["components"]
    silent = [part["name"] for part in parts if not licence_of(part)]
    tell(f"{len(parts)} components in {target}")
    tell(f"Not installed here, so of an unknown licence: {', '.join(silent) or 'none'}")
    wrong = not_allowed(parts)
    tell(f"Licences that are not on the list: {', '.join(wrong) or 'none'}")
    python = [sys.executable, "-m", "pip_audit", "--require-hashes", "-r", "requirements.txt"]
    asked = [
        known_faults("Python packages", python),
        known_faults("Packages of the browser", ["npm", "audit", "--omit=dev"]),
    ]
    return 0 if all(asked) and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
