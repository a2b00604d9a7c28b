"""manage.py with the surroundings of script/server; see script/manage."""

import os
import signal
import subprocess
import sys

from surroundings import STATE_DIR, local_servers, local_settings, manage, with_servers


def main() -> int:
    servers = local_servers(STATE_DIR)
    settings = with_servers(local_settings(os.environ.get("PORT", "8000")), servers)
    settings.setdefault("STATEMENT_TIMEOUT", "")
    # Ctrl-C reaches the command itself; this process waits for it, to let go of the servers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    command = subprocess.Popen(
        manage(*sys.argv[1:]),
        env=settings,
        pass_fds=[servers.fileno()] if servers else [],
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    signal.signal(signal.SIGTERM, lambda *_: command.terminate())
    code = command.wait()
    if servers:
        servers.release()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
