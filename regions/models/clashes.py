"""Why somebody cannot have a role in these days, as people say it."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from regions.dutch import date_text

from .roles import LEADER_ROLES, STEERING_ROLES, Role

if TYPE_CHECKING:
    from .memberships import Membership


def refuse_what_clashes(wanted: "Membership") -> None:
    """Raises ValidationError that names the role which is in the way."""
    if wanted.ends_on and wanted.starts_on and wanted.ends_on < wanted.starts_on:
        raise ValidationError({"ends_on": _("The end date lies before the start date.")})
    if held := _in_the_way(wanted):
        raise ValidationError(_why_not_both(wanted, held))


def _in_the_way(wanted: "Membership") -> "Membership | None":
    if not (wanted.user_id and wanted.region_id and wanted.starts_on):
        return None
    rows = type(wanted).objects.filter(user=wanted.user_id, region=wanted.region_id)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=wanted.starts_on)).exclude(pk=wanted.pk)
    if wanted.ends_on:
        rows = rows.filter(starts_on__lte=wanted.ends_on)
    return rows.select_related("user", "region").order_by("starts_on").first()


def _why_not_both(wanted: "Membership", held: "Membership") -> str:
    told = {
        "name": held.user.name,
        "role": held.get_role_display().lower(),
        "region": held.region,
        "first": date_text(held.starts_on),
        "last": date_text(held.ends_on) if held.ends_on else "",
    }
    if held.ends_on:
        text = _("%(name)s is %(role)s of %(region)s from %(first)s to %(last)s.") % told
    else:
        text = _("%(name)s is %(role)s of %(region)s from %(first)s on.") % told
    roles = {wanted.role, held.role}
    if Role.ADVISOR in roles and roles & LEADER_ROLES:
        why = _("Nobody advises a region that they lead.")
    elif Role.LEAD_APPLICANT in roles and len(roles) > 1 and roles <= STEERING_ROLES:
        why = _("Lead applicant beside another seat? Tick that at the other seat.")
    else:
        why = _("One person has one role in a region at a time: end the other one first.")
    return f"{text} {why}"
