"""The text of a notice, prepared out of what was recorded. Rules write it; a person reads it."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.models import Region
from regions.plans.difference.difference import compare
from regions.plans.models import PlanChange
from regions.progress.obstacles.lost import BadNews

from .asks import Ask

MOST_LINES = 20
PEOPLE = ("owner", "owner_email")


def prepared(ask: Ask, region: Region) -> str:
    """In Dutch, whoever asks: it goes to DUS-I. What is not known is left to fill in."""
    with translation.override("nl"):
        if ask.change:
            parts = _of_change(ask.change, region)
        elif ask.news:
            parts = _of_setback(ask.news, region)
        else:
            parts = iter(())
        return "\n\n".join(part for part in parts if part)


def _of_change(change: PlanChange, region: Region) -> Iterator[str]:
    yield _("The region %(region)s reports a change of its activity plan: %(title)s.") % {
        "region": region,
        "title": change.title.rstrip(". "),
    }
    yield _labelled(_("Why"), change.reason)
    yield _labelled(_("What it brings about"), change.effect)
    if lines := list(_differences(change)):
        yield _("In the plan") + ":\n" + "\n".join(f"- {line}" for line in lines[:MOST_LINES])
    if change.decided_on:
        told = {"who": change.decided_by or _("the steering group")}
        told["day"] = date_text(change.decided_on)
        text = _("Decided by %(who)s on %(day)s.") % told
        number = _("Number in our register: %(number)s.") % {"number": change.number}
        yield f"{text} {number}" if change.number else text


def _differences(change: PlanChange) -> Iterator[str]:
    """What differs, in the words of the page of the change; never who leads an activity."""
    becomes = _("becomes")
    for _title, rows in compare(change.base_plan, change.new_plan).parts:
        for row in rows:
            if row.tells and all(path[-1] in PEOPLE for path in row.tells):
                continue
            words = f" {becomes} ".join(part for part in (row.before, row.after) if part)
            yield f"{row.label}: {words}" if words else row.label


def _of_setback(news: BadNews, region: Region) -> Iterator[str]:
    told = {"region": region, "activity": news.title}
    if news.is_lost:
        yield (
            _("The region %(region)s reports that a result of “%(activity)s” is not reached.")
            % told
        )
        yield _lost(news)
    if news.is_stalled:
        text = _("The activity “%(activity)s” lies still.") % told
        opening = _("The region %(region)s reports that “%(activity)s” lies still.") % told
        yield text if news.is_lost else opening
    yield _labelled(_("What does not succeed"), news.problem)
    yield _("Since %(since)s; the log of %(told)s says so.") % {
        "since": news.since.label,
        "told": news.told_in.label,
    }


def _lost(news: BadNews) -> str:
    if news.lost_count is None:
        return _("It cannot be made up for any more.")
    what = f"{news.lost_count} {news.unit}".strip()
    return _("Cannot be made up for any more: %(what)s.") % {"what": what}


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text.strip()}" if text.strip() else ""
