"""Tokens with which programs read for somebody, webhooks, and what was sent to those."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sto_portal.api.hooks.sending import FRESH
from sto_portal.api.models import ApiToken, Delivery, Webhook
from sto_portal.privacy.models import Deed
from sto_portal.privacy.rule import Rows, Rule, before


def ended(now: datetime) -> QuerySet[ApiToken]:
    since = before("TOKEN_KEPT_DAYS", now)
    return ApiToken.objects.filter(Q(expires_at__lt=since) | Q(revoked_at__lt=since))


def drop(found: list[int], deed: Deed, now: datetime) -> None:
    ApiToken.objects.filter(pk__in=found).delete()


def ended_hooks(now: datetime) -> QuerySet[Webhook]:
    since = before("TOKEN_KEPT_DAYS", now)
    return Webhook.objects.filter(Q(expires_at__lt=since) | Q(revoked_at__lt=since))


def drop_hooks(found: list[int], deed: Deed, now: datetime) -> None:
    Webhook.objects.filter(pk__in=found).delete()


def old_deliveries(now: datetime) -> QuerySet[Delivery]:
    """Not of a fact that is so new that without its row it would be told once more."""
    since = min(before("DELIVERY_KEPT_DAYS", now), now - FRESH)
    return Delivery.objects.filter(settled_at__lt=since, happened_at__lt=since)


def drop_deliveries(found: list[UUID], deed: Deed, now: datetime) -> None:
    Delivery.objects.filter(pk__in=found).delete()


RULES = (
    Rule(
        "tokens",
        _("A token with which a program reads for somebody: what for, and when it was used last"),
        _("the line is deleted"),
        _("to know which program read along, and until when"),
        Rows(ended, drop),
        "TOKEN_KEPT_DAYS",
        _("since it ended or was revoked"),
    ),
    Rule(
        "webhooks",
        _("A webhook that tells a program what happens: what for, and to which address"),
        _("the line is deleted"),
        _("to know which program was told, and until when"),
        Rows(ended_hooks, drop_hooks),
        "TOKEN_KEPT_DAYS",
        _("since it ended or was revoked"),
    ),
    Rule(
        "deliveries",
        _("A message to a webhook: of what, when, and what was answered"),
        _("the line is deleted"),
        _("to find out why a program did not hear of something"),
        Rows(old_deliveries, drop_deliveries),
        "DELIVERY_KEPT_DAYS",
        _("since it was sent or given up"),
    ),
)
