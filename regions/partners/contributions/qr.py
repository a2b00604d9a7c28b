"""An address as a square that a telephone reads."""

from dataclasses import dataclass

import qrcode

QUIET = 4  # modules of white around it, as the standard asks


@dataclass(frozen=True)
class Square:
    """A drawing of `size` by `size`, with one path of dark modules of one by one."""

    size: int
    path: str


def square_of(address: str) -> Square:
    code = qrcode.QRCode(border=QUIET)
    code.add_data(address)
    rows = code.get_matrix()
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return Square(len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark))
