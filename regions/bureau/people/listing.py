"""The bureau's list of people: found, filtered, in an order, and as a file."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import F, Func, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.csv import csv_response
from regions.models import Membership, Role
from regions.web.lists import Choice, ListFilter, Words
from regions.web.searching import named

from .reached import broken, ended, put_reach

SORTS = ("surname", "name", "signed_in", "added")
# "Els Jansen-de Vries" is a Jansen, "Jan van der Berg" a Berg.
LAST_NAME = r"\S+-(?:de|den|der|van|ter|ten|te|het|[’']t)(?:\s\S+)+$"


class PeopleFilter(ListFilter):
    """The order is chosen in the head of the table; `never` was once a role."""

    q = Words(gettext_lazy("Search"), example=gettext_lazy("Name or e-mail address"), box="grow")
    role = Choice(
        gettext_lazy("Role"),
        gettext_lazy("Everybody"),
        [
            *Role.choices,
            ("none", gettext_lazy("No role now")),
            ("closed", gettext_lazy("Closed account")),
            ("never", gettext_lazy("Has a role, never signed in")),
        ],
    )
    only = Choice(
        gettext_lazy("Of who has a role"),
        gettext_lazy("All"),
        [
            ("never", gettext_lazy("Never signed in")),
            ("broken", gettext_lazy("Address does not work")),
            ("ended", gettext_lazy("Unsubscribed from mail")),
        ],
    )
    sort = Choice("", "", [(name, name) for name in SORTS], widget=forms.HiddenInput)


def chosen(wanted: Mapping[str, str], today: datetime.date) -> QuerySet[User]:
    current = Membership.objects.on(today).select_related("region")
    rows = User.objects.filter(erased_at=None)
    if text := wanted["q"]:
        rows = rows.filter(named(text, "name", "email"))
    rows = _with_role(rows, wanted["role"], current)
    rows = _only(rows, wanted["only"], current)
    rows = rows.prefetch_related(Prefetch("memberships", current, to_attr="current"))
    return _in_order(rows, wanted["sort"])


def _with_role(rows: QuerySet[User], role: str, current: QuerySet[Membership]) -> QuerySet[User]:
    if role == "none":
        return rows.exclude(pk__in=current.values("user"))
    if role == "closed":
        return rows.filter(is_active=False)
    if role == "never":
        return _only(rows, "never", current)
    return rows.filter(pk__in=current.filter(role=role).values("user")) if role else rows


def _only(rows: QuerySet[User], only: str, current: QuerySet[Membership]) -> QuerySet[User]:
    if not only:
        return rows
    rows = rows.filter(pk__in=current.values("user"), is_active=True)
    if only == "never":
        return rows.filter(last_login=None)
    return rows.filter(pk__in=broken() if only == "broken" else ended())


def _in_order(rows: QuerySet[User], sort: str) -> QuerySet[User]:
    if sort == "name":
        return rows.order_by("name__dutch", "pk")
    if sort == "signed_in":
        return rows.order_by(F("last_login").desc(nulls_last=True), "name__dutch", "pk")
    if sort == "added":
        return rows.order_by("-date_joined", "pk")
    return rows.annotate(surname=surname()).order_by("surname__dutch", "name__dutch", "pk")


def surname() -> Coalesce:
    """The last name of a person without what stands before it, for an order."""
    return Coalesce(_part(LAST_NAME), _part(r"\S+$"), F("name"), output_field=TextField())


def _part(pattern: str) -> Func:
    return Func(F("name"), Cast(Value(pattern), TextField()), function="SUBSTRING")


def as_csv(rows: Iterable[User]) -> HttpResponse:
    """What the filter found, with how mail reaches them."""
    people = list(rows)
    put_reach(people)
    header = [_("Name"), _("E-mail address"), _("Telephone"), _("Roles now"), _("May sign in")]
    header += [_("Invited"), _("Last signed in"), _("Address works"), _("Unsubscribed from mail")]
    return csv_response(
        f"mensen-{timezone.localdate()}.csv", header, [_cells(person) for person in people]
    )


def _cells(person: Any) -> list[Any]:
    roles = (f"{row.role_told}, {row.region or ''}".rstrip(", ") for row in person.current)
    return [
        person.name,
        person.email,
        person.phone,
        "; ".join(roles),
        _yes(person.is_active),
        _day(person.reach.invited_at),
        _day(person.last_login),
        _yes(not person.reach.is_broken),
        _yes(person.reach.has_ended),
    ]


def _yes(is_so: bool) -> str:
    return _("yes") if is_so else _("no")


def _day(at: datetime.datetime | None) -> datetime.date | str:
    return timezone.localdate(at) if at else ""
