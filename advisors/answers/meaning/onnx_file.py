"""The same kind of model from an ONNX file, for who wants another build of it than the package.

Beside the file lies the tokenizer.json that belongs to it. The vector is the mean of the tokens,
as multilingual-e5 wants it, unless the file gives one vector for the whole text.
"""

from functools import cached_property
from hashlib import sha256
from importlib import import_module  # packages that only who names a file has
from math import sqrt
from pathlib import Path
from typing import Any

MOST_TOKENS = 512
QUESTION, ANSWER = "query: ", "passage: "


class OnnxFile:
    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def name(self) -> str:
        """By what is in the file: another file makes other vectors."""
        with self.path.open("rb") as file:
            digest = sha256()
            while part := file.read(1 << 20):
                digest.update(part)
        return f"onnx-{digest.hexdigest()[:12]}"

    @cached_property
    def _session(self) -> Any:
        onnxruntime = import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(
            str(self.path), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _tokenizer(self) -> Any:
        tokenizer = import_module("tokenizers").Tokenizer.from_file(
            str(self.path.with_name("tokenizer.json"))
        )
        tokenizer.enable_truncation(MOST_TOKENS)
        tokenizer.no_padding()
        return tokenizer

    def encode(self, text: str, is_question: bool) -> list[float]:
        """The vector of a text, of length one."""
        read = self._tokenizer.encode((QUESTION if is_question else ANSWER) + text)
        given = {
            "input_ids": [read.ids],
            "attention_mask": [read.attention_mask],
            "token_type_ids": [read.type_ids],
        }
        wanted = {one.name for one in self._session.get_inputs()}
        (made, *_more) = self._session.run(None, _as_arrays(given, wanted))
        vector = made[0].mean(axis=0) if made.ndim == 3 else made[0]
        size = sqrt(float((vector * vector).sum())) or 1.0
        return [float(value) / size for value in vector]


def _as_arrays(given: dict[str, list[list[int]]], wanted: set[str]) -> dict[str, Any]:
    numpy = import_module("numpy")
    return {
        name: numpy.array(rows, dtype=numpy.int64) for name, rows in given.items() if name in wanted
    }
