"""The bench in the surroundings of script/server; see script/bench."""

import argparse
import os
import subprocess
import sys

from environment import CHECKOUT
from surroundings import STATE_DIR, local_servers, local_settings, with_servers


def main() -> int:
    if sys.argv[1:2] == ["drafts"]:
        return drafts(sys.argv[2:])
    return faults(sys.argv[2:]) if sys.argv[1:2] == ["faults"] else speed()


def drafts(arguments: list[str]) -> int:
    """How long a report of 60 activities and 18 months takes to draft, and how many queries."""
    command = [sys.executable, "script/check.py", "tests/reports/test_large.py", "-q", "-s"]
    return subprocess.call([*command, *arguments], env=os.environ, cwd=CHECKOUT)


def faults(arguments: list[str]) -> int:
    """Figures F1 to F11 by the tests that the suite runs too; --small is its size."""
    parser = argparse.ArgumentParser(prog="script/bench faults", add_help=False)
    parser.add_argument("--small", action="store_const", const=0, dest="part")
    parser.add_argument("--part", type=int, choices=range(101), metavar="PERCENT")
    parser.set_defaults(part=100)
    wish, more = parser.parse_known_args(arguments)
    command = [sys.executable, "script/check.py", "tests/faults", "-q", *more]
    size = {"FAULTS": str(wish.part / 100)}
    return subprocess.call(command, env={**os.environ, **size}, cwd=CHECKOUT)


def speed() -> int:
    servers = local_servers(STATE_DIR)
    settings = with_servers(local_settings("8000"), servers)
    settings["STATEMENT_TIMEOUT"] = ""
    settings.pop("DEBUG", None)
    room, *more = sys.argv[1:] if sys.argv[1:2] == ["meaning"] else ["run", *sys.argv[1:]]
    command = [sys.executable, "-m", f"tests.benchmarks.{room}", *more]
    code = subprocess.call(
        command,
        env=settings,
        cwd=CHECKOUT,
        pass_fds=[servers.fileno()] if servers else [],
    )
    if servers:
        servers.release()
    return code


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
