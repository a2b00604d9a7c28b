"""What an activity is, as the plan says it: for whom, at how many schools, from when to when."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import date_text, list_text, number_word
from regions.plans.models import Activity
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import closed, flowing, name, plan_origin
from regions.reports.sentences import Sentence


def read(base: Base) -> None:
    """All of it stands in the plan."""


def tell(base: Base, _nothing: None, subject: Subject) -> list[Sentence]:
    return [sentence for activity in subject.activities for sentence in _sentences(base, activity)]


def _sentences(base: Base, activity: Activity) -> list[Sentence]:
    origin = plan_origin(base, str(activity), activity.delivers)
    told = []
    if parts := _parts(activity):
        words = {"name": name(activity), "parts": list_text(parts)}
        text = _("%(name)s is %(parts)s.") % words
        told.append(Sentence(f"nature:{activity.key}", text, (origin,)))
    if delivers := flowing(activity.delivers):
        text = closed(_("It should deliver: %(delivers)s") % {"delivers": delivers})
        told.append(Sentence(f"delivers:{activity.key}", text, (origin,)))
    return told


def _parts(activity: Activity) -> list[str]:
    parts = []
    if activity.audience:
        parts.append(_("meant for %(audience)s") % {"audience": flowing(activity.audience)})
    if schools := getattr(activity, "school_count", 0):
        text = ngettext("carried out at one school", "carried out at %(n)s schools", schools)
        parts.append(text % {"n": number_word(schools)})
    if activity.starts_on and activity.ends_on:
        words = {"first": date_text(activity.starts_on), "last": date_text(activity.ends_on)}
        parts.append(_("planned from %(first)s up to and including %(last)s") % words)
    return parts
