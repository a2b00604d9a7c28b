"""An answer as it is read: its sentences with their sources, and what a person wrote between."""

from collections.abc import Iterator
from dataclasses import dataclass

from regions.reports.models import ReportAnswer
from regions.reports.sentences import Origin, text_of


@dataclass(frozen=True)
class Piece:
    """A stretch of text. Of one that a person wrote nobody can say where it came from."""

    text: str
    origins: tuple[Origin, ...] = ()
    is_own: bool = False


def text_shown(answer: ReportAnswer) -> str:
    """What a person made of it, else the draft."""
    return answer.text if answer.text is not None else text_of(answer.sentences)


def pieces_of(answer: ReportAnswer) -> list[Piece]:
    if answer.text is None:
        return [Piece(one.text, one.origins) for one in answer.sentences if not one.is_gap]
    return list(_found_in(answer.text, answer))


def _found_in(text: str, answer: ReportAnswer) -> Iterator[Piece]:
    """Sentences of the draft that stand in the text word for word, the longest first."""
    sentences = [*answer.sentences, *answer.seen_sentences]
    known = {one.text: one.origins for one in reversed(sentences) if one.text and not one.is_gap}
    by_length = sorted(known, key=len, reverse=True)
    rest = text
    while rest:
        places = [(place, one) for one in by_length if (place := rest.find(one)) >= 0]
        if not places:
            break
        place, sentence = min(places, key=lambda found: found[0])
        if own := rest[:place].strip():
            yield Piece(own, is_own=True)
        yield Piece(sentence, known[sentence])
        rest = rest[place + len(sentence) :]
    if own := rest.strip():
        yield Piece(own, is_own=True)
