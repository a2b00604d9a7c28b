"""An SMTP server that takes every mail at once and forgets it."""

import socketserver
import threading

REPLIES = {b"EHLO": b"250 sink\r\n", b"HELO": b"250 sink\r\n", b"QUIT": b"221 bye\r\n"}


class _Talk(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"DATA":
                self._take()
            else:
                self.wfile.write(REPLIES.get(word, b"250 ok\r\n"))
            if word == b"QUIT":
                return

    def _take(self) -> None:
        self.wfile.write(b"354 go on\r\n")
        for line in self.rfile:
            if line == b".\r\n":
                break
        self.server.taken += 1
        self.wfile.write(b"250 taken\r\n")


class Sink(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]
