"""Whether something can be deleted: only when nothing hangs on it."""

from django.db.models import ForeignObjectRel, ManyToOneRel, Model, OneToOneRel
from django.utils.translation import gettext as _

from regions.models import Region
from regions.steering.models import SteeringGroup
from regions.web.history import is_history
from regions.words.folding import sort_key


def what_hangs_on(row: Model) -> list[str]:
    """Names of the kinds of rows that point to `row`, in the words of people.

    A region's steering group is part of its settings and goes with it, unless it has digests.
    """
    names = {
        str(relation.related_model._meta.verbose_name_plural)
        for relation in row._meta.related_objects
        if _counts(relation) and _exists(relation, row)
    }
    if isinstance(row, Region):
        for group in SteeringGroup.objects.filter(region=row):
            names.update(what_hangs_on(group))
    return sorted(names, key=sort_key)


def _counts(relation: object) -> bool:
    if not isinstance(relation, ManyToOneRel | OneToOneRel):
        return False
    model = relation.related_model
    return not (is_history(model) or issubclass(model, SteeringGroup))


def _exists(relation: ForeignObjectRel, row: Model) -> bool:
    manager = relation.related_model._base_manager
    return manager.filter(**{relation.field.name: row}).exists()


def why_it_stays(row: Model) -> str:
    """A sentence that says why `row` cannot be deleted, or "" when it can."""
    names = what_hangs_on(row)
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + _(" and ") + names[-1]
    return _("%(name)s stays: these still belong to it: %(things)s.") % {
        "name": row,
        "things": listed,
    }
