"""The kind of a cost in the words of a workbook, among the kinds that the bureau loaded."""

from datetime import date

from regions.models.validity import holds_on
from regions.plans.models import CostKind
from regions.workbooks.headers import normalised

# What people write, and how a kind that means it is called; the first that fits.
WORDS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("inhuur", "extern", "derden", "zzp", "freelance"), ("inhuur", "extern")),
    (("scholing", "training", "cursus", "professionalisering"), ("scholing", "opleiding")),
    (
        ("personeel", "intern", "docent", "loon", "salaris", "projectleid", "uren", "fte"),
        ("intern personeel", "personeel"),
    ),
    (("machine", "apparat", "investering", "apparaat"), ("machine", "apparat", "investering")),
    (("materia", "gereedschap", "grondstof", "lesmiddel"), ("materia",)),
    (("ruimte", "huur", "zaal", "inrichting", "huisvesting"), ("ruimte", "huisvesting")),
    (("reis", "vervoer", "bus", "kilometer"), ("reis", "vervoer")),
    (("overhead",), ("overhead", "overig")),
    (("overig", "divers", "anders", "onvoorzien"), ("overig",)),
)


class Kinds:
    """Those that hold on a day come first; what ended is known too, for what was written then."""

    def __init__(self, today: date) -> None:
        rows = list(CostKind.objects.order_by("valid_from_on"))
        self.holding = [kind for kind in rows if holds_on(kind, today)]
        self.by_name = {normalised(kind.name): kind for kind in (*rows, *self.holding)}

    def named(self, text: str) -> CostKind | None:
        """The kind that a workbook means; None where its words say none."""
        wanted = normalised(text)
        if not wanted:
            return None
        return self.by_name.get(wanted) or self._meant(wanted)

    def other(self) -> CostKind | None:
        """For a cost whose kind is not said, or not known."""
        rest = (kind for kind in self.holding if normalised(kind.name).startswith("overig"))
        return next(rest, self.holding[-1] if self.holding else None)

    def _meant(self, wanted: str) -> CostKind | None:
        for said, called in WORDS:
            if any(f" {wanted}".find(f" {word}") >= 0 for word in said):
                return next((kind for word in called for kind in self._called(word)), None)
        return None

    def _called(self, word: str) -> list[CostKind]:
        return [kind for kind in self.holding if word in normalised(kind.name)]
