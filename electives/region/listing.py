"""The electives of a region as rows: how far each came, and what it waits for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from electives.models import Elective, PathStep, Profile, Stage
from electives.path.over_time import WAITS_FOR
from electives.path.path import Stop, countdown, drawing, obstacle
from regions.dutch import number_word
from regions.models import Region
from regions.web.lists import Choice, ListFilter

DRAWN = 5


@dataclass(frozen=True)
class RegionElective:
    elective: Elective
    steps: list[PathStep]
    today: date

    @property
    def stage(self) -> Stage | None:
        return Stage(self.steps[-1].stage) if self.steps else None

    @property
    def on(self) -> date | None:
        return self.steps[-1].dated_on if self.steps else None

    @property
    def is_offered(self) -> bool:
        return self.stage == Stage.OFFERED and not self.elective.rejected_on

    @property
    def is_on_its_way(self) -> bool:
        return self.stage != Stage.OFFERED and not self.elective.rejected_on

    @property
    def waits_for(self) -> str:
        if self.elective.rejected_on:
            return _("rejected: %(why)s") % {"why": self.elective.rejected_reason}
        if self.stage is None or self.is_offered:
            return ""
        if not self.elective.counts_for_exam:
            return str(WAITS_FOR[Stage.ESTABLISHED])
        return obstacle(self.elective, self.steps) or str(WAITS_FOR[self.stage])

    @property
    def countdown(self) -> str:
        return countdown(self.elective, self.stage, self.today)

    @property
    def stops(self) -> list[Stop]:
        return drawing(self.elective, self.steps)

    @property
    def cells(self) -> list[str]:
        rejected = self.elective.rejected_on
        return [
            self.elective.title,
            ", ".join(self.elective.profiles),
            str(self.stage.label) if self.stage is not None else "",
            date_format(self.on, "Y-m-d") if self.on else "",
            self.waits_for,
            date_format(rejected, "Y-m-d") if rejected else "",
        ]


def head_of() -> list[str]:
    """The first row of the CSV, over `RegionElective.cells`."""
    rejected = pgettext("electives", "Rejected")
    return [_("Elective"), _("Profiles"), _("Last step"), _("On"), _("Waits for"), rejected]


def told_rows(region: Region, today: date) -> Iterator[RegionElective]:
    """All of a region in two queries, by title."""
    rows = Elective.objects.filter(region=region).defer("search").prefetch_related("steps")
    for elective in rows:
        yield RegionElective(elective, list(elective.steps.all()), today)


class ElectiveFilter(ListFilter):
    stage = Choice(
        gettext_lazy("Last step"),
        gettext_lazy("Every step"),
        [*Stage.choices, ("rejected", pgettext_lazy("electives", "Rejected"))],
    )
    profile = Choice(gettext_lazy("Profile"), gettext_lazy("All profiles"), Profile.choices)
    sort = Choice(
        gettext_lazy("Order"),
        gettext_lazy("Title"),
        [("stage", gettext_lazy("Furthest first")), ("waits", gettext_lazy("Waits longest first"))],
    )


def chosen(rows: Iterable[RegionElective], wanted: Mapping[str, str]) -> list[RegionElective]:
    """What the filter asks for."""
    found = list(rows)
    stage, profile = wanted["stage"], wanted["profile"]
    if stage == "rejected":
        found = [row for row in found if row.elective.rejected_on]
    elif stage:
        found = [r for r in found if str(r.stage) == stage and not r.elective.rejected_on]
    if profile:
        found = [row for row in found if profile in row.elective.profiles]
    if wanted["sort"] == "stage":
        found.sort(key=lambda row: (row.stage is None, -(row.stage or 0)))
    elif wanted["sort"] == "waits":
        found.sort(key=lambda row: (not row.is_on_its_way, row.on or row.today))
    return found


def on_their_way(rows: Iterable[RegionElective]) -> list[RegionElective]:
    """Those in development, the furthest first: drawn above the list."""
    some = [row for row in rows if row.is_on_its_way and row.steps]
    return sorted(some, key=lambda row: -(row.stage or 0))[:DRAWN]


def electives_heading(rows: list[RegionElective]) -> str:
    """ "Vijf in het aanbod, één wacht op de commissie"."""
    offered = sum(row.is_offered for row in rows)
    first = _("%(n)s offered") % {"n": number_word(offered, capital=True)}
    judged = sum(row.is_on_its_way and row.stage == Stage.REPORTED for row in rows)
    under_way = sum(row.is_on_its_way for row in rows)
    if judged:
        words = ngettext("%(n)s waits for the committee", "%(n)s wait for the committee", judged)
        return f"{first}, {words % {'n': number_word(judged)}}"
    return _("%(first)s, %(n)s in development") % {"first": first, "n": number_word(under_way)}
