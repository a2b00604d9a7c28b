"""What a progress report tells of electives: who follows them, and which took a step."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regions.counts import SMALL, count_text
from regions.dutch import number_word
from regions.models import Region
from regions.months import Month, school_year_text
from regions.reports.offered import Fact
from regions.reports.sentences import Origin, Sentence

from .models import Offering, PathStep, Stage

TOOK = {
    Stage.OVERLAP: gettext_lazy("%(name)s was checked for overlap in %(month)s."),
    Stage.REPORTED: gettext_lazy("%(name)s was reported to DUO in %(month)s."),
    Stage.JUDGED: gettext_lazy("%(name)s was judged in %(month)s."),
    Stage.WRITTEN: gettext_lazy("The programme of %(name)s was written in %(month)s."),
    Stage.ESTABLISHED: gettext_lazy("%(name)s was established in %(month)s."),
    Stage.OFFERED: gettext_lazy("%(name)s is offered since %(month)s."),
    Stage.IDEA: gettext_lazy("The idea for %(name)s is of %(month)s."),
}


def told_in_report(region: Region, first_on: date, last_on: date) -> list[Fact]:
    """Two queries: the furthest step of each elective, and the classes of the last school year."""
    return [*_classes(region, last_on), *_steps(region, first_on, last_on)]


def _steps(region: Region, first_on: date, last_on: date) -> list[Fact]:
    rows = PathStep.objects.filter(
        elective__region=region,
        elective__rejected_on=None,
        dated_on__range=(first_on, last_on),
    )
    furthest = rows.order_by("elective_id", "-stage").distinct("elective_id")
    columns = ("elective_id", "elective__title", "elective__activity_key", "stage", "dated_on")
    facts = []
    for pk, title, key, stage, on in furthest.values_list(*columns):
        month = Month.of(on).label if first_on.year != last_on.year else date_format(on, "F")
        text = str(TOOK[Stage(stage)]) % {"name": f"“{title}”", "month": month}
        url = reverse("elective", args=[region.slug, pk])
        label = f"{_('elective')} {date_format(on, 'j b')}"
        origin = Origin(label, title, url, on, "", str(Stage(stage).label))
        facts.append(Fact(str(key), Sentence(f"elective:{pk}", text, (origin,))))
    return facts


def _classes(region: Region, last_on: date) -> list[Fact]:
    """The classes of the school year that the last day lies in, by activity."""
    year = Month.of(last_on).school_year
    rows = Offering.objects.filter(elective__region=region, school_year=year)
    rows = rows.filter(elective__rejected_on=None).order_by("elective__title", "pk")
    columns = ("elective__activity_key", "elective_id", "school_id", "pupils")
    found: dict[str, list[tuple[int, int, int | None]]] = {}
    for key, *row in rows.values_list(*columns):
        found.setdefault(str(key), []).append(tuple(row))
    return [Fact(key, _class(region, year, last_on, here)) for key, here in found.items()]


def _class(
    region: Region, year: int, last_on: date, rows: list[tuple[int, int, int | None]]
) -> Sentence:
    electives, schools = {row[0] for row in rows}, {row[1] for row in rows}
    counts = [row[2] for row in rows if row[2] is not None]
    words = {
        "year": school_year_text(year),
        "electives": number_word(len(electives)),
        "schools": number_word(len(schools)),
        "pupils": _people(counts),
    }
    if counts:
        text = ngettext(
            "In %(year)s %(pupils)s pupils follow an elective of the region, at one school.",
            "In %(year)s %(pupils)s pupils follow an elective of the region, at %(schools)s "
            "schools.",
            len(schools),
        )
    else:
        text = ngettext(
            "In %(year)s one school offers an elective of the region.",
            "In %(year)s %(schools)s schools offer an elective of the region.",
            len(schools),
        )
    url = reverse("electives", args=[region.slug])
    label = f"{_('electives')} {date_format(last_on, 'j b')}"
    origin = Origin(label, _("Electives"), url, last_on)
    key = ",".join(str(pk) for pk in sorted(electives))
    return Sentence(f"classes:{key}", text % words, (origin,))


def _people(counts: list[int]) -> str:
    text = count_text(counts, exact=False)
    return _("fewer than %(n)s") % {"n": SMALL} if text.startswith("<") else text
