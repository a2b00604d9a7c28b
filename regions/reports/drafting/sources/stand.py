"""Where the programme stands at the end of the period, in figures of the last measured day."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import date_text, list_text, months_text, number_word
from regions.progress.models import RegionMonth
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import page_origin
from regions.reports.sentences import Origin, Sentence


def read(base: Base) -> RegionMonth | None:
    return base.measured if base.measured and base.measured.measured_on else None


def tell(base: Base, measured: RegionMonth | None, subject: Subject) -> list[Sentence]:
    if measured is None or not subject.is_whole:
        return []
    url = reverse("region", args=[base.region.slug])
    origin = page_origin(_("overview"), _("Overview of the region"), url, _day(measured))
    told = [Sentence("stand:counts", _counts(measured), (origin,))]
    if measured.tempo_months is not None:
        told.append(Sentence("stand:tempo", _tempo(base, measured), (origin,)))
    return [*told, *_logs(base, origin)]


def _day(measured: RegionMonth):
    return measured.measured_on or measured.as_of_on


def _counts(measured: RegionMonth) -> str:
    """The good ones first."""
    parts = [
        (measured.done, ngettext("%(n)s is done", "%(n)s are done", measured.done)),
        (
            measured.on_track,
            ngettext("%(n)s is on schedule", "%(n)s are on schedule", measured.on_track),
        ),
        (measured.behind, ngettext("%(n)s is behind", "%(n)s are behind", measured.behind)),
        (
            measured.stalled,
            ngettext("%(n)s stands still", "%(n)s stand still", measured.stalled),
        ),
        (
            measured.not_started,
            ngettext("%(n)s has not begun", "%(n)s have not begun", measured.not_started),
        ),
    ]
    total = sum(number for number, _text in parts)
    told = [text % {"n": number_word(number)} for number, text in parts if number]
    text = ngettext(
        "Of %(total)s activity in the plan %(parts)s.",
        "Of the %(total)s activities in the plan %(parts)s.",
        total,
    )
    return text % {"total": number_word(total), "parts": list_text(told)}


def _tempo(base: Base, measured: RegionMonth) -> str:
    months, day = measured.tempo_months or 0.0, date_text(_day(measured))
    if abs(months) <= float(base.region.tolerance_months):
        return _("The programme runs as planned, as measured on %(day)s.") % {"day": day}
    words = {"months": months_text(months), "day": day}
    if months < 0:
        return _("The programme was %(months)s behind its plan on %(day)s.") % words
    return _("The programme was %(months)s ahead of its plan on %(day)s.") % words


def _logs(base: Base, origin: Origin) -> list[Sentence]:
    if base.period_logs:
        return []
    return [Sentence("stand:logs", _("what happened in this period: no log is in"), (), True)]
