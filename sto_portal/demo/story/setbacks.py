"""What does not succeed, and how it is picked up again; by kind of activity."""

from dataclasses import dataclass

from sto_portal.demo.texts import text_of


@dataclass(frozen=True)
class Setback:
    problem: str
    recovery: str
    who: str
    decision: str  # asked when the activity is stalled; may be empty


SETBACKS: dict[str, tuple[Setback, ...]] = {
    kind: tuple(Setback(*row) for row in rows) for kind, rows in text_of("setbacks").items()
}
