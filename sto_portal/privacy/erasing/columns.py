"""The columns where a name stands because the portal put it there, and replacing it in them.

They are few, and written as app.Model.field. What people write in sentences is not among them:
that is found (`finding`) and left to people.
"""

import json
from collections.abc import Iterator

import pgtrigger
from django.apps import apps
from django.db import connection
from django.db.models import JSONField, Model

from regions.models import Region

from .words import Words

NAMES = (
    "regions.SubRegion.lead_name",
    "plans.PlanChange.decided_by",
    "plans.Activity.owner",
    "plans.Activity.owner_email",
    "plans.Activity.partners",
    "plans.ActivityOwner.name",
    "progress.WorkAsk.name",
    "progress.ActivityUpdate.recovery_who",
    "progress.Obstacle.recovery_who",
    "progress.RegionMonth.activities",
    "progress.RegionMonth.lines",
    "progress.CheckIn.active_openings",
    "partners.Contribution.proof_text",
    "partners.ContributionSlip.signed_name",
    "partners.ContributionSlip.copy_to",
    "partners.AccountantLink.name",
    "partners.AccountantLink.purpose",
    "partners.Document.name",
    "dossier.Notice.sent_by",
    "steering.Meeting.guests",
    "steering.Meeting.pack",
    "steering.Meeting.told",
    "steering.Outcome.who",
    "electives.Missed.sender",
    "advisors.Talk.with_whom",
    "advisors.CardFile.name",
    "notices.Digest.headline",
    "notices.Digest.foreword",
    "notices.Digest.foreword_by",
    "notices.Digest.sections",
    "api.ApiToken.purpose",
    "public.PublicPage.contact_name",
    "api.Webhook.purpose",
    "api.Webhook.address",
    "admin.LogEntry.object_repr",
    "admin.LogEntry.change_message",
)

# Signed with a name and what somebody does there: of these nothing stays.
WHOLE = {"partners.Contribution.proof_text", "partners.ContributionSlip.signed_name"}
BESIDE = {"partners.ContributionSlip.signed_name": "signed_function"}


def replace_names(words: Words, region: Region | None = None) -> int:
    """Put the words for a person in place of the person, in `region` or everywhere. How many rows.

    What is sealed (a digest, a log, the history) is opened for this alone: nothing but the name
    changes in it.
    """
    if not words.replaced:
        return 0
    changed = 0
    with pgtrigger.ignore(), connection.cursor() as cursor:
        for model, name in columns():
            if within := _within(model, region):
                changed += _replace(cursor, model, name, words, *within)
    return changed


def columns() -> Iterator[tuple[type[Model], str]]:
    """Each of `NAMES`, and the same column of the history of its model."""
    histories = {
        event.pgh_tracked_model: event
        for event in apps.get_models()
        if hasattr(event, "pgh_tracked_model")
    }
    for path in NAMES:
        label, _dot, name = path.rpartition(".")
        model = apps.get_model(label)
        yield model, name
        kept = histories.get(model)
        if kept and name in {field.name for field in kept._meta.fields}:
            yield kept, name


def _within(model: type[Model], region: Region | None) -> tuple[str, list] | None:
    """A condition on rows of the region; None where no row of the model belongs to one."""
    if region is None:
        return "true", []
    tracked = getattr(model, "pgh_tracked_model", model)
    path = getattr(tracked, "region_path", None)
    if path is None:
        return None
    found = tracked._base_manager.filter(**{path: region.pk}).values_list("pk", flat=True)
    name = "pgh_obj_id" if tracked is not model else str(model._meta.pk.column)
    key = connection.ops.quote_name(name)
    return f"{key} = ANY(%s)", [list(found)]


def _replace(cursor, model: type[Model], name: str, words: Words, where: str, given: list) -> int:
    quote = connection.ops.quote_name
    table, column = quote(model._meta.db_table), quote(name)
    is_json = isinstance(model._meta.get_field(name), JSONField)
    instead = json.dumps(words.instead, ensure_ascii=False)[1:-1] if is_json else words.instead
    pattern, kind = words.pattern(), "::jsonb" if is_json else ""
    label = getattr(model, "pgh_tracked_model", model)._meta.label
    is_whole = f"{label}.{name}" in WHOLE
    also = f", {quote(beside)} = ''" if (beside := BESIDE.get(f"{label}.{name}")) else ""
    cursor.execute(  # names of tables and columns are those of models
        f"UPDATE {table} SET {column} = regexp_replace({column}::text, %s, %s, 'gi'){kind}{also}"  # noqa: S608
        f" WHERE {column}::text ~* %s AND {where}",
        [f"^.*({pattern}).*$" if is_whole else pattern, instead, pattern, *given],
    )
    return cursor.rowcount
