"""Text as people send it: which characters are kept, whatever the door it came in by.

Every door asks this module: `regions.web.plain_text` for addresses and forms, `Decoder` for JSON,
`regions.workbooks` for cells, the mails for rows that were written before there was a rule.
"""

import json
import re
from typing import Any

SOFT_RETURNS = re.compile("[\x0b\x0c\x85\u2028\u2029]")  # how slides and documents break a line
NON_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
UNSEEN = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{NON_CHARACTERS}]")
REFUSED = re.compile("[\x00\ud800-\udfff]")  # no browser sends these, no database keeps them
DEEPEST = 20  # of JSON; the deepest that a page sends is 6 (a passkey)


def clean(text: str) -> str:
    """Without characters that nobody sees; a soft return becomes a line break.

    Tab, line feed and carriage return stay. What comes out is good XML 1.0.
    """
    return UNSEEN.sub("", SOFT_RETURNS.sub("\n", text))


class Decoder(json.JSONDecoder):
    """JSON of anybody. JSONDecodeError, never anything else, for what is too deep, a number that
    is too long or no JSON; text in it is clean."""

    def decode(self, text: str, *args: Any) -> Any:
        try:
            return _cleaned(super().decode(text, *args), DEEPEST)
        except json.JSONDecodeError:
            raise
        except (RecursionError, ValueError) as trouble:
            raise json.JSONDecodeError(str(trouble), "", 0) from None


def _cleaned(value: Any, deepest: int) -> Any:
    if deepest < 0:
        raise ValueError("deeper than anything a page sends")
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(part, deepest - 1) for part in value]
    if isinstance(value, dict):
        return {clean(name): _cleaned(part, deepest - 1) for name, part in value.items()}
    return value
