"""script/server where things are not as usual: a space, a closed folder, parts that are killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = {**os.environ, "PYTHONPATH": str(ROOT / "script"), "STARTED_AT": "0"}


def test_a_path_with_a_space_stays_one_word_in_every_process(tmp_path):
    """As honcho runs them: each line by a shell."""
    settings = {**os.environ, "STATE_DIR": f"{tmp_path}/my portal"}
    words = {}
    for line in (ROOT / "Procfile").read_text().splitlines():
        name, _, command = line.partition(":")
        told = command.replace("exec", "printf '%s\\n'", 1)
        words[name] = subprocess.check_output(["sh", "-c", told], env=settings, text=True).split(
            "\n"
        )
    place = words["beat"].index("--schedule") + 1
    assert words["beat"][place].startswith(f"{tmp_path}/my portal/beat-")
    assert words["beat"][place + 1] == "--pidfile="


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can become somebody else")
def test_a_checkout_of_somebody_else_gives_one_sentence(tmp_path):
    look = (
        "import environment, os; os.setuid(65534); environment.check_writable(environment.CHECKOUT)"
    )
    done = subprocess.run([sys.executable, "-c", look], env=SCRIPTS, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "is not yours to write in" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux gives orphans to a script")
def test_what_a_killed_part_leaves_behind_is_ended(tmp_path):
    """honcho is killed outright; what it started is ended all the same."""
    script = (
        "import serve, subprocess; serve.adopt_orphans();"
        "part = subprocess.Popen(['sh', '-c', 'sleep 300 & echo $!; exec sleep 300'],"
        " stdout=subprocess.PIPE, start_new_session=True);"
        "print(part.stdout.readline().decode(), flush=True);"
        "part.kill(); part.wait(); serve.end_orphans()"
    )
    settings = {**SCRIPTS, "STATE_DIR": str(tmp_path)}
    told = subprocess.check_output([sys.executable, "-c", script], env=settings, text=True)
    for _ in range(100):
        if not is_running(int(told)):
            break
        time.sleep(0.05)
    assert not is_running(int(told))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
