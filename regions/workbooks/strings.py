"""The texts that the cells of a workbook share, with their escapes left as they are.

openpyxl takes the escape out of "_x005F_x000D_", so that it can no longer be told from a line end.
"""

from typing import IO
from xml.etree.ElementTree import Element, iterparse


def shared_strings(stream: IO[bytes]) -> list[str]:
    found = []
    for _event, element in iterparse(stream):  # noqa: S314 - opening.py refused entities
        if _name(element) == "si":
            found.append("".join(_texts(element)))
            element.clear()
    return found


def _texts(item: Element) -> list[str]:
    """The runs of one text, without how it is pronounced."""
    runs = [item, *(child for child in item if _name(child) == "r")]
    return [part.text or "" for run in runs for part in run if _name(part) == "t"]


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
