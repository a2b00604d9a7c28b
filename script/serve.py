"""Runs the whole portal on this machine: see script/server."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from hashlib import sha256
from pathlib import Path
from types import FrameType

import psycopg2

from compile_translations import compile_translations
from environment import CHECKOUT, stop, tell
from servers.lease import Lease, keepers
from surroundings import STATE_DIR, local_servers, local_settings, manage, with_servers

PORT = os.environ.get("PORT", "8000")
READY_WITHIN_SECONDS = 90
# On a machine of one's own the worker may be root: Celery need not warn of it.
QUIET = {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore:You're running the worker"}
# What the npm packages hold beside the few files that pages ask for; compressing it takes long.
UNUSED_STATIC_FILES = (
    *("*.rtl.*", "bootstrap-grid.*", "bootstrap-reboot.*", "bootstrap-utilities.*"),
    *("bootstrap.css*", "bootstrap.js*", "bootstrap.esm.*", "bootstrap.bundle.js*"),
    *("chart.js*", "chart.cjs*", "chart.umd.js*", "helpers.*", "chunks", "*.ts", "*.scss", "*.md"),
    *("bootstrap-icons.json", "metadata.json", "package.json", "unicode.json"),
)


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or asked in another way to stop."""


def main() -> int:
    for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(wish, _raise_stopped)
    try:
        with contextlib.ExitStack() as stack:
            return run(stack)
    except Stopped:
        tell("Stopped")
        return 0


def _raise_stopped(number: int, _frame: FrameType | None) -> None:
    # Once is enough: what was started must now end in peace.
    for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(wish, signal.SIG_IGN)
    raise Stopped


def run(stack: contextlib.ExitStack) -> int:
    adopt_orphans()
    stack.callback(end_orphans)
    tell("Starting Postgres and Valkey")
    servers = local_servers(STATE_DIR)
    if servers:
        stack.callback(servers.release)
    # honcho would give 5000 to processes that are told no port.
    settings = with_servers({**QUIET, **local_settings(PORT), "PORT": PORT}, servers)
    prepare({**settings, "STATEMENT_TIMEOUT": ""})
    tell("Starting web, workers, beat and timer")
    processes = subprocess.Popen(
        ["honcho", "start", "--procfile", str(CHECKOUT / "Procfile"), *_wanted(settings)],
        cwd=CHECKOUT,
        env=settings,
        stdin=subprocess.DEVNULL,
        pass_fds=[servers.fileno()] if servers else [],
        start_new_session=True,
        preexec_fn=_end_with_parent,
    )
    stack.callback(_end, processes)
    people = demo_people(settings)
    wait_until_ready(processes)
    print(f"\nReady: http://127.0.0.1:{PORT}\n\n{people}\nCtrl-C stops it.\n", flush=True)
    return wait_for_the_end(processes, servers)


def _wanted(settings: dict[str, str]) -> list[str]:
    """The processes to run: replies are received only where INBOUND says how."""
    lines = (CHECKOUT / "Procfile").read_text().splitlines()
    names = [line.partition(":")[0] for line in lines if line]
    return [name for name in names if name != "receive" or settings.get("INBOUND")]


def wait_for_the_end(processes: "subprocess.Popen[bytes]", servers: Lease | None) -> int:
    """The portal runs until somebody stops it; what ends by itself is said in a sentence."""
    while processes.poll() is None:
        time.sleep(0.5)
        if servers and servers.is_over():
            print("Postgres or Valkey ended. Start this again; no data is lost.", file=sys.stderr)
            return 1
    print("The portal stopped by itself; the lines above say why.", file=sys.stderr)
    return processes.returncode or 1


def prepare(settings: dict[str, str]) -> None:
    tell("Preparing the database")
    must(settings, "migrate", "--verbosity=0")
    must(settings, "createcachetable", "--verbosity=0")
    if compile_translations():
        tell("Translations compiled")
    collect_static_files(settings)
    if settings["DEMO"] == "1" and has_no_regions(settings["DATABASE_URL"]):
        load_demo(settings)


def must(settings: dict[str, str], *command: str) -> None:
    if subprocess.run(manage(*command), env=settings, cwd=CHECKOUT).returncode:
        stop(f"“manage.py {command[0]}” failed; the lines above say why.")


def collect_static_files(settings: dict[str, str]) -> None:
    """Only when a file changed: compressing them all takes seconds."""
    stamp, fingerprint = STATE_DIR / "static.stamp", fingerprint_of_static_files()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    tell("Collecting static files")
    ignore = [f"--ignore={pattern}" for pattern in UNUSED_STATIC_FILES]
    must(settings, "collectstatic", "--no-input", "--verbosity=0", *ignore)
    stamp.write_text(fingerprint)


def fingerprint_of_static_files() -> str:
    named = [CHECKOUT / "package-lock.json", CHECKOUT / "sto_portal/settings.py"]
    found = [path for path in CHECKOUT.glob("static/**/*") if path.is_file()]
    found += CHECKOUT.glob("requirements.txt")
    marks = [f"{path}:{path.stat().st_mtime_ns}:{path.stat().st_size}" for path in named + found]
    return sha256("\n".join(sorted(marks)).encode()).hexdigest()


def has_no_regions(database_url: str) -> bool:
    with contextlib.closing(psycopg2.connect(database_url)) as database, database.cursor() as rows:
        rows.execute("SELECT NOT EXISTS (SELECT FROM regions_region)")
        return rows.fetchone() == (True,)


def load_demo(settings: dict[str, str]) -> None:
    if has_demo():
        tell("Loading the demo; this takes a minute")
        must(settings, "demo")
    else:
        tell("There is no demo to load yet")


def has_demo() -> bool:
    return any(CHECKOUT.glob("[!.n]*/**/management/commands/demo.py"))


def demo_people(settings: dict[str, str]) -> str:
    if settings.get("DEMO") != "1" or not has_demo():
        return ""
    asked = subprocess.run(
        manage("demo", "--people"), env=settings, cwd=CHECKOUT, capture_output=True, text=True
    )
    return asked.stdout


def wait_until_ready(processes: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    answer = "no answer"
    while time.monotonic() < deadline:
        if processes.poll() is not None:
            stop("The portal did not start; the lines above say why.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health/ready", timeout=5):
                return
        except urllib.error.HTTPError as error:
            answer = f"{error.code} {error.read(500).decode(errors='replace')}"
        except OSError as error:
            answer = str(error)
        time.sleep(0.1)
    stop(f"The portal started but is not ready: {answer}")


def _end_with_parent() -> None:
    """So that all its processes end too when this script is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, int(signal.SIGTERM))


def adopt_orphans() -> None:
    """What honcho started becomes a child of this script when honcho itself is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1)


def end_orphans() -> None:
    """After everything that this script started: end what is a child of it nevertheless.

    Not the keeper: others may hold a lease of it.
    """
    kept = [keeper.pid for keeper in keepers]
    for folder in Path("/proc").glob("[0-9]*") if sys.platform == "linux" else ():
        with contextlib.suppress(OSError):
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid() and int(folder.name) not in kept:
                os.kill(int(folder.name), signal.SIGTERM)


def _end(processes: "subprocess.Popen[bytes]") -> None:
    if processes.poll() is None:
        tell("Stopping")
        processes.terminate()
        try:
            processes.wait(timeout=30)
        except subprocess.TimeoutExpired:
            processes.kill()


if __name__ == "__main__":
    sys.exit(main())
