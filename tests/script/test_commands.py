"""The commands that a newcomer runs first, and the files that they install from."""

import ast
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import environment
from compile_translations import compile_translations

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ["regions", "advisors", "electives", "sto_portal", "manage.py"]
LOCKS = sorted(path.stem for path in ROOT.glob("requirements*.in"))
SETTINGS = ("DEBUG", "DEMO", "DATABASE_URL", "REDIS_URL", "SITE_URL", "ALLOWED_HOSTS", "STARTED_AT")


def surroundings(**settings: str) -> dict[str, str]:
    """This process's environment without what a test run puts there."""
    inherited = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**inherited, **settings}


def run(*command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env=surroundings(**settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture
def state_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sto-portal-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_has_a_hash_and_none_an_address(name):
    text = (ROOT / f"{name}.txt").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.match(r"[a-z0-9._-]+==\S+ .*--hash=sha256:", line), line
    assert "://" not in text and "--index" not in text and "--find-links" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_asked_for_is_what_is_locked(name):
    locked = (ROOT / f"{name}.txt").read_text().lower()
    for line in (ROOT / f"{name}.in").read_text().lower().splitlines():
        if not line.startswith("-r"):
            wanted = re.split(r"[\[~=<>;]", line)[0].strip().replace("_", "-")
            assert re.search(rf"^{re.escape(wanted)}==", locked, re.MULTILINE), wanted


@pytest.mark.parametrize("name, folders", [("requirements", PRODUCT), ("requirements-dev", ["."])])
def test_what_is_imported_is_asked_for_by_name(name, folders):
    """Not by way of another package, which may do without it tomorrow."""
    parts = {"requirements", "requirements-watch", name}
    asked = "".join((ROOT / f"{part}.in").read_text() for part in parts)
    wanted = {
        re.split(r"[\[~=<>; ]", line)[0].lower().replace("_", "-") for line in asked.splitlines()
    }
    missing = {package for package in imported(folders) if not wanted & owners(package)}
    assert not missing, f"Name these in {name}.in: {missing}"


def imported(folders: list[str]) -> set[str]:
    """Top names of what our modules import and neither Python nor the checkout has."""
    named = set()
    for path in modules(folders):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                named.add(node.module.partition(".")[0])
            elif isinstance(node, ast.Import):
                named |= {alias.name.partition(".")[0] for alias in node.names}
    ours = {
        path.stem for top in ("", "script", "tests/benchmarks") for path in (ROOT / top).iterdir()
    }
    return named - sys.stdlib_module_names - ours


def modules(folders: list[str]) -> Iterator[Path]:
    """Every module of the checkout in these; `.` is all of it."""
    for top in folders:
        for path in [ROOT / top] if top.endswith(".py") else (ROOT / top).rglob("*.py"):
            if not {".venv", "node_modules", ".local"} & set(path.parts):
                yield path


def owners(package: str) -> set[str]:
    names = packages_distributions().get(package, [package])
    return {name.lower().replace("_", "-") for name in names}


def test_front_end_packages_have_a_hash_and_no_address():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert len(packages) > 5
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-")


def test_continuous_integration_runs_the_test_command():
    assert "/../script/test" in (ROOT / ".ci/run").read_text()


@pytest.mark.parametrize(
    "path", [".ci/run", "script/server", "script/manage", "script/test", "script/messages"]
)
def test_commands_can_be_run(path):
    assert os.access(ROOT / path, os.X_OK)


def test_every_process_is_a_command_that_is_installed():
    lines = (ROOT / "Procfile").read_text().splitlines()
    names = [line.partition(":")[0] for line in lines]
    assert names == ["web", "worker", "codes", "beat", "timer", "receive"]
    for line in lines:
        command = line.partition(":")[2].split()
        assert command[0] == "exec", "a shell in between would not pass on a signal"
        assert shutil.which(command[1], path=str(Path(sys.executable).parent)), line


def test_a_taken_port_gives_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = run("script/server", PORT=str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"Port {port} is taken. Choose another one: PORT={port + 1} script/server\n"
    )


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_gives_one_sentence(port):
    done = run("script/server", PORT=port)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "PORT must be a number" in done.stderr


def test_a_machine_without_python_gives_one_sentence(tmp_path):
    for tool in ("bash", "dirname", "env"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    done = run("script/server", PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "The portal needs Python 3.11 or newer. Install it, and start this again.\n"
    )


def test_what_is_installed_is_not_installed_again(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "_works", lambda *_: True)
    monkeypatch.setattr(environment, "_run", lambda *_: pytest.fail("installs again"))
    names = ("requirements.txt", "requirements-dev.txt")
    for name in names:
        (tmp_path / f".{name}.stamp").write_text(environment.digest(name))
    environment.ensure_python(tmp_path, with_tests=True)
    environment.ensure_python(tmp_path, with_tests=False)
    (tmp_path / ".requirements.txt.stamp").unlink()
    environment.ensure_python(tmp_path, with_tests=False)  # the larger set holds the smaller one


def test_the_environment_stays_in_the_checkout(state_dir):
    assert environment.home_of(state_dir) == state_dir


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root runs Postgres as somebody else")
def test_root_keeps_its_home_closed(state_dir):
    closed = state_dir / "home"
    closed.mkdir(mode=0o700)
    outside = environment.home_of(closed)
    try:
        assert not outside.is_relative_to(state_dir)
        assert outside.stat().st_mode & 0o777 == 0o755
        assert closed.stat().st_mode & 0o777 == 0o700
        assert environment.home_of(closed) == outside, "the same place every time"
    finally:
        outside.rmdir()


def test_translations_compile_without_gettext(tmp_path):
    folder = tmp_path / "nl/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Advisor"\nmsgstr "Ondersteuner"\n'
    )
    assert [path.name for path in compile_translations(tmp_path)] == ["django.mo"]
    assert compile_translations(tmp_path) == [], "nothing changed"
    assert b"Ondersteuner" in (folder / "django.mo").read_bytes()


def is_free(port: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) != 0


@pytest.mark.slow
def test_the_server_starts_without_a_port_says_where_and_stops_wholly(state_dir, free_port):
    put_a_region_in(state_dir)
    settings = surroundings(STATE_DIR=str(state_dir))
    settings.pop("PORT", None)
    if is_free("8000"):
        free_port = "8000"  # what it takes when nobody says anything
    else:
        settings["PORT"] = free_port
    server = subprocess.Popen(
        ["script/server"], cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        lines = lines_until_ready(server)
        assert f"Ready: http://127.0.0.1:{free_port}" in lines[-1]
        with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/health/ready") as answer:
            assert answer.status == 200
        database = int((state_dir / "postgres/postmaster.pid").read_text().split()[0])
    finally:
        server.send_signal(signal.SIGINT)
        server.stdout.read()
        assert server.wait(timeout=60) == 0
    assert not Path(f"/proc/{database}").exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(free_port))) != 0
    assert regions_in(state_dir) == "1", "stopping keeps the data"


def put_a_region_in(state_dir: Path) -> None:
    """So that the server finds a database with something in it, and loads no demo."""
    assert run("script/manage", "migrate", "-v0", STATE_DIR=str(state_dir)).returncode == 0
    region = "from regions.models import Region; Region.objects.create(name='Oost', slug='oost')"
    done = run("script/manage", "shell", "-v0", "-c", region, STATE_DIR=str(state_dir))
    assert done.returncode == 0, done.stderr


def regions_in(state_dir: Path) -> str:
    count = "from regions.models import Region; print(Region.objects.count())"
    done = run("script/manage", "shell", "-v0", "-c", count, STATE_DIR=str(state_dir))
    return done.stdout.strip()


def lines_until_ready(server: "subprocess.Popen[str]") -> list[str]:
    lines = []
    deadline = time.monotonic() + 90
    assert server.stdout is not None
    while time.monotonic() < deadline:
        lines.append(server.stdout.readline())
        if "Ready:" in lines[-1] or not lines[-1]:
            break
    return lines
