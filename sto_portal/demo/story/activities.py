"""Activities as regions write them down: the pool that invented plans are drawn from."""

from dataclasses import dataclass

from sto_portal.demo.texts import text_of


@dataclass(frozen=True)
class Example:
    """`steps` are milestones in order; without a unit an activity is measured by them alone."""

    kind: str
    title: str
    delivers: str
    audience: str = ""
    unit: str = ""
    target: tuple[int, int] = (0, 0)
    steps: tuple[str, ...] = ()


def _example(kind: str, title: str, delivers: str, audience: str, counts: str, steps: str):
    """`counts` is "100-200 leerlingen" or empty; `steps` names a list of milestones or none."""
    titles = tuple(text_of("activities")["steps"][steps]) if steps else ()
    if not counts:
        return Example(kind, title, delivers, audience, steps=titles)
    span, unit = counts.split(" ", 1)
    low, high = span.split("-")
    return Example(kind, title, delivers, audience, unit, (int(low), int(high)), titles)


THEMES: dict[str, tuple[str, ...]] = {
    theme: tuple(titles) for theme, titles in text_of("activities")["titles"].items()
}
POOL: dict[str, tuple[Example, ...]] = {
    theme: tuple(_example(*row) for row in rows)
    for theme, rows in text_of("activities")["pool"].items()
}
