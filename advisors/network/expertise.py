"""Who knows what: what an advisor says to know, and the evidence that is counted beside it.

Evidence is a number: answered questions that were not asked in confidence, and talks, never their
text. Talks as mediator are not counted.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.models import Absence, Cap, Expertise, Question, Talk, Theme
from regions.accounts.models import User
from regions.dutch import number_word
from regions.models import Membership, Region
from regions.web.searching import finds
from regions.words.folding import sort_key

EVIDENCE = timedelta(days=730)
TOGETHER = timedelta(days=365)
IN_PERSON = (Talk.Channel.VISIT, Talk.Channel.MEETING)


@dataclass
class Known:
    """One theme of one advisor."""

    theme: Theme
    pk: int | None = None  # of what the advisor said; None where only the evidence speaks
    note: str = ""
    answers: int = 0
    talks: int = 0

    @property
    def weight(self) -> int:
        return self.answers + self.talks

    @property
    def evidence(self) -> str:
        """The counts in words, such as "4 vragen beantwoord, 2 gesprekken"."""
        parts = []
        if self.answers:
            text = ngettext("%(n)s question answered", "%(n)s questions answered", self.answers)
            parts.append(text % {"n": self.answers})
        if self.talks:
            parts.append(ngettext("%(n)s talk", "%(n)s talks", self.talks) % {"n": self.talks})
        return ", ".join(parts)


@dataclass
class Entry:
    """One advisor in the network."""

    advisor: User
    regions: list[Region] = field(default_factory=list)
    stands_in: list[tuple[Region, date]] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    away: Absence | None = None
    soon_away: Absence | None = None

    @property
    def told(self) -> str:
        places = [*self.regions, *(region for region, _until in self.stands_in)]
        subjects = [f"{one.theme} {one.note}" for one in self.known]
        return " ".join(map(str, [self.advisor.name, *subjects, *places]))

    def knows(self, theme: Theme) -> Known | None:
        return next((subject for subject in self.known if subject.theme == theme), None)


def entries_of(today: date, now: datetime) -> list[Entry]:
    """Everybody who advises a region today, by name, in a constant number of queries."""
    held = list(
        Membership.objects.on(today)
        .advisors()
        .select_related("user", "region")
        .order_by("user__name__dutch", "user_id", "region__name__dutch")
    )
    found: dict[int, Entry] = {}
    lent = borrowed(today)
    for row in held:
        entry = found.setdefault(row.user_id, Entry(row.user))
        if row.pk in lent and row.ends_on:
            entry.stands_in.append((row.region, row.ends_on))  # type: ignore[arg-type]
        else:
            entry.regions.append(row.region)  # type: ignore[arg-type]
    _add_known(found, today, now)
    for absence in absences_from(today).filter(advisor__in=found):
        name = "away" if absence.starts_on <= today else "soon_away"
        if getattr(found[absence.advisor_id], name) is None:
            setattr(found[absence.advisor_id], name, absence)
    return list(found.values())


def borrowed(today: date) -> set[int]:
    """Memberships that somebody holds because a colleague is away."""
    rows = Absence.memberships.through.objects.filter(absence__ends_on__gte=today)
    return set(rows.values_list("membership_id", flat=True))


def absences_from(today: date) -> Any:
    """Absences that are not over, the first one first."""
    rows = Absence.objects.filter(ends_on__gte=today)
    return rows.select_related("advisor", "substitute").order_by("starts_on", "pk")


def _add_known(found: dict[int, Entry], today: date, now: datetime) -> None:
    themes = {theme.pk: theme for theme in Theme.objects.all()}
    known: dict[tuple[int, int], Known] = {}
    for row in Expertise.objects.filter(advisor__in=found):
        known[row.advisor_id, row.theme_id] = Known(themes[row.theme_id], row.pk, row.note)
    for name, counts in (("answers", _answers(found, now)), ("talks", _talks(found, today))):
        for advisor, theme, number in counts:
            subject = known.setdefault((advisor, theme), Known(themes[theme]))
            setattr(subject, name, number)
    for (advisor, _theme), subject in known.items():
        found[advisor].known.append(subject)
    for entry in found.values():
        entry.known.sort(
            key=lambda subject: (subject.pk is None, -subject.weight, sort_key(subject.theme.name))
        )


def _answers(found: dict[int, Entry], now: datetime) -> Any:
    rows = Question.objects.not_confidential().filter(
        answered_by__in=found, answered_at__range=(now - EVIDENCE, now), theme__isnull=False
    )
    return rows.order_by().values_list("answered_by", "theme").annotate(Count("pk"))


def _talks(found: dict[int, Entry], today: date) -> Any:
    rows = Talk.objects.exclude(cap=Cap.MEDIATOR).filter(
        author__in=found, held_on__gte=today - EVIDENCE, held_on__lte=today, theme__isnull=False
    )
    return rows.order_by().values_list("author", "theme").annotate(Count("pk"))


def on_theme(entries: list[Entry], theme: Theme | None) -> list[tuple[Entry, list[Known]]]:
    """Each advisor with what to show; with a theme only who knows it, most evidence first."""
    if theme is None:
        return [(entry, entry.known) for entry in entries]
    found = [(entry, [subject]) for entry in entries if (subject := entry.knows(theme))]
    return sorted(found, key=lambda pair: (-pair[1][0].weight, sort_key(pair[0].advisor.name)))


def found_by(entries: list[Entry], words: str) -> list[Entry]:
    """Those of whom every word stands in their name, what they know, or their regions."""
    return [entry for entry in entries if finds(words, entry.told)]


def themes_known(entries: list[Entry]) -> list[Theme]:
    """The columns of the table: what somebody knows, in the order of the themes."""
    known = {one.theme.pk: one.theme for entry in entries for one in entry.known}
    return sorted(known.values(), key=lambda theme: (theme.position, sort_key(theme.name)))


def visits_together(today: date) -> list[tuple[str, str, int]]:
    """Pairs who visited a region together in the last year, and how often; the most first."""
    rows = Talk.objects.exclude(cap=Cap.MEDIATOR).filter(
        channel__in=IN_PERSON,
        held_on__gte=today - TOGETHER,
        held_on__lte=today,
        author__isnull=False,
        colleague__isnull=False,
    )
    pairs: dict[tuple[str, ...], int] = defaultdict(int)
    names = rows.order_by().values_list("author__name", "colleague__name")
    for author, colleague, number in names.annotate(Count("pk")):
        pairs[tuple(sorted((author, colleague)))] += number
    counted = ((first, second, number) for (first, second), number in pairs.items())
    return sorted(counted, key=lambda row: (-row[2], row[0], row[1]))


def heading_of(entries: list[Entry]) -> str:
    """How many there are, and how many of them are away."""
    count, away = len(entries), sum(entry.away is not None for entry in entries)
    if not count:
        return _("The network")
    text = ngettext("%(n)s advisor", "%(n)s advisors", count)
    said = text % {"n": number_word(count, capital=True)}
    if not away:
        return _("%(who)s, nobody away") % {"who": said}
    gone = ngettext("%(n)s away now", "%(n)s away now", away) % {"n": number_word(away)}
    return f"{said}, {gone}"
