"""Tokens with which programs read for somebody."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sto_portal.api.models import ApiToken
from sto_portal.privacy.models import Deed
from sto_portal.privacy.rule import Rows, Rule, before


def ended(now: datetime) -> QuerySet[ApiToken]:
    since = before("TOKEN_KEPT_DAYS", now)
    return ApiToken.objects.filter(Q(expires_at__lt=since) | Q(revoked_at__lt=since))


def drop(found: list[int], deed: Deed, now: datetime) -> None:
    ApiToken.objects.filter(pk__in=found).delete()


RULE = Rule(
    "tokens",
    _("A token with which a program reads for somebody: what for, and when it was used last"),
    _("the line is deleted"),
    _("to know which program read along, and until when"),
    Rows(ended, drop),
    "TOKEN_KEPT_DAYS",
    _("since it ended or was revoked"),
)
