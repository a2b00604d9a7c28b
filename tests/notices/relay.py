"""A relay of our own that does exactly what a script says, over a real socket.

A script maps a step (connect, ehlo, mail, rcpt, data, body) to what happens there: a reply such as
"451 later", or "drop" (close), "garbage" (no SMTP), "hang" (no answer), "swallow" (take the body,
then close without an answer).
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sto_portal.notices.outbox.smtp import Relay

USUAL = {
    "connect": "220 ready",
    "ehlo": "250 hello",
    "mail": "250 ok",
    "rcpt": "250 ok",
    "data": "354 go on",
    "body": "250 2.0.0 taken",
}


def relay_at(port: int, wait: float = 1) -> Relay:
    """A relay on this machine that is waited for so many seconds in each step."""
    return Relay(
        "127.0.0.1",
        port,
        connect_wait=wait,
        command_wait=wait,
        data_wait=wait,
        final_wait=wait,
    )


class ScriptedRelay:
    def __init__(self) -> None:
        self.script: dict[str, str] = {}
        self.bodies: list[bytes] = []
        self.steps: list[str] = []
        self.before_reply = lambda step: None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._stop = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def relay(self) -> Relay:
        return self.relay_waiting(1)

    def relay_waiting(self, seconds: float) -> Relay:
        return relay_at(self._socket.getsockname()[1], seconds)

    def close(self) -> None:
        self._stop.set()
        self._socket.close()

    def _serve(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, connection.makefile("rb") as lines:
            if not self._does("connect", connection):
                return
            for line in lines:
                step = line[:4].decode(errors="replace").strip().lower()
                if step == "quit":
                    connection.sendall(b"221 bye\r\n")
                    return
                if not self._does(step, connection):
                    return
                if step == "data" and self._does_as("data").startswith("354"):
                    self._take_body(lines)
                    if not self._does("body", connection):
                        return

    def _take_body(self, lines) -> None:
        taken = []
        for line in lines:
            if line == b".\r\n":
                self._keep(b"".join(taken))
                return
            taken.append(line[1:] if line.startswith(b"..") else line)
        raise OSError("the sender went away")

    def _keep(self, body: bytes) -> None:
        self.bodies.append(body)

    def _does_as(self, step: str) -> str:
        return self.script.get(step, USUAL.get(step, "250 ok"))

    def _does(self, step: str, connection: socket.socket) -> bool:
        """Whether the talk goes on after this step."""
        self.steps.append(step)
        self.before_reply(step)
        what = self._does_as(step)
        if what in ("drop", "swallow"):
            return False
        if what == "hang":
            self._stop.wait(5)
            return False
        connection.sendall(b"\x00\x01 what?\r\n" if what == "garbage" else f"{what}\r\n".encode())
        return True


@contextmanager
def scripted_relay() -> Iterator[ScriptedRelay]:
    server = ScriptedRelay()
    try:
        yield server
    finally:
        server.close()
