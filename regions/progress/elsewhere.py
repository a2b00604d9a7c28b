"""Where else an obstacle was picked up, for who reads the dashboard of a region.

Progress knows no other region: a higher room offers what it may show when the portal starts.
"""

from collections.abc import Callable, Mapping, Sequence

Source = Callable[[Sequence[int]], Mapping[int, int]]
_sources: list[Source] = []


def offer(source: Source) -> None:
    """`source` tells of open obstacles, by id, in how many ways others picked up the like."""
    _sources.append(source)


def picked_up_elsewhere(obstacles: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for source in _sources if obstacles else ():
        found |= source(obstacles)
    return found
