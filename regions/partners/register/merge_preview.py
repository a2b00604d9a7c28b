"""What a merge of two businesses would move, told before it happens."""

from dataclasses import dataclass

from django.utils.translation import ngettext_lazy

from regions.partners.models import Business

from .merging import counts_of

NAMES = {
    "partners.ContactPerson.partnership": ngettext_lazy(
        "%(n)s contact person", "%(n)s contact persons", "n"
    ),
    "partners.ContactMoment.partnership": ngettext_lazy(
        "%(n)s contact moment", "%(n)s contact moments", "n"
    ),
    "partners.Proof.partnership": ngettext_lazy(
        "%(n)s piece of evidence", "%(n)s pieces of evidence", "n"
    ),
    "partners.StepChange.partnership": ngettext_lazy(
        "%(n)s step on the ladder", "%(n)s steps on the ladder", "n"
    ),
    "partners.Contribution.partnership": ngettext_lazy(
        "%(n)s contribution", "%(n)s contributions", "n"
    ),
}
OTHER = ngettext_lazy("%(n)s link with labs and events", "%(n)s links with labs and events", "n")


@dataclass(frozen=True)
class Move:
    """One region: its partnership changes business, or is joined with the one it has."""

    region: str
    is_joined: bool
    rows: list[str]


def preview(kept: Business, dropped: Business) -> list[Move]:
    here = set(kept.partnerships.values_list("region", flat=True))
    rows = dropped.partnerships.select_related("region").order_by("region__name__dutch")
    return [
        Move(partnership.region.name, partnership.region_id in here, _told(counts_of(partnership)))
        for partnership in rows
    ]


def _told(counts: dict[str, int]) -> list[str]:
    told = [NAMES[name] % {"n": n} for name, n in counts.items() if n and name in NAMES]
    if other := sum(n for name, n in counts.items() if name not in NAMES):
        told.append(OTHER % {"n": other})
    return told
