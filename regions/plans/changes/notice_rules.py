"""Whether DUS-I must know of a change or setback: what the bureau wrote down, with its source."""

import datetime
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models.validity import holds_on
from regions.plans.models import NoticeRule


def rule_for(kind: str, day: datetime.date) -> NoticeRule | None:
    """The rule for this kind that holds on `day`; where two overlap, the newest."""
    return NoticeRule.objects.on(day).filter(kind=kind).first()


def rule_among(rules: Iterable[NoticeRule], kind: str, day: datetime.date) -> NoticeRule | None:
    """As `rule_for`, out of rules that were read before."""
    holding = [rule for rule in rules if rule.kind == kind and holds_on(rule, day)]
    return max(holding, key=lambda rule: rule.valid_from_on, default=None)


class State(models.TextChoices):
    """How a rule stands on some day."""

    HOLDS = "holds", _("holds now")
    LATER = "later", _("holds later")
    REPLACED = "replaced", _("replaced by a newer rule")
    ENDED = "ended", _("ended")


def listed(day: datetime.date) -> list[tuple[NoticeRule, State]]:
    """Every rule by kind, the newest first, with how it stands on `day`."""
    rules = list(NoticeRule.objects.all())
    rules.sort(key=lambda rule: NoticeRule.Kind.values.index(rule.kind))
    seen: set[str] = set()
    rows = []
    for rule in rules:
        rows.append((rule, _state(rule, day, seen)))
    return rows


def kinds_without(rows: list[tuple[NoticeRule, State]]) -> list[str]:
    """The kinds that have no rule now, as people read them."""
    held = {rule.kind for rule, state in rows if state == State.HOLDS}
    return [str(kind.label) for kind in NoticeRule.Kind if kind not in held]


def _state(rule: NoticeRule, day: datetime.date, seen: set[str]) -> State:
    if rule.valid_from_on > day:
        return State.LATER
    if rule.valid_until_on and rule.valid_until_on < day:
        return State.ENDED
    if rule.kind in seen:
        return State.REPLACED
    seen.add(rule.kind)
    return State.HOLDS


def end_rule(rule: NoticeRule, day: datetime.date) -> None:
    """`day` is the last day on which the rule holds; it never moves an earlier end."""
    if rule.valid_until_on is None or rule.valid_until_on > day:
        rule.valid_until_on = day
        rule.full_clean()
        rule.save()
