"""Which rows an import made and how they stood, and whether anything was done with them since."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import ForeignObjectRel, Model, QuerySet
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.dutch import list_text
from regions.editing import mark
from regions.models import Membership, Region, RegionSuccession, School, SubRegion
from regions.partners.models import ContactPerson, EligibleBudget, Partnership
from regions.steering.models import Mandate, SteeringGroup
from regions.web.history import is_history
from regions.words.folding import sort_key

# What is told of a row by its mark, and by that alone: a column that comes later changes none.
FIELDS: dict[type[Model], tuple[str, ...]] = {
    ContactPerson: ("partnership_id", "name", "function", "email", "phone", "left_on"),
    Partnership: (
        *("region_id", "business_id", "step", "started_on", "ended_on", "brings"),
        *("ideal_days", "max_days", "activity_keys"),
    ),
    Membership: ("user_id", "region_id", "role", "starts_on", "ends_on", "is_interim"),
    EligibleBudget: ("region_id", "cents", "valid_from_on", "valid_until_on", "source"),
    Mandate: ("steering_group_id", "version", "text", "decides", "quorum_percent"),
    SteeringGroup: (
        *("region_id", "label", "rhythm", "digests_from_on", "digest_working_day"),
        *("wants_empty_digests", "mails_addenda", "mailed_roles"),
    ),
    School: ("region_id", "name", "kind", "place", "brin", "sub_region_id"),
    SubRegion: ("region_id", "name", "lead_name"),
    RegionSuccession: ("former_id", "successor_id"),
    Region: ("name", "slug", "kind", "line_label", "leader_label", "tolerance_months"),
    User: ("email", "name", "phone", "days"),
}
GOES = tuple(model for model in FIELDS if model is not User)  # in this order; a person stays
# That a mail went out is no use of a row, nor that it ends when somebody is back.
TELLS_ONLY = frozenset({"notices.Mail", "advisors.Absence_memberships"})
MOST_TOLD = 5


class Record(Protocol):
    """An import or another deed that keeps which rows it made."""

    made: dict[str, dict[str, str]]


def made_of(rows: Iterable[Model]) -> dict[str, dict[str, str]]:
    """By label of the model: the id of each row with its mark, as the database has it by now."""
    ids: dict[type[Model], list[int]] = {}
    for row in rows:
        ids.setdefault(type(row), []).append(row.pk)
    return {
        model._meta.label: {
            str(row.pk): _marked(row) for row in model._default_manager.filter(pk__in=found)
        }
        for model, found in ids.items()
    }


def _marked(row: Model) -> str:
    return mark([f"{name} {mark(getattr(row, name))}" for name in FIELDS[type(row)]])


def rows_of(record: Record, model: type[Model]) -> QuerySet[Any]:
    made = record.made.get(model._meta.label, {})
    return model._default_manager.filter(pk__in=[int(pk) for pk in made])


def why_it_stays(record: Record, stays: str) -> str:
    """A sentence that says what was done with the rows, or "" while all can be undone; it begins
    with `stays`: "This import stays"."""
    signed_in = rows_of(record, User).exclude(last_login=None)
    if names := [user.name for user in signed_in[:MOST_TOLD]]:
        message = _("%(stays)s: signed in already: %(names)s.")
        return message % {"stays": stays, "names": list_text(names)}
    if names := _changed(record):
        message = _("%(stays)s: changed since then: %(names)s.")
        return message % {"stays": stays, "names": list_text(names[:MOST_TOLD])}
    if names := _hanging(record):
        message = _("%(stays)s: these belong to it by now: %(things)s.")
        return message % {"stays": stays, "things": list_text(names)}
    return ""


def _changed(record: Record) -> list[str]:
    found = []
    for model in FIELDS:
        made = record.made.get(model._meta.label, {})
        found += [str(row) for row in rows_of(record, model) if made[str(row.pk)] != _marked(row)]
    return found


def _hanging(record: Record) -> list[str]:
    """What points at a row that would go, and was not made with it."""
    names = set()
    for model in GOES:
        ids = list(rows_of(record, model).values_list("pk", flat=True))
        for relation in _relations(model) if ids else []:
            other = relation.related_model
            rows = other._base_manager.filter(**{f"{relation.field.name}__in": ids})
            own = record.made.get(other._meta.label, {})
            if rows.exclude(pk__in=[int(pk) for pk in own] if own else []).exists():
                names.add(str(other._meta.verbose_name_plural))
    return sorted(names, key=sort_key)


def _relations(model: type[Model]) -> list[ForeignObjectRel]:
    """Also those without a name of their own, such as the table between two models."""
    found = model._meta.get_fields(include_hidden=True)
    return [
        relation
        for relation in found
        if isinstance(relation, ForeignObjectRel)
        and not relation.many_to_many
        and not is_history(relation.related_model)
        and relation.related_model._meta.label not in TELLS_ONLY
    ]


def undo(record: Record) -> None:
    """Takes away what was made; accounts stay, without a role."""
    for model in GOES:
        rows_of(record, model).delete()
