"""What goes well, as the logs say it. A sentence that returns is told once, with its months."""

import re
from dataclasses import dataclass, field
from uuid import NAMESPACE_OID, uuid5

from regions.months import Month
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import closed, in_months, log_origin, months_text
from regions.reports.sentences import Sentence

MOST = 8  # of the whole; of one line or activity half of them
BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý0-9“])|\n+")


@dataclass
class Praise:
    """One thing that goes well: as it was said last, in which months, and of which activity."""

    text: str
    activity_key: str | None
    months: list[Month] = field(default_factory=list)
    quotes: dict[Month, str] = field(default_factory=dict)


def read(base: Base) -> list[Praise]:
    """What was said most often first, then what was said last."""
    found: dict[str, Praise] = {}
    for log in base.period_logs:
        for text in filter(None, (part.strip() for part in BREAK.split(log.going_well))):
            praise = found.setdefault(same(text), Praise(text, _activity_of(base, text)))
            praise.text = text
            praise.months.append(log.month)
            praise.quotes[log.month] = log.going_well
    return sorted(found.values(), key=lambda one: (len(one.quotes), one.months[-1]), reverse=True)


def tell(base: Base, praises: list[Praise], subject: Subject) -> list[Sentence]:
    """What belongs to no activity is told where the whole programme is asked after."""
    if subject.is_rest:
        return []
    here = [praise for praise in praises if subject.holds(praise.activity_key)]
    most = MOST if subject.is_whole else MOST // 2
    return [_sentence(base, praise) for praise in here[:most]]


def _sentence(base: Base, praise: Praise) -> Sentence:
    text = closed(" ".join(praise.text.split()))
    if len(praise.quotes) > 1:
        text = in_months(text, months_text(praise.months, base.spans_years))
    origins = tuple(log_origin(base, month, quote=said) for month, said in praise.quotes.items())
    return Sentence(f"good:{uuid5(NAMESPACE_OID, same(praise.text))}", text, origins)


def same(text: str) -> str:
    """Two texts that differ in capitals, spaces and signs say the same."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _activity_of(base: Base, text: str) -> str | None:
    """The one activity that a text names, by its title or its number; None where that is unsure."""
    said = f" {same(text)} "
    found: set[str] = set()
    for activity in base.activities:
        title = same(activity.title)
        by_code = re.search(rf"(?<![\w.]){re.escape(activity.code)}(?![\w]|\.\d)", text)
        if (title and f" {title} " in said) or (by_code and "." in activity.code):
            found.add(str(activity.key))
    return found.pop() if len(found) == 1 else None
