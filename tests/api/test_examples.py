"""The examples of docs/koppelen.md run as they stand, in curl and in Python, at a real server."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.cache import cache

from sto_portal.api.resources.table import RESOURCES

from .asking import secret_of

GUIDE = (settings.BASE_DIR / "docs" / "koppelen.md").read_text()
EXAMPLES = re.findall(r"```(sh|python)\n(.*?)```", GUIDE, re.S)


def run(kind: str, code: str, where, **surroundings: str) -> str:
    program = [sys.executable, "-c"] if kind == "python" else ["bash", "-euc"]
    ran = subprocess.run(
        [*program, code], cwd=where, env={"PATH": os.environ["PATH"], **surroundings},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.slow
def test_every_example_runs(merenland, live_server, settings, tmp_path):
    if not shutil.which("curl"):
        pytest.skip("There is no curl here.")
    cache.clear()
    settings.SITE_URL = live_server.url
    secret = secret_of(merenland.leader)
    told = [run(*one, tmp_path, STO=live_server.url, TOKEN=secret) for one in EXAMPLES]
    assert '"naam":"Merenland"' in told[0] and '"gemeten_op"' in told[1]
    assert (tmp_path / "evenementen.csv").read_text("utf-8-sig").startswith("regio;nummer;soort")
    assert told[3].splitlines() == [
        "merenland 1.1 Keuzevak Slimme Logistiek Merenland",
        "merenland 1.2 Profieloriëntatie leerjaar 2",
        "merenland 2.1 Stages leerjaar 3",
    ]
    assert '"openapi"' in told[4] and told[5] == ""
    assert "aantal" in told[6] and "304" in told[7]
    assert len(told) == 8


def test_the_guide_names_every_list():
    assert re.findall(r"^\| `/api/v1/(\w+)`", GUIDE, re.M) == [one.name for one in RESOURCES]
