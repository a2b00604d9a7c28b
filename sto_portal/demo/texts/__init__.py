"""What invented people write, kept apart from the code that draws from it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def text_of(name: str) -> dict[str, Any]:
    """The table in `name`.toml beside this module."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
