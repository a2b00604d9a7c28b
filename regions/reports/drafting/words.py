"""How a draft writes: names of activities, months, text of a log inside a sentence, and origins."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.counts import SMALL, count_text
from regions.dutch import list_text
from regions.months import Month
from regions.plans.models import Activity
from regions.reports.sentences import Origin

from .base import Base, Told

# Words that are written small inside a sentence; any other first word may be a name.
SMALL_WORDS = """
aan al alle andere als acht basisscholen bedrijven begeleiders bij daar dat de deze die dit docenten
door drie een één eerst elk elke enkele er geen het hun ik in is je leerlingen leraren leerkrachten
mensen mentoren met na naar negen nog nu omdat ons onze ook om op ouders per ruim scholen sinds
sommige steeds te tien tot twee uit van veel vier vijf volgend vooraf vorig voor waar wat we wie wij
zes zeven ze zij zodra zonder
"""
OPENERS = frozenset(SMALL_WORDS.split())
MOST_QUOTED = 600
RUN = 3  # so many months in a row are told as from and until


def name(activity: Activity) -> str:
    return f"“{activity.title.strip()}”"


def named(activities: Iterable[Activity]) -> str:
    return list_text([name(activity) for activity in activities])


def flowing(text: str) -> str:
    """What a log says, to follow a colon: one line, small where that is sure, without its stop."""
    line = " ".join(text.split()).rstrip(".").rstrip()
    first = re.match(r"[^\W\d_]+", line)
    if first and first[0].lower() in OPENERS:
        line = line[0].lower() + line[1:]
    return line


def closed(text: str) -> str:
    """With a stop behind it, unless it has one."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def months_text(months: Iterable[Month], with_year: bool) -> str:
    """ "mei, juni en september"; three in a row or more are "mei tot en met september"."""
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and runs[-1][-1].next == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    parts: list[str] = []
    for run in runs:
        names = [month_name(month, with_year) for month in run]
        if len(run) < RUN:
            parts += names
        else:
            both = {"first": names[0], "last": names[-1]}
            parts.append(_("%(first)s up to and including %(last)s") % both)
    return list_text(parts)


def in_months(sentence: str, months: str) -> str:
    """ "Scholen noemen het een sterk punt (in mei, juni en september)."."""
    text, stop = (sentence[:-1], sentence[-1]) if sentence[-1] in ".!?" else (sentence, ".")
    return _("%(text)s (in %(months)s)%(stop)s") % {"text": text, "months": months, "stop": stop}


def month_name(month: Month, with_year: bool) -> str:
    return month.label if with_year else date_format(month.first_day, "F")


def counted(parts: Iterable[int]) -> str:
    """A sum of people that points at nobody: "minder dan 5", "40 of meer", "386"."""
    text = count_text(parts, exact=False)
    return _("fewer than %(n)s") % {"n": SMALL} if text.startswith("<") else text


def log_origin(base: Base, month: Month, about: str = "", quote: str = "") -> Origin:
    """The log of a month; it came in on a day."""
    log = base.logs[month]
    short = month.short_label if base.spans_years else date_format(month.first_day, "b")
    return Origin(
        label=_("log %(month)s") % {"month": short},
        title=_("Monthly log %(month)s") % {"month": month.label},
        url=reverse("check_in_month", args=[base.region.slug, month]),
        on=log.told_on,
        about=about,
        quote=shortened(quote),
    )


def origins_of(base: Base, said: Sequence[tuple[Activity, Told, str]]) -> tuple[Origin, ...]:
    """The logs in which these activities were told of, each once, the oldest first."""
    found: dict[Month, list[tuple[Activity, str]]] = {}
    for activity, told, quote in sorted(said, key=lambda one: one[1].month):
        found.setdefault(told.month, []).append((activity, quote))
    return tuple(
        log_origin(
            base,
            month,
            list_text([str(activity) for activity, _quote in rows]),
            "\n".join(dict.fromkeys(quote for _one, quote in rows if quote)),
        )
        for month, rows in found.items()
    )


def plan_origin(base: Base, about: str = "", quote: str = "") -> Origin:
    url = reverse("plan", args=[base.region.slug])
    if base.plan is None:
        return Origin(_("plan"), _("Plan"), url, None, about, quote)
    title = f"{base.plan.title}, {_('version %(number)s') % {'number': base.plan.version}}"
    on, address = base.plan.approved_on, f"{url}?version={base.plan.version}"
    return Origin(_("plan"), title, address, on, about, shortened(quote))


def page_origin(label: str, title: str, url: str, on: date, quote: str = "") -> Origin:
    """A page with figures, as they were on a day: "partners 31 okt"."""
    return Origin(f"{label} {date_format(on, 'j b')}", title, url, on, "", quote)


def shortened(text: str) -> str:
    text = text.strip()
    return text if len(text) <= MOST_QUOTED else f"{text[: MOST_QUOTED - 1].rstrip()}…"
