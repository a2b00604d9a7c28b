"""What is deployed with agrees: settings with their table, processes with the Procfile."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from sto_portal.privacy.periods import DAYS
from tests.deploy.image import OWNER, ROOT, stages
from tests.watch.debian import program

READ = [
    re.compile(r'env\.\w+\(\s*"([A-Z][A-Z_]+)"'),
    re.compile(r'\bneeded\("([A-Z_]+)"'),
    re.compile(r'os\.environ(?:\.get\(|\[)\s*"([A-Z][A-Z_]+)"'),
    re.compile(r'environ\.setdefault\("([A-Z][A-Z_]+)"'),
    re.compile(r'^FOLDER = "([A-Z_]+)"', re.MULTILINE),
    re.compile(r'^    "\w+": \("([A-Z_]+)", "', re.MULTILINE),
]
REPLIES = ("REPLY_ADDRESS", "INBOUND", "INBOUND_AUTHSERV_ID")
NOT_FOR_OPERATORS = {"DJANGO_SETTINGS_MODULE", "TEST_DATABASE_NAME"}
APPS = ("regions", "advisors", "electives", "sto_portal")
OPTIONAL = {"receive"}  # where INBOUND says that replies come in
UNITS = ROOT / "docs" / "deploy" / "systemd"


def processes() -> dict[str, str]:
    lines = (ROOT / "Procfile").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines if line)


def read_settings() -> set[str]:
    """Every name of the environment that the product reads, by its own code."""
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    found = set(DAYS) | set(re.findall(r"\$\{([A-Z_]+):-", (ROOT / "Procfile").read_text()))
    for path in paths:
        text = path.read_text()
        found |= {name for pattern in READ for name in pattern.findall(text)}
    return found - NOT_FOR_OPERATORS


def documented() -> list[str]:
    text = (ROOT / "docs" / "beheer.md").read_text()
    table = text.partition("\n## Instellingen\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)]


def test_the_table_names_every_setting_once_and_no_other():
    told = documented()
    assert len(told) == len(set(told))
    assert set(told) == read_settings()
    assert len(told) > 60


def compose() -> dict:
    return yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]


def test_each_process_of_the_procfile_is_a_service_and_an_instance_of_the_unit():
    ours = {name: one for name, one in compose().items() if one["image"] == "sto-portal"}
    assert set(ours) == {*processes(), "migrate"}
    assert all(ours[name]["command"] == ["script/process", name] for name in processes())
    wanted = re.findall(r"sto-portal@(\w+)\.service", (UNITS / "sto-portal.target").read_text())
    always = set(processes()) - OPTIONAL
    assert set(wanted) == always and len(wanted) == len(always)
    assert {name for name, one in ours.items() if one.get("profiles") == [name]} == OPTIONAL
    assert not any("profiles" in one for name, one in compose().items() if name not in OPTIONAL)


def test_what_replies_need_reaches_every_service_of_ours():
    for name, one in compose().items():
        if one["image"] == "sto-portal":
            told = {key: one["environment"][key] for key in REPLIES}
            assert told == {key: f"${{{key}:-}}" for key in REPLIES}, name


def test_services_of_ours_have_no_root_no_disk_and_only_known_settings():
    for name, one in compose().items():
        if one["image"] == "sto-portal":
            assert one["read_only"] and one["user"] == f"{OWNER}:{OWNER}", name
            assert one["cap_drop"] == ["ALL"]
            assert set(one["environment"]) <= set(documented())
            assert one.get("volumes", []) == (["state:/var/lib/sto"] if name == "worker" else [])
    assert set(stages()[-1].env) & set(documented()) == {"BIND", "PORT", "STATIC_ROOT", "STATE_DIR"}


def test_no_secret_stands_in_a_file():
    for path in [ROOT / "compose.yaml", ROOT / "Containerfile", *UNITS.iterdir()]:
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
        for name, text in re.findall(
            r"^\W*(\w*(?:SECRET|PASSWORD|TOKEN)\w*)[:=] *(\S+)", "\n".join(lines), re.MULTILINE
        ):
            assert text.startswith(('"${', "$")), f"{path.name}: {name}"


def test_what_is_no_process_is_said():
    done = subprocess.run([ROOT / "script/process", "nothing"], capture_output=True, text=True)
    assert done.returncode == 2 and "no process nothing" in done.stderr
    assert subprocess.run([ROOT / "script/process"], capture_output=True).returncode == 1


def test_systemd_understands_the_units(tmp_path):
    verify = program("systemd", "systemd-analyze")
    for unit in UNITS.iterdir():
        text = unit.read_text().replace("/srv/sto", str(ROOT))
        (tmp_path / unit.name).write_text(text.replace("User=sto\n", "User=root\n"))
    for name in processes():
        (tmp_path / f"sto-portal@{name}.service").symlink_to(tmp_path / "sto-portal@.service")
    told = subprocess.run(
        [verify, "verify", "--man=no", tmp_path / "sto-portal.target"],
        capture_output=True, text=True,
    )  # fmt: skip
    said = [line for line in told.stderr.splitlines() if "sto-portal" in line]
    assert told.returncode == 0 and not said, told.stderr


@pytest.mark.parametrize("name", ["Caddyfile"])
def test_caddy_understands_its_file(name):
    caddy = program("caddy", "caddy")
    done = subprocess.run(
        [caddy, "validate", "--config", Path("docs/deploy") / name, "--adapter", "caddyfile"],
        cwd=ROOT, env={"SITE_HOST": "localhost", "UPSTREAM": "127.0.0.1:8000", "HOME": "/tmp"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
