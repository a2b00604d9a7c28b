"""Saves a workbook of the bureau wholly or not at all, and undoes it while nothing was used."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.bureau.models import IntakeUpload
from regions.bureau.region_forms import free_slug
from regions.models import Membership, Region, School, SubRegion
from regions.partners.models import EligibleBudget
from regions.steering.mandate.versions import save_group
from regions.steering.models import Mandate, SteeringGroup
from regions.workbooks.judgement import Fate, look_again

from .judgement import Examined, Judged
from .judging import examine
from .known import key_of
from .made import made_of, undo, why_it_stays
from .parsed import ParsedIntake

UNDO_KEPT = timedelta(days=3660)  # the rule of retention ends it before that


class NotSaved(Exception):
    """Nothing was saved or undone; the text is for who pressed the button."""


def save_intake(
    upload: IntakeUpload,
    by: User,
    now: datetime,
    today: date,
    *,
    shown: str = "",
    agreed: Collection[str] = (),
    invites: bool = False,
) -> Examined:
    """What the page showed: `shown` is its mark, `agreed` are the addresses of which the person
    said that the name in the portal is the right one. With `invites` everybody is mailed."""
    try:
        with transaction.atomic():
            return _save(upload, by, now, today, shown, agreed, invites)
    except IntegrityError as error:
        raise NotSaved(look_again()) from error


def _save(
    upload: IntakeUpload,
    by: User,
    now: datetime,
    today: date,
    shown: str,
    agreed: Collection[str],
    invites: bool,
) -> Examined:
    kept = IntakeUpload.objects.select_for_update().filter(pk=upload.pk, saved_at=None).first()
    if kept is None:
        raise NotSaved(_("This upload was saved already or is too old. Upload it again."))
    found = examine(ParsedIntake.from_json(kept.parsed))
    if not found.can_be_saved:
        raise NotSaved(_("Nothing was saved. Correct the file and upload it again."))
    if shown and shown != found.mark:
        raise NotSaved(look_again())
    open_questions = [asked for asked in found.questions if asked.email not in agreed]
    if open_questions:
        names = ", ".join(asked.email for asked in open_questions)
        message = _("Nothing was saved. First say whether this is the same person: %(names)s")
        raise NotSaved(message % {"names": names})
    invited = {"invited_at": now, "invited_by": by} if invites else {}
    kept.made = made_of(_add(found, by, today, invited))
    kept.saved_at, kept.expires_at, kept.parsed = now, now + UNDO_KEPT, {}
    kept.save(update_fields=["made", "saved_at", "expires_at", "parsed"])
    return found


def _add(found: Examined, by: User, today: date, invited: dict[str, Any]) -> list[Model]:
    """The rows that are new, in the order in which they lean on each other; `invited` says of each
    role when and by whom it is told."""
    regions = dict(found.known.regions)
    fresh = [_region(one) for one in _new(found.regions)]
    regions |= {key_of(region.name): region for region in fresh}
    parts = [
        SubRegion(region=regions[key_of(one.row.region)], **one.values) for one in _new(found.parts)
    ]
    SubRegion.objects.bulk_create(parts)
    there = {
        (part.region_id, key_of(part.name)): part for part in [*found.known.parts.values(), *parts]
    }
    schools = []
    for one in _new(found.schools):
        region = regions[key_of(one.row.region)]
        part = there[region.pk, key_of(one.row.sub_region)] if one.row.sub_region else None
        schools.append(School(region=region, sub_region=part, **one.values))
    School.objects.bulk_create(schools)
    people = _people(found)
    everybody = found.known.people | {user.email: user for user in people}
    roles = [
        Membership(
            user=everybody[one.row.email],
            region=regions[key_of(one.row.region)],
            role=one.row.role,
            starts_on=one.row.starts_on,
            ends_on=one.row.ends_on,
            is_interim=one.row.is_interim,
            **({} if one.row.is_interim else invited),
        )
        for one in _new(found.people)
    ]
    for role in roles:  # one by one: the security log tells of each
        role.save()
    groups = [
        SteeringGroup(region=regions[key_of(one.row.region)], **one.values)
        for one in _new(found.groups)
    ]
    for group in groups:
        save_group(group, by, today)
    mandates = Mandate.objects.filter(steering_group__in=groups)
    budgets = [
        EligibleBudget(region=regions[key_of(one.row.region)], **one.values)
        for one in _new(found.budgets)
    ]
    EligibleBudget.objects.bulk_create(budgets)
    return [*fresh, *parts, *schools, *people, *roles, *groups, *mandates, *budgets]


def _new(rows: Any) -> list[Judged]:
    return [one for one in rows if one.fate == Fate.NEW]


def _region(one: Judged) -> Region:
    region = Region(slug=free_slug(one.values["name"]), **one.values)
    region.save()
    return region


def _people(found: Examined) -> list[User]:
    """One account for each address that is new."""
    fresh: dict[str, User] = {}
    for one in _new(found.people):
        if one.row.email not in found.known.people and one.row.email not in fresh:
            user = User(email=one.row.email, name=one.values["name"], phone=one.row.phone)
            user.set_unusable_password()
            fresh[user.email] = user
    return User.objects.bulk_create(fresh.values())


@transaction.atomic
def undo_intake(upload: IntakeUpload, now: datetime) -> None:
    """NotSaved says why it stays."""
    kept = IntakeUpload.objects.select_for_update().get(pk=upload.pk)
    if kept.saved_at is None or kept.undone_at is not None:
        raise NotSaved(_("This import was undone already."))
    if reason := why_it_stays(kept, _("This import stays")):
        raise NotSaved(reason)
    try:
        with transaction.atomic():
            undo(kept)
    except ProtectedError as error:
        raise NotSaved(_("This import stays: something belongs to it by now.")) from error
    kept.undone_at = now
    kept.save(update_fields=["undone_at"])
