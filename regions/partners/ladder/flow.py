"""The ladder as drawn: how many stand on each step, and who went up or down in a quarter."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import number_word
from regions.models import Region
from regions.partners.models import Partnership, StepChange

from .ladder import QUARTERS_LOOKED_AT, Rung, quarter_of, quarter_start


@dataclass
class Flow:
    """How many came to each step from below and from above."""

    up: Counter[Rung] = field(default_factory=Counter)
    down: Counter[Rung] = field(default_factory=Counter)

    def of(self, rung: Rung) -> str:
        """ "▲ 2 ▼ 1", or nothing."""
        signs = (("▲", self.up[rung]), ("▼", self.down[rung]))
        return " ".join(f"{sign} {number}" for sign, number in signs if number)


@dataclass(frozen=True)
class Stair:
    """One step of the drawing; its height is a class, and carries no number."""

    rung: Rung
    number: int
    flow: str

    @property
    def code(self) -> str:
        return self.rung.code

    @property
    def label(self) -> str:
        return str(Partnership.Step(self.rung.code).label)


@dataclass(frozen=True)
class Quarter:
    """Cells of one quarter, in the order of the steps."""

    label: str
    cells: list[str]


@dataclass(frozen=True)
class Ladder:
    stairs: list[Stair]
    quarters: list[Quarter]
    now: Flow

    @property
    def sentence(self) -> str:
        """ "Dit kwartaal klommen er vier en gleed er één terug."."""
        return flow_sentence(self.now.up.total(), self.now.down.total())


def ladder_of(region: Region, steps: Iterable[str], today: date) -> Ladder:
    """`steps` are those of the running partnerships; the changes take one query."""
    standing = Counter(Rung.of(step) for step in steps)
    this = quarter_of(today)
    numbers = range(this, this - QUARTERS_LOOKED_AT, -1)
    flows = flows_of(region, quarter_start(numbers[-1]), today)
    now = flows.get(this, Flow())
    return Ladder(
        [Stair(rung, standing[rung], now.of(rung)) for rung in Rung],
        [
            Quarter(quarter_label(number), [flows.get(number, Flow()).of(rung) for rung in Rung])
            for number in numbers
        ],
        now,
    )


def flows_of(region: Region, first: date, last: date) -> dict[int, Flow]:
    """Per quarter who arrived where; a first step has come from nowhere and is no climb."""
    rows = StepChange.objects.filter(
        partnership__region=region, changed_on__range=(first, last)
    ).exclude(from_step="")
    flows: dict[int, Flow] = {}
    for on, before, after in rows.order_by().values_list("changed_on", "from_step", "to_step"):
        flow = flows.setdefault(quarter_of(on), Flow())
        came_up = Rung.of(after) > Rung.of(before)
        (flow.up if came_up else flow.down)[Rung.of(after)] += 1
    return flows


def quarter_label(number: int) -> str:
    values = {"quarter": number % 4 + 1, "year": number // 4}
    return _("quarter %(quarter)s of %(year)s") % values


def flow_sentence(up: int, down: int) -> str:
    climbed = ngettext("%(n)s climbed", "%(n)s climbed", up) % {"n": number_word(up)}
    slid = ngettext("%(n)s slid back", "%(n)s slid back", down) % {"n": number_word(down)}
    if up and down:
        return _("This quarter %(climbed)s and %(slid)s.") % {"climbed": climbed, "slid": slid}
    if up or down:
        return _("This quarter %(what)s.") % {"what": climbed if up else slid}
    return _("Nobody changed steps this quarter.")
