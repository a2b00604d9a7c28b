"""What DUS-I was told in the period, what was left for this report, and what its letters ask."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.dossier.letters.points import PointOfAttention, points_of_attention
from regions.dossier.models import Notice
from regions.dossier.notices.reading import to_report
from regions.dutch import date_text
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import closed, flowing, page_origin
from regions.reports.sentences import Origin, Sentence


@dataclass
class Dossier:
    notices: list[Notice]
    points: list[PointOfAttention]


def read(base: Base) -> Dossier:
    """Two queries."""
    notices = to_report(base.region, (base.first_on, base.last_on))
    return Dossier(notices, points_of_attention(base.region))


def tell(base: Base, found: Dossier, subject: Subject) -> list[Sentence]:
    """Of a line or an activity only what hangs on it; a letter is about the whole."""
    told = [
        (_told if row.sent_on else _left)(base, row)
        for row in found.notices
        if subject.holds(_key(base, row))
    ]
    return [*told, *(_asked(point) for point in found.points if subject.holds(None))]


def _key(base: Base, notice: Notice) -> str | None:
    key = str(notice.activity_key)
    return key if key in base.known_keys else None


def _told(base: Base, notice: Notice) -> Sentence:
    assert notice.sent_on is not None  # noqa: S101 - a constraint holds it
    words = {"day": date_text(notice.sent_on), "what": flowing(notice.title)}
    text = _("On %(day)s DUS-I was told: %(what)s") % words
    return Sentence(f"dossier:told:{notice.pk}", closed(text), (_origin(base, notice),))


def _left(base: Base, notice: Notice) -> Sentence:
    text = _("With this report we tell DUS-I: %(what)s") % {"what": flowing(notice.title)}
    return Sentence(f"dossier:left:{notice.pk}", closed(text), (_origin(base, notice),))


def _origin(base: Base, notice: Notice) -> Origin:
    url = reverse("notice", args=[base.region.slug, notice.pk])
    on = notice.sent_on or timezone.localdate(notice.recorded_at)
    return page_origin(_("notice"), notice.title, url, on, notice.text)


def _asked(point: PointOfAttention) -> Sentence:
    """What was done with it nobody wrote down: an open place."""
    words = {"text": flowing(point.text), "day": date_text(point.dated_on)}
    text = _("what you did with what DUS-I pointed at on %(day)s: %(text)s") % words
    origin = page_origin(_("letter"), point.letter, point.path, point.dated_on, point.text)
    return Sentence(f"dossier:point:{point.pk}", text, (origin,), is_gap=True)
