"""Carries out a change of regions wholly or not at all, and undoes it while nothing was used.

Rows of what ended stay where they are: what goes along is written anew in the region that goes on.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.bureau.intake.made import made_of, undo, why_it_stays
from regions.bureau.region_forms import free_slug
from regions.models import Membership, Region, RegionChange, RegionSuccession, School, SubRegion
from regions.partners.models import ContactPerson, Partnership
from regions.saving import AT_ONCE

from .beside import goes_along
from .outline import Outline, outline_of
from .outline import Row as Shown

Row = TypeVar("Row", bound=Model)

OF_SCHOOL = ("name", "kind", "place", "brin", "board", "province", "holiday_zone")
OF_PARTNER = ("business_id", "step", "brings", "ideal_days", "max_days")
OF_CONTACT = ("name", "function", "email", "phone")
SETTINGS = ("kind", "line_label", "leader_label", "tolerance_months")


@transaction.atomic
def carry(
    outline: Outline, ticked: Collection[str], because: str, by: User, now: datetime
) -> RegionChange:
    """What the page showed; ValidationError when something of it is no longer so."""
    formers = _locked(outline)
    fresh = outline_of(outline.kind, formers, outline.goals, outline.from_on)
    if not set(ticked) <= set(fresh.keys):
        raise ValidationError(AT_ONCE)
    change = RegionChange.objects.create(
        kind=outline.kind,
        from_on=outline.from_on,
        before={
            str(row.pk): [row.closed_on and row.closed_on.isoformat(), row.closed_because]
            for row in formers
        },
        made_by=by,
        made_at=now,
    )
    made: list[Model] = []
    regions = []
    for goal in outline.goals:
        region = goal.region
        if region is None:
            settings = {name: getattr(formers[0], name) for name in SETTINGS}
            region = Region.objects.create(name=goal.name, slug=free_slug(goal.name), **settings)
            made.append(region)
        regions.append(region)
    for former in formers:
        former.closed_on, former.closed_because = outline.from_on, because
        former.save(update_fields=["closed_on", "closed_because"])
        for region in regions:
            link = {"change": change, "former": former, "successor": region}
            made.append(RegionSuccession.objects.create(**link))
    asked = {"invited_at": now, "invited_by": by}
    parts: dict[tuple[int, int], SubRegion] = {}  # by former sub-region and region that goes on
    for key in (key for key in fresh.keys if key in ticked):  # sub-regions before their schools
        item, goal_number = fresh.by_key[key]
        made += _along(item.row, regions[goal_number], fresh, asked, parts)
    change.made = made_of(made)
    change.save(update_fields=["made"])
    return change


def _locked(outline: Outline) -> list[Region]:
    """The regions that end, fresh and locked together with those that they join."""
    goals = [goal.region.pk for goal in outline.goals if goal.region is not None]
    ids = [former.pk for former in outline.formers]
    rows = Region.objects.select_for_update().filter(pk__in=[*ids, *goals]).order_by("pk")
    by_id = {row.pk: row for row in rows}
    formers = [by_id[pk] for pk in ids if pk in by_id]
    ended = RegionSuccession.objects.filter(former__in=[*ids, *goals]).exists()
    if len(by_id) < len(ids) + len(goals) or ended or any(row.is_closed for row in by_id.values()):
        raise ValidationError(AT_ONCE)
    return formers


def _along(
    row: Shown,
    region: Region,
    outline: Outline,
    asked: dict[str, Any],
    parts: dict[tuple[int, int], SubRegion],
) -> list[Model]:
    if isinstance(row, SubRegion):
        part = _new(SubRegion(region=region, name=row.name, lead_name=row.lead_name))
        parts[row.pk, region.pk] = part
        return [part]
    if isinstance(row, School):
        own = parts.get((row.sub_region_id or 0, region.pk))
        return [_new(School(region=region, sub_region=own, **_values(row, OF_SCHOOL)))]
    if isinstance(row, Membership):
        role = Membership(
            region=region,
            starts_on=max(row.starts_on, outline.from_on),
            **_values(row, ("user", "role", "ends_on", "is_interim", "also_applies")),
            **({} if row.is_interim else asked),
        )
        role = _new(role)
        goes_along(row, role)
        return [role]
    partner = _new(
        Partnership(region=region, started_on=outline.from_on, **_values(row, OF_PARTNER))
    )
    contacts = ContactPerson.objects.filter(
        partnership__region__in=outline.formers,
        partnership__business=row.business_id,
        partnership__ended_on=None,
        left_on=None,
        erased_at=None,
    )
    people = {
        (one.name, one.email): ContactPerson(partnership=partner, **_values(one, OF_CONTACT))
        for one in contacts
    }
    return [partner, *(_new(one) for one in people.values())]


def _values(row: Model, names: Collection[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _new(row: Row) -> Row:
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def take_back(change: RegionChange, now: datetime) -> list[Region]:
    """The regions that go on as they were; ValidationError says why the change stays."""
    kept = RegionChange.objects.select_for_update().get(pk=change.pk)
    if kept.undone_at is not None:
        raise ValidationError(_("This change was undone already."))
    former_ids = [int(pk) for pk in kept.before]
    formers = list(Region.objects.select_for_update().filter(pk__in=former_ids).order_by("pk"))
    if any(former.closed_on != kept.from_on for former in formers):
        raise ValidationError(_("This change stays: the day of closing was changed since then."))
    if reason := why_it_stays(kept, _("This change stays")):
        raise ValidationError(reason)
    try:
        with transaction.atomic():
            undo(kept)
    except ProtectedError as error:
        raise ValidationError(_("This change stays: something belongs to it by now.")) from error
    for former in formers:
        day, former.closed_because = kept.before[str(former.pk)]
        former.closed_on = day and date.fromisoformat(day)
        former.save(update_fields=["closed_on", "closed_because"])
    kept.undone_at = now
    kept.save(update_fields=["undone_at"])
    return formers
