"""The people of a workbook of the bureau: who they are, and whether they may have that role; and
the sub-regions, with whoever leads them."""

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.bureau.membership_forms import ONE_AT_A_TIME
from regions.dutch import date_range_text
from regions.models import Membership, Region, Role
from regions.workbooks.judgement import Fate

from .judgement import Judged, Judging, Question, same_name, twice
from .known import key_of, overlap
from .parsed import ParsedPart, ParsedPerson, ParsedSchool


def judge_people(judging: Judging) -> tuple[Judged[ParsedPerson], ...]:
    held: dict[int, list[Membership]] = defaultdict(list)
    for role in judging.known.roles:
        held[role.region_id or 0].append(role)
    named: dict[str, ParsedPerson] = {}  # the first row of each address that has a name
    for row in judging.parsed.people:
        if row.name and row.email:
            named.setdefault(row.email, row)
    earlier: dict[str, list[ParsedPerson]] = defaultdict(list)
    found = []
    for row in judging.parsed.people:
        place = judging.place_of(row)
        if place is None or not row.email or not row.role:
            continue
        key, region = place
        roles = held.get(region.pk, []) if region else []
        user = judging.known.people.get(row.email)
        fate = _fate(judging, row, user, roles)
        if fate == Fate.NEW:
            _who(judging, row, user, named)
        _beside_rows(judging, row, earlier[key], fate)
        _beside_roles(judging, row, region, roles, fate)
        earlier[key].append(row)
        found.append(
            Judged(row, fate, {"name": named[row.email].name if row.email in named else ""})
        )
    return tuple(found)


def _who(
    judging: Judging, row: ParsedPerson, user: User | None, named: dict[str, ParsedPerson]
) -> None:
    first = named.get(row.email)
    if user is None and first is None:
        judging.error(row, "name", _("this address is new in the portal; fill in the name too"))
    if first and row.name and key_of(first.name) != key_of(row.name):
        message = _("row %(row)s has this address under the name %(name)s")
        judging.error(row, "email", message % {"row": first.row, "name": first.name})
    if user is None:
        return
    if not user.is_active:
        message = _("the account of %(name)s is closed; open it first, under People")
        judging.error(row, "email", message % {"name": user.name})
    elif row.name and not same_name(user, row.name):
        where = row.cells.get("email", "")
        asked = Question(row.email, user.name, row.name, where)
        judging.questions.setdefault(row.email, asked)
    if row.phone and row.phone != user.phone:
        message = _("%(name)s has another telephone number in the portal; that stays as it is")
        judging.warn(row, "phone", message % {"name": user.name})


def _days(row: ParsedPerson) -> tuple[date, date | None]:
    return row.starts_on, row.ends_on


def _fate(judging: Judging, row: ParsedPerson, user: User | None, roles: list[Membership]) -> Fate:
    """Whether this person has this role in these days already; another role in them is wrong."""
    fate = Fate.NEW
    for role in roles:
        if user is None or role.user_id != user.pk:
            continue
        if not overlap(*_days(row), role.starts_on, role.ends_on):
            continue
        told = {
            "name": user.name,
            "role": role.get_role_display().lower(),
            "days": date_range_text(role.starts_on, role.ends_on),
        }
        if role.role != row.role:
            message = _("%(name)s is %(role)s here in these days (%(days)s); end that first")
            judging.error(row, "role", message % told)
            continue
        fate = Fate.SAME
        if _days(row) != (role.starts_on, role.ends_on):
            judging.stands_already(row, "starts_on", [told["days"]])
    return fate


def _beside_rows(
    judging: Judging, row: ParsedPerson, earlier: list[ParsedPerson], fate: Fate
) -> None:
    for other in earlier:
        if not overlap(*_days(row), *_days(other)):
            continue
        if other.email == row.email:
            judging.error(row, "role", _one_role(other) if other.role != row.role else twice(other))
        elif other.role == row.role and _one_only(row) and _one_only(other):
            message = _(
                "row %(row)s has a %(role)s for this region in these days: %(name)s. A region has "
                "one; a second one is added under People, or is “Waarnemend”"
            )
            told = {"row": other.row, "role": _label(row), "name": other.name or other.email}
            judging.error(row, "role", message % told)


def _beside_roles(
    judging: Judging,
    row: ParsedPerson,
    region: Region | None,
    roles: list[Membership],
    fate: Fate,
) -> None:
    """Somebody else who has a role of which a region has one."""
    if fate != Fate.NEW or not _one_only(row):
        return
    for role in roles:
        is_other = role.user.email.lower() != row.email and role.role == row.role
        if is_other and not role.is_interim and overlap(*_days(row), role.starts_on, role.ends_on):
            message = _(
                "%(region)s has a %(role)s in these days: %(name)s. End that role first, or add "
                "the second one under People"
            )
            told = {"region": region, "role": _label(row), "name": role.user.name}
            judging.error(row, "role", message % told)


def _one_only(row: ParsedPerson) -> bool:
    return row.role in ONE_AT_A_TIME and not row.is_interim


def _label(row: ParsedPerson) -> str:
    return str(Role(row.role).label).lower()


def _one_role(other: ParsedPerson) -> str:
    message = _("row %(row)s gives this person another role here in these days: %(role)s")
    return message % {"row": other.row, "role": _label(other)}


def judge_parts(judging: Judging) -> tuple[Judged[ParsedPart], ...]:
    seen: dict[tuple[str, str], ParsedPart] = {}
    found = []
    for row in judging.parsed.parts:
        place = judging.place_of(row)
        if place is None or not row.name:
            continue
        key, region = place
        first = seen.setdefault((key, key_of(row.name)), row)
        if first is not row:
            judging.error(row, "name", twice(first))
        stands = judging.known.parts.get((region.pk, key_of(row.name))) if region else None
        if (
            stands is not None
            and row.lead_name
            and key_of(row.lead_name) != key_of(stands.lead_name)
        ):
            judging.stands_already(row, "name", [stands.lead_name or _("nothing there")])
        values = {"name": row.name, "lead_name": row.lead_name}
        found.append(Judged(row, Fate.NEW if stands is None else Fate.SAME, values))
    return tuple(found)


def check_part(judging: Judging, row: ParsedSchool, key: str, region: Region | None) -> None:
    """The sub-region of a school is one of its region, there or on its own sheet."""
    part = key_of(row.sub_region)
    if not part or (region and (region.pk, part) in judging.known.parts):
        return
    if not any(
        (key_of(one.region), key_of(one.name)) == (key, part) for one in judging.parsed.parts
    ):
        message = _(
            "region %(region)s has no sub-region “%(name)s”; add it on the sheet “Subregio's”"
        )
        judging.error(row, "sub_region", message % {"region": row.region, "name": row.sub_region})
