"""F10: hostile text in every row that there is, and hostile input at every door."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.template import engines
from django.test import Client
from django.urls import reverse

from regions import csv
from sto_portal.notices.models import Mail
from sto_portal.notices.planning import plan
from sto_portal.notices.rendering import render_waiting
from tests.access_rows import ROWS
from tests.notices.conftest import LATEST
from tests.test_access import ROLES
from tests.test_access import world as world  # a fixture
from tests.web import test_hostile as hostile
from tests.web.injected import HOSTILE, MARK, in_answer, in_mail

from .conftest import IS_FULL, sized

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_22_november")]


OURS = {"content_type", "kind", "password"}  # one of a list, or never shown


def texts(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields in which somebody writes what they like; in some only the portal writes."""
    for field in model._meta.concrete_fields:
        is_text = type(field) in (models.CharField, models.TextField)
        is_ours = field.choices or field.primary_key or field.name in OURS
        if is_text and not is_ours and "hash" not in field.name:
            yield field


def poison() -> Counter[str]:
    """Write hostile text wherever the database lets it stand; what the columns came to."""
    told: Counter[str] = Counter()
    for model in apps.get_models():
        if not model.__module__.startswith(("regions", "advisors", "electives", "sto_portal")):
            continue
        if "Event" in model.__name__ and model._meta.db_table.endswith("event"):
            continue  # the history of other rows
        for field in texts(model):
            text = Value(HOSTILE[: max((field.max_length or 500) - 8, 0)])
            if field.unique or model._meta.unique_together or model._meta.total_unique_constraints:
                text = Concat(text, Cast("pk", models.TextField()))
            try:
                with transaction.atomic():
                    number = model._base_manager.update(**{field.name: text})
            except DatabaseError:
                told["refused"] += 1  # a code, an approved plan, a history
            else:
                told["poisoned" if number else "empty"] += 1
    return told


def visits(every: int) -> Iterator[tuple[str, str]]:
    """One route of so many and all tables, each as one who may see it; in full as all who may."""
    tables = {name for name in ROWS if name.endswith("_csv")}
    for name in sorted({*sorted(ROWS)[::every], *tables}):
        row = ROWS[name]
        roles = [role for role in ROLES if row.expected(role, "get") == "ok"]
        yield from ((name, role) for role in roles[: sized(1, len(ROLES))])


def shown(world, every: int = 1) -> Counter[str]:
    """Pages, exports and every mail: what the text became there."""
    found: Counter[str] = Counter()
    clients = {"anonymous": Client(raise_request_exception=False)}
    for role in ROLES[1:]:
        clients[role] = Client(raise_request_exception=False)
        world.people[role].refresh_from_db()  # the session is signed with what stands there now
        clients[role].force_login(world.people[role])
    for name, role in visits(every):
        kwargs, query = ROWS[name].kwargs(world.ids), ROWS[name].query.format(**world.ids)
        with transaction.atomic():
            answer = clients[role].get(reverse(name, kwargs=kwargs) + query)
            transaction.set_rollback(True)
        found["answers"] += 1
        found[f"{name}: fault {hostile.told(answer)}"] += answer.status_code >= 500
        found["with the text"] += not answer.streaming and MARK.encode() in answer.content
        found.update(f"{name}: {what}" for what in in_answer(answer))
    render_waiting(LATEST)
    for mail in Mail.objects.filter(message__isnull=False):
        found["mails"] += 1
        found.update(f"mail {mail.kind}: {what}" for what in in_mail(bytes(mail.message)))
    return +found


COUNTS = ("answers", "with the text", "mails")


def test_f10_text_in_any_row_stays_text(world, counted: Callable):
    told = poison()
    plan(LATEST)
    found = shown(world)
    wrong = {what: number for what, number in found.items() if what not in COUNTS}
    counted(
        "F10", columns=told["poisoned"], answers=found["answers"],
        with_the_text=found["with the text"], mails=found["mails"], wrong=len(wrong),
    )  # fmt: skip
    assert not wrong, "\n".join(wrong)
    assert told["poisoned"] > 80 and found["with the text"] > 100 and found["mails"]


def test_f10_twin_without_escaping_it_is_seen(world, counted: Callable, monkeypatch):
    poison()
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    monkeypatch.setattr(csv, "cell", str)
    found = shown(world, every=8)
    wrong = [what for what in found if what not in COUNTS]
    counted("F10x", answers=found["answers"], wrong=len(wrong))
    assert any("unescaped" in what for what in wrong)
    assert any("formula" in what for what in wrong)


@pytest.mark.skipif(not IS_FULL, reason="tests/web/test_hostile.py is the small size")
def test_f10_nothing_that_is_sent_breaks_a_page(world, browse, counted: Callable):
    walk, inputs = hostile.Walk(world, browse), 100_000
    for name in itertools.cycle(sorted(walk.addresses)):
        walk.once(name)
        if walk.tried >= inputs or len(walk.wrong) > 40:
            break
    counted("F10", inputs=walk.tried, requests=walk.met.total(), wrong=len(walk.wrong))
    assert not walk.wrong, "\n".join(sorted(walk.wrong))
