"""Whom to call, on a public page that nobody can read any more."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sto_portal.privacy.models import Deed
from sto_portal.privacy.rule import Rows, Rule, before
from sto_portal.public.models import PublicPage


def unread(now: datetime) -> QuerySet[PublicPage]:
    """Pages with somebody to call that are not open, or of a region that is closed."""
    is_unread = Q(opened_at=None) | Q(region__closed_on__lte=timezone.localdate(now))
    rows = PublicPage.objects.filter(is_unread, may_be_named=True)
    return rows.filter(changed_at__lt=before("CONTACT_KEPT_DAYS", now))


def wipe(found: list[int], deed: Deed, now: datetime) -> None:
    nobody = dict.fromkeys(("contact_name", "contact_phone", "contact_email"), "")
    PublicPage.objects.filter(pk__in=found).update(may_be_named=False, **nobody)


RULE = Rule(
    "public_contacts",
    _("Who is named to call on the public page of a region, with number and mail address"),
    _("they are wiped; the rest of the page stays"),
    _("to open the page again without asking everything anew"),
    Rows(unread, wipe),
    "CONTACT_KEPT_DAYS",
    _("since the page was changed or taken away"),
)
