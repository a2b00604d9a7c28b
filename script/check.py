"""Every check and test: see script/test.

All checks run, also after one that failed. pytest comes last, so that its own closing line closes
the run; what failed before it is named above it, and once more below it when something failed.
With --on and a day, pytest runs on that day: see another_day.py.
"""

import os
import secrets
import shutil
import subprocess
import sys
import time
from datetime import datetime

from another_day import check_postgres_lives, clock_at, library, moment_of
from compile_translations import compile_translations
from environment import CHECKOUT, stop, tell
from surroundings import LOCAL_HOSTS, STATE_DIR, local_servers, manage, with_servers

TEST_STATE_DIR = STATE_DIR / "test"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAGES = "templates"
PARALLEL = ["-n", "auto"]
# Far away, the first of a month in Amsterdam and still the 29th of February in UTC.
FAR_DAY = "2028-03-01T00:30"
QUICK_ROOMS = ["regions", "progress", "partners", "labs", "internships", "steering", "electives"]
QUICK = [*(f"tests/{room}" for room in [*QUICK_ROOMS, "advisors"]), "-m", "not (frozen or slow)"]


def main() -> int:
    arguments, moment = asked_for(sys.argv[1:])
    find_browser()
    compile_translations()
    # WhiteNoise warns where the folder for collected files is not there; tests collect none.
    (TEST_STATE_DIR / "static").mkdir(parents=True, exist_ok=True)
    if moment:
        os.environ.update(clock_at(moment))
    failed = [] if arguments else failed_on_far_day()
    tell("Starting Postgres and Valkey for the tests")
    servers = local_servers(TEST_STATE_DIR, durable=False)
    try:
        settings = with_servers(test_settings(), servers)
        check_postgres_lives(settings["DATABASE_URL"], moment)
        return run(settings, arguments, failed)
    except KeyboardInterrupt:
        return 130
    finally:
        if servers:
            servers.release()


def asked_for(arguments: list[str]) -> tuple[list[str], datetime | None]:
    """What pytest is told, and the moment that --on names; with a day there is always a part."""
    if arguments[:1] != ["--on"]:
        return arguments, None
    moment = moment_of(*arguments[1:2] or [""])
    return arguments[2:] or PARALLEL, moment


def failed_on_far_day() -> list[str]:
    """A quick part of the tests on a day far away: nothing may depend on when it runs."""
    if not library() and os.environ.get("CI") == "true":
        fetch("faketime")
    if not library():
        tell("NOTE: no libfaketime on this machine, so NOTHING RUNS ON ANOTHER DAY")
        return []
    command = [sys.executable, "script/check.py", "--on", FAR_DAY, *QUICK, *PARALLEL, "-q"]
    return [] if passes(f"on {FAR_DAY[:10]}", command, dict(os.environ)) else [f"on {FAR_DAY}"]


def test_settings() -> dict[str, str]:
    """What settings.py reads while the tests run; never the demo's own state."""
    settings = {"DEBUG": "1", "DEMO": "1", "ALLOWED_HOSTS": f"{LOCAL_HOSTS},testserver"}
    settings["SITE_URL"] = "http://127.0.0.1:8000"
    return {**settings, **os.environ, "STATE_DIR": str(TEST_STATE_DIR)}


def deploy_settings(settings: dict[str, str]) -> dict[str, str]:
    """The environment of a real server, for Django's own list of what must be safe there."""
    production = {
        "DEBUG": "",
        "DEMO": "",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "https://portaal.example.nl",
        "ALLOWED_HOSTS": "portaal.example.nl",
        "EMAIL_URL": "smtp+tls://post:geheim@mail.example.nl:587",
        "DEFAULT_FROM_EMAIL": "STO-portaal <portaal@example.nl>",
        "TRUSTED_PROXIES": "1",
    }
    # An empty DEBUG is no truth value to settings.py: leave it out.
    return {name: value for name, value in {**settings, **production}.items() if value}


def checks() -> list[tuple[str, list[str]]]:
    return [
        ("ruff check", ["ruff", "check"]),
        ("ruff format", ["ruff", "format", "--check"]),
        ("types", ["mypy"]),
        ("arrows", ["lint-imports", "--no-logo"]),
        ("templates", ["djlint", PAGES, "--lint", "--quiet"]),
        ("scripts, styles", [front_end_linter(), "lint", "--error-on-warnings"]),
        ("migrations", manage("makemigrations", "--check", "--dry-run")),
        ("translations", [sys.executable, "script/messages.py", "--check"]),
        ("packages", [sys.executable, "-m", "pip", "check"]),
    ]


def run(settings: dict[str, str], arguments: list[str], failed: list[str]) -> int:
    if arguments:
        return subprocess.run(["pytest", *arguments], cwd=CHECKOUT, env=settings).returncode
    failed += [name for name, command in checks() if not passes(name, command, settings)]
    deploy = manage("check", "--deploy", "--fail-level", "WARNING")
    if not passes("deploy", deploy, deploy_settings(settings)):
        failed.append("deploy")
    tell(f"Checks that failed: {', '.join(failed)}" if failed else "All checks passed")
    tell("pytest")
    code = subprocess.run(["pytest", *PARALLEL], cwd=CHECKOUT, env=settings).returncode
    if failed:
        print(f"FAILED before pytest: {', '.join(failed)}", file=sys.stderr)
    return code or int(bool(failed))


def passes(name: str, command: list[str], settings: dict[str, str]) -> bool:
    """Run one check; show what it says only when it fails."""
    began_at = time.monotonic()
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "FAILED" if done.returncode else "ok"
    tell(f"{name:<14} {verdict:<7} {time.monotonic() - began_at:5.1f} s")
    if done.returncode:
        print(done.stdout, flush=True)
    return not done.returncode


def front_end_linter() -> str:
    """The program itself, of this machine's kind: it runs where there is no Node.js too."""
    return str(next((CHECKOUT / "node_modules" / "@biomejs").glob("cli-*/biome")))


def find_browser() -> None:
    """Name Chromium in the environment for the browser tests, and fetch it when root may."""
    if os.environ.get("BROWSER_TESTS") == "skip":
        tell("NOTE: the browser tests are skipped, as BROWSER_TESTS=skip asks")
        return
    path = os.environ.get("CHROMIUM") or installed_browser()
    if not path and fetch("chromium"):
        path = installed_browser()
    if path:
        os.environ["CHROMIUM"] = path
    elif os.environ.get("CI") == "true":
        stop("Chromium is missing and could not be installed; the browser tests need it.")
    else:
        tell("NOTE: no Chromium on this machine, so THE BROWSER TESTS ARE SKIPPED")
        os.environ["BROWSER_TESTS"] = "skip"


def installed_browser() -> str | None:
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def fetch(package: str) -> bool:
    """With apt-get, where this is root on a Debian."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    tell(f"Installing {package} with apt-get")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "--yes", "--no-install-recommends", package]
    return all(
        not subprocess.run(
            ["apt-get", "-qq", *one], env=quiet, stdout=subprocess.DEVNULL
        ).returncode
        for one in (["update"], install)
    )


if __name__ == "__main__":
    sys.exit(main())
