"""Every check and test: see script/test.

All checks run, also after one that failed. pytest comes last, so that its own closing line closes
the run; what failed before it is named above it, and once more below it when something failed.
"""

import os
import secrets
import shutil
import subprocess
import sys
import time

from compile_translations import compile_translations
from environment import CHECKOUT, stop, tell
from surroundings import LOCAL_HOSTS, STATE_DIR, local_servers, manage, with_servers

TEST_STATE_DIR = STATE_DIR / "test"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAGES = "templates"


def main() -> int:
    find_browser()
    compile_translations()
    # WhiteNoise warns where the folder for collected files is not there; tests collect none.
    (TEST_STATE_DIR / "static").mkdir(parents=True, exist_ok=True)
    tell("Starting Postgres and Valkey for the tests")
    servers = local_servers(TEST_STATE_DIR, durable=False)
    try:
        return run(with_servers(test_settings(), servers))
    except KeyboardInterrupt:
        return 130
    finally:
        if servers:
            servers.release()


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
        ("migrations", manage("makemigrations", "--check", "--dry-run")),
        ("translations", [sys.executable, "script/messages", "--check"]),
        ("packages", [sys.executable, "-m", "pip", "check"]),
    ]


def run(settings: dict[str, str]) -> int:
    arguments = sys.argv[1:]
    if arguments:
        return subprocess.run(["pytest", *arguments], cwd=CHECKOUT, env=settings).returncode
    failed = [name for name, command in checks() if not passes(name, command, settings)]
    deploy = manage("check", "--deploy", "--fail-level", "WARNING")
    if not passes("deploy", deploy, deploy_settings(settings)):
        failed.append("deploy")
    tell(f"Checks that failed: {', '.join(failed)}" if failed else "All checks passed")
    tell("pytest")
    code = subprocess.run(["pytest", "-n", "auto"], cwd=CHECKOUT, env=settings).returncode
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


def find_browser() -> None:
    """Name Chromium in the environment for the browser tests, and fetch it when root may."""
    if os.environ.get("BROWSER_TESTS") == "skip":
        tell("NOTE: the browser tests are skipped, as BROWSER_TESTS=skip asks")
        return
    path = os.environ.get("CHROMIUM") or installed_browser() or fetched_browser()
    if path:
        os.environ["CHROMIUM"] = path
    elif os.environ.get("CI") == "true":
        stop("Chromium is missing and could not be installed; the browser tests need it.")
    else:
        tell("NOTE: no Chromium on this machine, so THE BROWSER TESTS ARE SKIPPED")
        os.environ["BROWSER_TESTS"] = "skip"


def installed_browser() -> str | None:
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def fetched_browser() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    tell("Installing Chromium with apt-get")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(["apt-get", "-qq", *command], env=quiet, stdout=subprocess.DEVNULL)
        if done.returncode:
            return None
    return installed_browser()


if __name__ == "__main__":
    sys.exit(main())
