"""Rows that a migration brings: a test that commits empties every table, and these come back."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate

from regions.plans.models import CostKind, PlanLayout
from regions.reports.formats.loading import keep_shipped

MIGRATIONS = "regions.plans.migrations"


def come_back_after_a_flush() -> None:
    """Django tells that it migrated when it emptied the tables, too."""
    post_migrate.connect(_bring_back, dispatch_uid="shipped")


def _bring_back(app_config: Any, **_told: Any) -> None:
    if app_config.label != "reports":  # once, and after the plans
        return
    if not CostKind.objects.exists():
        import_module(f"{MIGRATIONS}.0008_budget").begin_with_kinds(apps, None)
    if not PlanLayout.objects.exists():
        import_module(f"{MIGRATIONS}.0012_choices_and_layouts").begin_with_a_layout(apps, None)
    keep_shipped()
