"""Alerts and dashboard ask for what /metrics tells, under the names by which it tells it."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.test import Client

from tests.watch.debian import program

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
NAME = re.compile(r"\bportal_\w+")


def rules() -> list[dict]:
    (group,) = yaml.safe_load((DEPLOY / "alerts.yml").read_text())["groups"]
    return group["rules"]


@pytest.fixture
def told(db) -> set[str]:
    """Every name of a sample on the page, or that it says it may tell."""
    Client().get("/health/live")
    page = Client().get("/metrics").content.decode()
    named = set(re.findall(r"^(\w+)(?:\{.*)? \S+$", page, re.MULTILINE))
    return named | set(re.findall(r"^# TYPE (\w+) gauge$", page, re.MULTILINE))


def test_there_are_ten_alerts_that_say_what_to_do():
    names = [rule["alert"] for rule in rules()]
    assert len(names) == len(set(names)) == 10
    for rule in rules():
        assert rule["for"] and rule["labels"]["severity"] in {"page", "look"}
        assert rule["annotations"]["summary"] and rule["annotations"]["to_do"]


def test_alerts_and_dashboard_ask_only_for_what_is_told(told):
    asked = {name for rule in rules() for name in NAME.findall(rule["expr"])}
    panels = json.loads((DEPLOY / "grafana.json").read_text())["panels"]
    shown = {
        n for panel in panels for target in panel["targets"] for n in NAME.findall(target["expr"])
    }
    assert len(asked) > 9 and asked <= told
    assert len(shown) > 12 and shown <= told
    assert len({panel["id"] for panel in panels}) == len(panels)


def test_what_is_told_and_never_shown_nor_asked_is_not_told(told):
    """A figure that nobody looks at costs a query at each visit."""
    files = (DEPLOY / "alerts.yml").read_text() + (DEPLOY / "grafana.json").read_text()
    used = {re.sub(r"_(sum|count|bucket)$", "", name) for name in NAME.findall(files)}
    ours = {re.sub(r"_(sum|count|bucket|created)$", "", n) for n in told if n.startswith("portal_")}
    assert ours == used


def test_each_alert_comes_when_it_should_and_none_when_all_is_well():
    promtool = program("prometheus", "promtool")
    checked = subprocess.run(
        [promtool, "test", "rules", "alerts_test.yml"], cwd=DEPLOY, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_alerts_that_never_come_fail_the_test_of_them(tmp_path):
    promtool = program("prometheus", "promtool")
    text = (DEPLOY / "alerts.yml").read_text()
    (tmp_path / "alerts.yml").write_text(text.replace("> 900", "> 90000"))
    (tmp_path / "alerts_test.yml").write_text((DEPLOY / "alerts_test.yml").read_text())
    checked = subprocess.run(
        [promtool, "test", "rules", "alerts_test.yml"], cwd=tmp_path, capture_output=True
    )
    assert checked.returncode == 1
