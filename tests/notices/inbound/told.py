"""A reading of a reply as lines of text, as the golden set writes them."""

from sto_portal.notices.inbound.understanding import Reading

NAMES = ("counted", "well", "problem", "recovery", "who", "by_on")


def told(reading: Reading) -> list[str]:
    lines = []
    for number, line in sorted(reading.lines.items()):
        more = [f"{name}={value}" for name in NAMES if (value := getattr(line, name))]
        lines.append(f"{number} {' | '.join([line.said, *more])}")
    if reading.rest:
        lines.append(f"rest {reading.rest}")
    return lines + [f"? {text}" for text in reading.unclear]
