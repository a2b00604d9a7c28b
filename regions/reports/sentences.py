"""One sentence of a draft with where it came from, as it is stored. Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import date

from regions.stored import Stored


@dataclass(frozen=True)
class Origin(Stored):
    """Where a sentence came from: a log, an event, a row of the plan.

    `label` stands beside the sentence ("log mei"), `quote` is what the source says word for word,
    `url` opens it.
    """

    label: str
    title: str
    url: str
    on: date | None = None
    about: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Sentence(Stored):
    """`key` says what it tells of, and stays the same when its words change.

    With `is_gap` it is no sentence of the report: it says what no source tells.
    """

    key: str
    text: str
    origins: tuple[Origin, ...] = ()
    is_gap: bool = False


def text_of(sentences: "list[Sentence] | tuple[Sentence, ...]") -> str:
    """The sentences as one running text, without what is open."""
    return " ".join(sentence.text for sentence in sentences if not sentence.is_gap)
