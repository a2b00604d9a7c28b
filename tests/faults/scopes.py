"""Every call that keeps rows or pages from somebody, and the portal without one of them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.shortcuts import get_object_or_404

from advisors.answers import doors as questions
from advisors.answers.cards import cards
from advisors.models import AnswerCard, PlanRemark, Promise, Question, Reading, Talk
from advisors.network import doors as network
from advisors.readings import doors as readings
from advisors.talks import audience
from regions import access
from regions.models import Region
from tests.web.serving import ROOT


class Scope(NamedTuple):
    """One call of a door, in the code of the product."""

    module: str
    line: int
    within: str
    door: str

    def __str__(self) -> str:
        return f"{self.module}:{self.within} {self.door}"


def nothing(*_args: Any, **_more: Any) -> None:
    """Nobody is refused; where regions are named, None is every region."""


def rows_of(model: Any) -> Callable[..., Any]:
    return lambda *_args, **_more: model.objects.all()


def one_of(model: Any) -> Callable[..., Any]:
    return lambda user, pk=None, **lookup: get_object_or_404(model, **{"pk": pk} if pk else lookup)


# Each door as it would be if it let everybody in.
OPEN: dict[Callable[..., Any], Callable[..., Any]] = {
    access.for_user: lambda queryset, *_args: queryset,
    access.fetch: lambda queryset, _user, *_action, **lookup: get_object_or_404(queryset, **lookup),
    access.fetch_region: lambda _user, slug, *_action: get_object_or_404(Region, slug=slug),
    access.region_ids: nothing,
    access.require_bureau: nothing,
    access.require_advisor: nothing,
    access.require_national: nothing,
    network.require_network: nothing,
    audience.talks_for: rows_of(Talk),
    audience.promises_for: rows_of(Promise),
    questions.questions_for: rows_of(Question),
    questions.fetch_question: one_of(Question),
    cards.cards_for: rows_of(AnswerCard),
    readings.readings_of: rows_of(Reading),
    readings.fetch_own: one_of(Reading),
    readings.remarks_for: rows_of(PlanRemark),
}


class Doors:
    """All doors of the product, watched: who calls them, and those that are taken out."""

    def __init__(self) -> None:
        self.used: set[Scope] = set()
        self.removed: set[Scope] = set()

    @contextmanager
    def without(self, *scopes: Scope) -> Iterator[None]:
        self.removed = set(scopes)
        try:
            yield
        finally:
            self.removed = set()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Every module that took a door by name gets the one that is watched."""
        replaced = []
        own = {config.name.partition(".")[0] for config in apps.get_app_configs()}
        for name, module in list(sys.modules.items()):
            path = str(getattr(module, "__file__", None) or "")
            if name.partition(".")[0] not in own or not path.startswith(f"{ROOT}/"):
                continue
            for attribute, value in list(vars(module).items()):
                if callable(value) and getattr(value, "__hash__", None) and value in OPEN:
                    replaced.append((module, attribute, value))
                    setattr(module, attribute, self._watching(value))
        try:
            yield
        finally:
            for module, attribute, value in replaced:
                setattr(module, attribute, value)

    def _watching(self, door: Callable[..., Any]) -> Callable[..., Any]:
        def watching(*args: Any, **more: Any) -> Any:
            frame = sys._getframe(1)
            module = str(Path(frame.f_code.co_filename).relative_to(ROOT))
            within = frame.f_code.co_qualname.rpartition(".<locals>")[0] or frame.f_code.co_qualname
            scope = Scope(module, frame.f_lineno, within, door.__name__)
            self.used.add(scope)
            return (OPEN[door] if scope in self.removed else door)(*args, **more)

        return watching
