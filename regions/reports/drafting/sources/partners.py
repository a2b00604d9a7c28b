"""The businesses of the region: how many, how closely, and who came closer in the period."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import number_word
from regions.partners.ladder.rungs import Rung
from regions.partners.models import Partnership, StepChange
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import page_origin
from regions.reports.sentences import Sentence


@dataclass
class Standing:
    steps: Counter[Rung]
    climbed: int


def read(base: Base) -> Standing:
    """On which step each partnership stood on the last day; what changed after is undone."""
    running = Q(ended_on=None) | Q(ended_on__gt=base.last_on)
    rows = Partnership.objects.filter(running, region=base.region, started_on__lte=base.last_on)
    steps = dict(rows.order_by().values_list("pk", "step"))
    changes = StepChange.objects.filter(
        partnership__region=base.region, changed_on__gte=base.first_on
    ).exclude(from_step="")
    climbed = 0
    columns = ("partnership_id", "changed_on", "from_step", "to_step")
    for pk, on, before, after in changes.order_by("-changed_on", "-pk").values_list(*columns):
        if on > base.last_on:
            steps[pk] = before if pk in steps else steps.get(pk, before)
        elif Rung.of(after) > Rung.of(before):
            climbed += 1
    return Standing(Counter(Rung.of(step) for step in steps.values()), climbed)


def tell(base: Base, standing: Standing, subject: Subject) -> list[Sentence]:
    total = standing.steps.total()
    if not total or not subject.is_whole:
        return []
    url = reverse("partners", args=[base.region.slug])
    origin = page_origin(_("partners"), _("Partners"), url, base.last_on)
    told = [Sentence("partners:steps", _steps(standing, total), (origin,))]
    if standing.climbed:
        text = ngettext(
            "In this period one business came a step closer.",
            "In this period %(n)s businesses came a step closer.",
            standing.climbed,
        )
        words = {"n": number_word(standing.climbed)}
        told.append(Sentence("partners:climbed", text % words, (origin,)))
    return told


def _steps(standing: Standing, total: int) -> str:
    owners = standing.steps[Rung.CO_OWNER]
    close = standing.steps[Rung.STRUCTURAL] + owners
    words = {"total": total, "close": number_word(close), "owners": number_word(owners)}
    if not close:
        text = ngettext(
            "There is one business in our network; it does not take part structurally yet.",
            "There are %(total)s businesses in our network; none takes part structurally yet.",
            total,
        )
        return text % words
    text = ngettext(
        "Of the %(total)s businesses in our network %(close)s takes part structurally.",
        "Of the %(total)s businesses in our network %(close)s take part structurally.",
        close,
    )
    if not owners:
        return text % words
    co_owner = ngettext(
        "%(owners)s is a co-owner of the programme",
        "%(owners)s are co-owners of the programme",
        owners,
    )
    return _("%(sentence)s; of these %(co_owner)s.") % {
        "sentence": (text % words).removesuffix("."),
        "co_owner": co_owner % words,
    }
