"""What the answer of a relay is about: the reader's address, this mail, or whatever it is offered.

A refusal holds for what it names, and for nothing more. Only the answer to RCPT names the reader;
later ones do so with a status of their own (RFC 3463: 5.1.1 and its like). Whatever else a relay
refuses (the connection, the password, the sender, what a mail says) condemns neither mail nor
address: that is for somebody to repair, and the mail waits.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

STATUS = re.compile(r"^[45]\.\d{1,3}\.\d{1,3}\b")
NAMES_THE_READER = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"}
NO_SUCH_READER = NAMES_THE_READER | {"5.1.0", "5.2.1"}  # as an answer to RCPT
NO_SUCH_READER_CODES = {550, 551, 553}  # as an answer to RCPT without a status
# Commands that are not known, signing in that is asked for, a sender that is not allowed.
OF_THE_RELAY_CODES = {500, 502, 503, 504, 530, 534, 535, 538}
OF_THE_RELAY = re.compile(r"5\.7\.|5\.1\.[78]\b|5\.5\.")
OF_THE_RELAY_WORDS = re.compile(r"relay|authenticat|block(ed|list)|blacklist", re.IGNORECASE)


class Step(StrEnum):
    CONNECT = "connect"  # up to and with EHLO, TLS and AUTH
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"


class Result(StrEnum):
    ACCEPTED = "accepted"
    LATER = "later"  # 4xx, a refusal that does not name the reader, or broken before the body
    REFUSED = "refused"  # 5xx about the reader
    UNREACHABLE = "unreachable"  # no relay to talk to: nothing about this mail
    UNKNOWN = "unknown"  # the body was handed over and no answer came
    LOST = "lost"  # somebody else has the claim; nothing was handed over


@dataclass(frozen=True)
class Answer:
    result: Result
    code: int | None = None
    text: str = ""
    step: Step = Step.BODY

    @property
    def status(self) -> str:
        """The status of RFC 3463, such as 5.1.1; "" where the relay gives none."""
        found = STATUS.match(self.text)
        return found[0] if found else ""

    @property
    def is_about_the_relay(self) -> bool:
        """Whether it would be the same for any mail."""
        if self.step in {Step.CONNECT, Step.MAIL} or self.result == Result.UNREACHABLE:
            return True
        return (self.code or 0) >= 500 and (
            self.code in OF_THE_RELAY_CODES
            or bool(OF_THE_RELAY.match(self.text))
            or (not self.status and bool(OF_THE_RELAY_WORDS.search(self.text)))
        )

    @property
    def is_about_the_reader(self) -> bool:
        """Whether it is about the reader's address: a 5xx then ends the mail."""
        if self.is_about_the_relay or self.code is None:
            return False
        return self.step == Step.RCPT or self.status in NAMES_THE_READER

    @property
    def condemns_address(self) -> bool:
        """Whether it says that the address does not exist: no other mail is sent there."""
        if self.result != Result.REFUSED:
            return False
        return self.status in NO_SUCH_READER or (
            not self.status and self.code in NO_SUCH_READER_CODES
        )

    @property
    def alike(self) -> str:
        """What a run of faults has in common; words differ with each mail, so they are left out."""
        return f"{self.step} {self.result} {self.code or ''} {self.status}".strip()


def said(step: Step, code: int, text: bytes) -> Answer:
    """What a reply at a step comes to. Nonsense is "later"."""
    results = {2: Result.ACCEPTED, 4: Result.LATER, 5: Result.REFUSED}
    known = code if 200 <= code < 600 else None
    answer = Answer(results.get(code // 100, Result.LATER), known, plain(text), step)
    if answer.result == Result.REFUSED and not answer.is_about_the_reader:
        return replace(answer, result=Result.LATER)
    return answer


def plain(text: bytes | str) -> str:
    """One line that a database and a page can hold."""
    written = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(written.replace("\x00", "").split())[:500]
