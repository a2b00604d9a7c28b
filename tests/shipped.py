"""Rows that a migration brings: a test that commits empties every table, and these come back."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate

from regions.partners.models import CofinancingNorm
from regions.plans.models import CostKind, PlanLayout
from regions.reports.formats.loading import keep_shipped


def come_back_after_a_flush() -> None:
    """Django tells that it migrated when it emptied the tables, too."""
    post_migrate.connect(_after_the_last_app, dispatch_uid="shipped")


def _after_the_last_app(app_config: Any, **_told: Any) -> None:
    if app_config.label == "reports":  # once, and after the plans and partners
        bring_back()


def bring_back() -> None:
    """Whatever is missing of them."""
    if not CofinancingNorm.objects.exists():
        _migration("partners.migrations.0003_norms_that_are_known").add_norms(apps, None)
    if not CostKind.objects.exists():
        _migration("plans.migrations.0008_budget").begin_with_kinds(apps, None)
    if not PlanLayout.objects.exists():
        _migration("plans.migrations.0012_choices_and_layouts").begin_with_a_layout(apps, None)
    keep_shipped()


def _migration(name: str) -> Any:
    return import_module(f"regions.{name}")
