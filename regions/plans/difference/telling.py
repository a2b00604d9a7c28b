"""The facts of a plan in words: what each field is called, and how its value reads."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.dutch import date_range_text, date_text, decimal_text, euros
from regions.plans.models import Activity

from .delta import Path, Subject

Subjects = dict[Path, Subject]


@dataclass(frozen=True)
class Field:
    """One row of the difference: what it tells, and the facts that it tells it of."""

    label: str | Promise
    names: tuple[str, ...]
    text: Callable[[Any, Subjects], str] = lambda facts, version: ""
    is_period: bool = False
    is_order: bool = False

    def both(self, subject: Path, was: Subjects, now: Subjects) -> tuple[str, str]:
        """The text before and after."""
        if self.is_order:
            before, after = self.orders(subject, was, now)
            return self._codes(before, was), self._codes(after, now)
        return self.text(was[subject], was), self.text(now[subject], now)

    def orders(self, subject: Path, was: Subjects, now: Subjects) -> tuple[list, list]:
        """The order of what stands in both versions; what came or went is told elsewhere."""
        before: Any = was[subject].get(self.names[0], ())
        after: Any = now[subject].get(self.names[0], ())
        return [key for key in before if key in after], [key for key in after if key in before]

    def _codes(self, keys: list, version: Subjects) -> str:
        if self.names == ("lines",):
            return ", ".join(keys)
        return ", ".join(str(version[("activity", key)]["code"]) for key in keys)


def plain(name: str) -> Callable[[Any, Subjects], str]:
    return lambda facts, version: str(facts.get(name, ""))


def _line(facts: Any, version: Subjects) -> str:
    return title_of(("line", facts["line"]), version)


def _kind(facts: Any, version: Subjects) -> str:
    return str(Activity.Kind(facts["kind"]).label)


def _sub_region(facts: Any, version: Subjects) -> str:
    return facts["sub_region"].name if "sub_region" in facts else ""


def _schools(facts: Any, version: Subjects) -> str:
    return ", ".join(school.name for school in facts.get("schools", ()))


def _budget(facts: Any, version: Subjects) -> str:
    return euros(facts["budget_cents"]) if "budget_cents" in facts else ""


def _owner(facts: Any, version: Subjects) -> str:
    return ", ".join(text for text in (facts.get("owner"), facts.get("owner_email")) if text)


def _target(facts: Any, version: Subjects) -> str:
    return f"{facts.get('target', '')} {facts.get('unit', '')}".strip()


def _share(facts: Any, version: Subjects) -> str:
    share: Decimal | None = facts.get("share")
    return "" if share is None else f"{share.normalize():f}%".replace(".", ",")


def _amount(facts: Any, version: Subjects) -> str:
    total = euros(facts["cents"])
    if "quantity" not in facts:
        return total
    count = decimal_text(facts["quantity"], 2).removesuffix(",00")
    each = f"{count} {facts['unit']}".strip()
    return f"{each} × {euros(facts['price_cents'])} = {total}"


def _cofinancing(facts: Any, version: Subjects) -> str:
    return euros(facts["cofinancing_cents"])


# What belongs to an activity and has a key of its own: ("milestone", activity, key).
PARTS = ("milestone", "cost")
PERIOD = Field(gettext_lazy("period"), ("starts_on", "ends_on"), is_period=True)
PLAN = (
    Field(gettext_lazy("title"), ("title",), plain("title")),
    PERIOD,
    Field(gettext_lazy("order of the action lines"), ("lines",), is_order=True),
)
LINE = (
    Field(gettext_lazy("title"), ("title",), plain("title")),
    Field(gettext_lazy("order of the activities"), ("activities",), is_order=True),
)
ACTIVITY = (
    PERIOD,
    Field(gettext_lazy("number"), ("code",), plain("code")),
    Field(gettext_lazy("title"), ("title",), plain("title")),
    Field(gettext_lazy("action line"), ("line",), _line),
    Field(gettext_lazy("what it delivers"), ("delivers",), plain("delivers")),
    Field(gettext_lazy("kind"), ("kind",), _kind),
    Field(gettext_lazy("for whom"), ("audience",), plain("audience")),
    Field(gettext_lazy("sub-region"), ("sub_region",), _sub_region),
    Field(gettext_lazy("schools"), ("schools",), _schools),
    Field(gettext_lazy("budget"), ("budget_cents",), _budget),
    Field(gettext_lazy("target"), ("target", "unit"), _target),
    Field(gettext_lazy("who carries it out"), ("owner", "owner_email"), _owner),
    Field(gettext_lazy("with whom"), ("partners",), plain("partners")),
)
MILESTONE = (
    Field(gettext_lazy("date"), ("due_on",), is_period=True),
    Field(gettext_lazy("title"), ("title",), plain("title")),
    Field(gettext_lazy("share"), ("share",), _share),
)


COST = (
    Field(gettext_lazy("what for"), ("text",), plain("text")),
    Field(gettext_lazy("kind of costs"), ("kind",), plain("kind")),
    Field(gettext_lazy("year"), ("year",), plain("year")),
    Field(gettext_lazy("amount"), ("quantity", "unit", "price_cents", "cents"), _amount),
    Field(gettext_lazy("co-financing in it"), ("cofinancing_cents",), _cofinancing),
)


def title_of(subject: Path, version: Subjects) -> str:
    facts: Any = version.get(subject, {})
    if subject[0] == "plan":
        return _("The plan")
    if subject[0] == "line":
        return f"{subject[1]} {facts.get('title', '')}".strip()
    if subject[0] == "activity":
        return f"{facts['code']} {facts['title']}".strip()
    code = version[("activity", subject[1])]["code"]
    if subject[0] == "cost":
        return _("Cost “%(title)s” (%(code)s)") % {"title": facts["text"], "code": code}
    return _("Milestone “%(title)s” (%(code)s)") % {"title": facts["title"], "code": code}


def period(facts: Any) -> str:
    if "due_on" in facts:
        return date_text(facts["due_on"])
    return date_range_text(facts.get("starts_on"), facts.get("ends_on")) or _("no dates")


def describe(subject: Path, version: Subjects) -> list[str]:
    """All that a version says about one activity, milestone or line; when comes first."""
    facts = version[subject]
    if subject[0] == "line":
        return [title_of(subject, version)]
    told = [] if subject[0] == "cost" else [period(facts)]
    for field in {"milestone": MILESTONE, "cost": COST}.get(subject[0], ACTIVITY):
        if field.is_period or field.names[0] in ("code", "title", "text"):
            continue
        if text := field.text(facts, version):
            told.append(f"{field.label}: {text}")
    return [*told, *_parts_of(subject, version)]


def _parts_of(subject: Path, version: Subjects) -> list[str]:
    if subject[0] != "activity":
        return []
    return [
        f"{title_of(path, version)}: {', '.join(describe(path, version))}"
        for path in version
        if path[0] in PARTS and path[1] == subject[1]
    ]
