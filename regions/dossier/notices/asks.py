"""What DUS-I may have to know of: each lost result, stalled activity and accepted change, once.

A setback is asked about until somebody answers. It is the same one as long as the logs go on
telling of it; when it comes back later, or gets worse, it is asked about again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from regions.dossier.models import Notice
from regions.dutch import EARLIEST
from regions.models import Region
from regions.months import Month
from regions.plans.changes.notice_rules import rule_among
from regions.plans.models import NoticeRule, PlanChange
from regions.progress.obstacles.lost import BadNews, lost_and_stalled

About = Notice.About


@dataclass(frozen=True)
class Ask:
    """One thing that waits for an answer: what it is, since when, and which rule held then."""

    about: str
    title: str
    why: str
    on: date
    rule: NoticeRule | None = None
    change: PlanChange | None = None
    news: BadNews | None = None

    @property
    def label(self) -> str:
        return str(About(self.about).label)

    def path(self, region: Region) -> str:
        if self.change:
            return reverse("notice_of_change", args=[region.slug, self.change.pk])
        key = self.news.key if self.news else ""
        return reverse("notice_of_activity", args=[region.slug, key])

    def notice(self, region: Region) -> Notice:
        """The answer, still to be given; its fields say what it is about."""
        rule = self.rule
        return Notice(
            region=region,
            about=self.about,
            change=self.change,
            activity_key=self.news.key if self.news else None,
            month_on=self.news.told_in.first_day if self.news else None,
            title=self.title[:200],
            rule_tell=rule.tell if rule else "",
            rule_text=rule.text if rule else "",
            rule_source=rule.source if rule else "",
        )


def asks_of(region: Region, today: date) -> list[Ask]:
    """What waits for an answer, changes first, then setbacks, the oldest first; four queries."""
    rules = list(NoticeRule.objects.all())
    return [*_changes(region, rules), *_setbacks(region, rules, today)]


def _changes(region: Region, rules: list[NoticeRule]) -> list[Ask]:
    rows = PlanChange.objects.filter(
        region=region, state=PlanChange.State.ACCEPTED, notice=None
    ).order_by("decided_on", "pk")
    return [
        Ask(
            About.CHANGE,
            row.title,
            row.reason,
            day := row.decided_on or timezone.localdate(row.created_at),
            rule_among(rules, row.kind, day),
            change=row,
        )
        for row in rows
    ]


def _setbacks(region: Region, rules: list[NoticeRule], today: date) -> list[Ask]:
    answered = _answered(region)
    found = []
    for news in lost_and_stalled(region, Month.of(today), Month.of(EARLIEST)):
        about = About.LOST if news.is_lost else About.STALLED
        if _is_answered(news, about, answered[news.key]):
            continue
        day = min(news.told_in.last_day, today)
        rule = rule_among(rules, about, day)
        found.append(Ask(about, news.title, news.problem, day, rule, news=news))
    return sorted(found, key=lambda ask: ask.on)


def _answered(region: Region) -> dict[str, list[tuple[str, date]]]:
    """By key of the activity: about what, and of which month, an answer was given."""
    rows = Notice.objects.filter(region=region, activity_key__isnull=False)
    found: dict[str, list[tuple[str, date]]] = defaultdict(list)
    for key, about, month_on in rows.values_list("activity_key", "about", "month_on"):
        if month_on:
            found[str(key)].append((about, month_on))
    return found


def _is_answered(news: BadNews, about: str, given: Iterable[tuple[str, date]]) -> bool:
    """Whether an answer was given while this setback lasted; of a loss it says enough of both."""
    enough = {About.LOST} if about == About.LOST else {About.LOST, About.STALLED}
    return any(was in enough and news.since.first_day <= month for was, month in given)
