"""The bench in the surroundings of script/server; see script/bench."""

import os
import subprocess
import sys

from environment import CHECKOUT
from surroundings import STATE_DIR, local_servers, local_settings, with_servers


def main() -> int:
    servers = local_servers(STATE_DIR)
    settings = with_servers(local_settings("8000"), servers)
    settings["STATEMENT_TIMEOUT"] = ""
    settings.pop("DEBUG", None)
    command = [sys.executable, "-m", "tests.benchmarks.run", *sys.argv[1:]]
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
