"""What was found of one thing: a line for whoever runs the portal, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

WAIT = 10  # seconds for anything that does not answer


class Verdict(StrEnum):
    OK = "ok"
    LOOK = "look"  # the portal runs, and somebody should know
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    name: str
    verdict: Verdict
    words: str
    to_do: str = ""

    def __str__(self) -> str:
        line = f"{self.verdict:<6}{self.name:<15}{self.words}"
        return f"{line}. To do: {self.to_do}" if self.to_do else line


Looking = Callable[[], Finding]


def ok(name: str, words: str) -> Finding:
    return Finding(name, Verdict.OK, words)


def look(name: str, words: str, to_do: str) -> Finding:
    return Finding(name, Verdict.LOOK, words, to_do)


def fault(name: str, words: str, to_do: str) -> Finding:
    return Finding(name, Verdict.FAULT, words, to_do)


def worst(found: list[Finding]) -> Finding:
    """The first of the worst kind."""
    return max(found, key=lambda finding: list(Verdict).index(finding.verdict))


def first_line(trouble: object) -> str:
    lines = str(trouble).strip().splitlines() or [type(trouble).__name__]
    return " ".join(lines[0].split())[:200]
