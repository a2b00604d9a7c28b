"""What changed under a text that a person wrote: what the draft said then beside what it says now.

Pure: an answer in, changes out.
"""

from dataclasses import dataclass

from regions.reports.models import ReportAnswer
from regions.reports.sentences import Sentence


@dataclass(frozen=True)
class Under:
    """One sentence of the draft; `before` or `now` is empty where it came or went."""

    key: str
    before: str
    now: str


def changed_under(answer: ReportAnswer) -> list[Under]:
    """In the order of the draft, then what went; nothing where nobody wrote."""
    if not answer.is_edited or answer.is_gone:
        return []
    was = {one.key: one.text for one in answer.seen_sentences if not one.is_gap}
    now = {one.key: one.text for one in answer.sentences if not one.is_gap}
    keys = [*now, *(key for key in was if key not in now)]
    told = (Under(key, was.get(key, ""), now.get(key, "")) for key in keys)
    return [one for one in told if one.before != one.now]


def open_gaps(answer: ReportAnswer) -> list[Sentence]:
    """What no source says, and nobody wrote about: who wrote below a gap has seen it."""
    if answer.is_gone:
        return []
    seen = {one.key for one in answer.seen_sentences} if answer.is_edited else set()
    return [one for one in answer.sentences if one.is_gap and one.key not in seen]


def taken_over(text: str, change: Under) -> str:
    """The text with what the sources say now: in its old place, or at the end."""
    if change.before and change.before in text:
        return text.replace(change.before, change.now, 1).replace("  ", " ").strip()
    return f"{text.rstrip()} {change.now}".strip()
