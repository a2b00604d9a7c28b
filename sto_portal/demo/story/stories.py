"""How each region fares: its tempo over the past three years, and what is special about it."""

from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from .names import REGIONS


@dataclass(frozen=True)
class Story:
    """`tempo` is (months ago, months ahead of plan), from now to long ago."""

    name: str
    tempo: tuple[tuple[float, float], ...]
    logs_current: bool | None = None  # None: as it happens to fall
    is_silent: bool = False  # the last log that was due did not come
    stalled: int = 0
    meddles: bool = False
    sub_regions: tuple[tuple[str, str], ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    rhythm: int = 1  # months between two digests

    def tempo_at(self, months_ago: float) -> float:
        """Straight between the points that are given, and flat beyond them."""
        if months_ago <= self.tempo[0][0]:
            return self.tempo[0][1]
        for (near, here), (far, there) in pairwise(self.tempo):
            if months_ago <= far:
                return here + (there - here) * (months_ago - near) / (far - near)
        return self.tempo[-1][1]


MERENLAND = Story(
    "Merenland",
    ((0, -2.3), (1, -1.45), (2, -1.25), (4, -0.9), (8, -0.5), (14, -0.2), (36, 0.0)),
    logs_current=False,
)

CHARACTERS = (
    Story(
        "Maasoever",
        ((0, -4.8), (2, -2.75), (3, -2.5), (6, -1.8), (9, -1.1), (12, -0.8), (24, -0.3), (36, 0)),
        is_silent=True,
        stalled=3,
    ),
    Story(
        "Veenrand-Oost",
        ((0, -3.1), (1, -2.7), (3, -2.1), (6, -1.5), (12, -0.5), (20, 0.1), (36, 0)),
        meddles=True,
        labels={"line_label": "programmalijn"},
    ),
    MERENLAND,
    Story(
        "Kustzoom",
        (
            (0, -1.2),
            (1, -1.4),
            (2, -1.65),
            (3, -2.02),
            (4.5, -2.7),
            (6, -2.02),
            (9, -1.1),
            (12, -0.5),
            (36, 0),
        ),
        logs_current=True,
    ),
    Story(
        "Waterkant",
        ((0, -0.2), (1, -0.1), (2, 0.15), (4, 0.0), (8, 0.3), (12, 0.1), (36, 0)),
        logs_current=True,
    ),
    Story(
        "De Hanzestreek",
        ((0, 0.3), (1, 0.2), (2, 0.1), (4, -0.1), (8, -0.2), (12, -0.3), (36, 0)),
        logs_current=True,
        sub_regions=(
            ("Hanze-Noord", "Wietske Terpstra"),
            ("Hanze-Midden", "Ruben Huisman"),
            ("Hanze-Zuid", "Nadia El Amrani"),
        ),
        labels={"line_label": "ambitie", "leader_label": "programmamanager", "group": "regiegroep"},
        rhythm=2,
    ),
    Story(
        "Heuvelrug-Zuid",
        ((0, 0.9), (2, 0.8), (5, 0.6), (12, 0.4), (36, 0)),
        logs_current=True,
    ),
    Story(
        "Delta & Polder",
        ((0, 1.4), (1, 1.25), (2, 1.1), (4, 0.8), (8, 0.6), (12, 0.4), (36, 0)),
        logs_current=True,
    ),
)

# Where the others stand now; together with the eight the middle 80 percent is about 5.8 wide.
_TAILS = (-7.5, -6.4, -5.1, -4.4, -4.0, -3.8, -3.7, -3.5, -3.3, 2.8, 3.0, 3.3, 3.6)
_NOW = (*_TAILS, *(round(-3.15 + 0.1075 * place, 2) for place in range(53)))


def other_stories(random: Random) -> list[Story]:
    """The other 66: a year ago they stood close together, and not in the same order."""
    now = list(_NOW)
    random.shuffle(now)
    return [_other(name, tempo, random) for name, tempo in zip(REGIONS, now, strict=True)]


def _other(name: str, now: float, random: Random) -> Story:
    year_ago = 0.25 * now + random.gauss(0, 0.55)
    labels = {}
    if random.random() < 0.35:
        labels["line_label"] = random.choice(["programmalijn", "ambitie"])
    if random.random() < 0.25:
        labels["leader_label"] = "programmamanager"
    if random.random() < 0.3:
        labels["group"] = "regiegroep"
    return Story(
        name,
        (
            (0, now),
            (3, year_ago + (now - year_ago) * random.uniform(0.66, 0.8)),
            (6, year_ago + (now - year_ago) * random.uniform(0.38, 0.55)),
            (9, year_ago + (now - year_ago) * random.uniform(0.14, 0.3)),
            (12, year_ago),
            (20, year_ago * random.uniform(0.4, 0.9)),
            (36, 0.0),
        ),
        stalled=1 if now < -2 and random.random() < 0.5 else 0,
        labels=labels,
        rhythm=random.choice([1, 1, 1, 2, 6]),
    )
