"""The history is for looking things up: no page, mail or figure reads it for what it must know.

Postgres stamps the history with its own clock and keeps a row for every change; what the portal
must know is a fact of its own, given by who records it. The admin may show the history.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parent.parent
APPS = ("regions", "advisors", "electives", "sto_portal")
# What a model says to be kept in the history; what knows the history itself, and what names it.
DECLARES = {"pghistory.track", "pghistory.InsertEvent", "pghistory.DeleteEvent"}
KNOWS = {
    Path("regions/web/history.py"),
    Path("sto_portal/settings.py"),
    Path("regions/bureau/deeds.py"),  # the page where the bureau looks things up
    # It erases people from the history, and tells nobody what stands in it.
    *(
        Path("sto_portal/privacy") / name
        for name in (
            "signing_in.py",
            "erasing/columns.py",
            "erasing/people.py",
        )
    ),
}


def history() -> set[str]:
    """The names of the tables of the history, and of their models."""
    kept = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    return {name for model in kept for name in (model.__name__, model._meta.db_table)}


def sources() -> Iterator[Path]:
    for path in (found for app in APPS for found in (ROOT / app).rglob("*.py")):
        name = path.relative_to(ROOT)
        is_for_looking = "migrations" in name.parts or "admin" in name.stem
        if not is_for_looking and name not in KNOWS:
            yield path


def readings(source: str, names: set[str]) -> list[str]:
    """What a module says that touches the history, beyond a model that asks to be kept in it."""
    tree = ast.parse(source)
    allowed = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in DECLARES
    }
    return [
        text
        for node in ast.walk(tree)
        if id(node) not in allowed
        for text in _words(node)
        if "pgh_" in text or text.startswith("pghistory") or text in names
        or any(f'"{name}"' in text for name in names)
    ]  # fmt: skip


def _words(node: ast.AST) -> list[str]:
    match node:
        case ast.ImportFrom(module=str(module)):
            return [module, *(imported.name for imported in node.names)]
        case ast.Import():
            return [imported.name for imported in node.names if imported.name != "pghistory"]
        case ast.Name(id=text) | ast.Attribute(attr=text) | ast.keyword(arg=str(text)):
            return [text]
        case ast.Constant(value=str(text)):
            return [text]
    return []


def test_no_page_mail_or_figure_reads_the_history():
    names = history()
    assert "PlanChangeEvent" in names and "plans_planchangeevent" in names
    found = {
        str(path.relative_to(ROOT)): told
        for path in sources()
        if (told := readings(path.read_text(), names))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "events = PlanChange.pgh_event_model",
        "rows.filter(pgh_created_at__gte=end)",
        "rows.order_by('-pgh_id')",
        "from pghistory.models import Event",
        "import pghistory.models",
        "pghistory.models.Events.objects.all()",
        "from .models import PlanChangeEvent",
        "apps.get_model('plans', 'PlanChangeEvent')",
        "cursor.execute('SELECT max(id) FROM \"plans_planchangeevent\"')",
        "from regions.plans import models\nmodels.PlanChangeEvent.objects.last()",
    ],
)
def test_a_module_that_reads_it_is_found(source):
    assert readings(source, history())


def test_a_model_may_ask_to_be_kept_in_it():
    source = "import pghistory\n@pghistory.track(pghistory.InsertEvent())\nclass Pair: ..."
    assert readings(source, history()) == []
