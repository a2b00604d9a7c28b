"""Old code goes on while a new version migrates: what would stop it is found here, or named."""

from collections.abc import Iterator

from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

# Landed before this was a rule: new columns in which the code of before cannot insert. Nothing is
# added here: give a new column db_default, or let it be empty.
LANDED = {
    "accounts.0003_how_to_reach: user.days",
    "accounts.0003_how_to_reach: user.phone",
    "advisors.0002_talks_cards_and_network: question.is_confidential",
    "advisors.0003_readings_taken_back: planremark.about",
    "advisors.0005_when_things_happened: absence.made_at",
    "advisors.0007_meetings_count_their_changes: networkmeeting.sequence",
    "labs.0002_calendar_addresses_kept_as_a_hash: calendarfeed.nonce",
    "notices.0002_mail_waiting_since: mail.waiting_since",
    "plans.0004_options_and_rules: planchange.advice",
    "plans.0004_options_and_rules: planchange.options",
    "plans.0004_options_and_rules: planchangeevent.advice",
    "plans.0004_options_and_rules: planchangeevent.options",
    "progress.0003_keep_stories_by_key: checkin.active_openings",
    "steering.0002_digest_day: steeringgroup.digest_working_day",
    "steering.0002_digest_day: steeringgroupevent.digest_working_day",
    "steering.0003_what_groups_decide: steeringgroup.mailed_roles",
    "steering.0003_what_groups_decide: steeringgroupevent.mailed_roles",
    "steering.0007_a_remark_may_answer_a_question: remark.question",
    "steering.0008_decisions_may_be_reopened: decision.abstained",
    "steering.0008_decisions_may_be_reopened: decision.early_reason",
    "steering.0008_decisions_may_be_reopened: decision.reopen_reason",
    "steering.0010_a_group_may_hear_at_once: steeringgroup.mails_addenda",
    "steering.0010_a_group_may_hear_at_once: steeringgroupevent.mails_addenda",
}

# Rows of these grow with every log, mail or page: what locks one stops people.
LARGE = {
    "notices.mail", "notices.mailevent", "notices.digest", "progress.activityupdate",
    "progress.regionmonth", "progress.checkin", "progress.milestonemet", "partners.document",
    "partners.contactmoment",
}  # fmt: skip
# Migrations that lock a large table or move its rows, each with why that is short enough.
SHORT_ENOUGH = {
    "accounts.0002_cache_table": "makes an empty table of the cache",
    "accounts.0006_seeds_encrypted": "one row for each second factor, some hundreds",
    "advisors.0004_reach_moves_to_the_person": "one row for each advisor, some dozens",
    "advisors.0010_an_absence_has_an_end": "one row for each absence of an advisor, some dozens",
    "advisors.0012_found_by_meaning": "gives the column of an empty table another type",
    "advisors.0015_ways_that_regions_share": "gives the column of an empty table another type",
    "labs.0002_calendar_addresses_kept_as_a_hash": "one row for each calendar, some hundreds",
    "labs.0005_a_calendar_address_belongs_to_a_person": "one row for each calendar, some hundreds",
    "notices.0003_digest_state_words": "only the words of a choice change: no SQL",
    "notices.0005_nudges_and_weekly_mails": "only the choices of a column change: no SQL",
    "notices.0006_messages": "only the choices of a column change: no SQL",
    "notices.0008_kinds_stand_in_a_table": "only the choices of a column change: no SQL",
    "partners.0003_norms_that_are_known": "one row for each norm, a dozen",
    "plans.0005_when_a_change_was_withdrawn": "one row for each change of a plan, some hundreds",
    "plans.0007_number_earlier_decisions": "one row for each decision, some hundreds",
    "plans.0008_budget": "reads plans, of which there is one for each region",
    "plans.0012_choices_and_layouts": "reads choices of columns, some tens for each region",
    "progress.0004_what_was_measured_when": "some thousands of snapshots, that can be rebuilt",
    "steering.0004_first_mandates": "one row for each steering group",
}


def ours() -> Iterator[tuple[str, str, migrations.Migration]]:
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        module = apps.get_app_config(app).module.__name__
        is_ours = module.split(".")[0] in ("regions", "advisors", "electives", "sto_portal")
        if is_ours and not migration.initial:
            yield app, name, migration


def operations() -> Iterator[tuple[str, str, Operation, set[str]]]:
    """Every operation by its migration, with the models that this migration makes itself."""
    for app, name, migration in ours():
        made = {
            operation.name_lower
            for operation in migration.operations
            if isinstance(operation, migrations.CreateModel)
        }
        for operation in migration.operations:
            yield app, name, operation, made


def refuses_old_inserts(operation: Operation) -> bool:
    if not isinstance(operation, migrations.AddField):
        return False
    field = operation.field
    is_column = not isinstance(field, models.ManyToManyField)
    return is_column and not (field.null or field.has_db_default() or field.generated)


def long_lock(app: str, operation: Operation, made: set[str]) -> str:
    """What of a large table this operation locks while it works, or ""."""
    if isinstance(operation, migrations.RunPython):
        return "" if operation.code is migrations.RunPython.noop else "moves rows"
    table = f"{app}.{getattr(operation, 'model_name_lower', '')}"
    if table not in LARGE or table.split(".")[1] in made:
        return ""
    if isinstance(operation, migrations.AlterField):
        return f"may rewrite {table}"
    return f"indexes {table}" if type(operation) is migrations.AddIndex else ""


def test_old_code_can_insert_while_a_new_version_migrates():
    found = {
        f"{app}.{name}: {operation.model_name}.{operation.name}"
        for app, name, operation, made in operations()
        if refuses_old_inserts(operation) and operation.model_name_lower not in made
    }
    assert found == LANDED


def test_a_migration_that_locks_for_long_says_why_it_may():
    found = {
        f"{app}.{name}": what
        for app, name, operation, made in operations()
        if (what := long_lock(app, operation, made))
    }
    assert found.keys() == SHORT_ENOUGH.keys(), found
    assert all(len(reason) > 20 for reason in SHORT_ENOUGH.values())


def test_every_large_table_is_there():
    assert {label for label in LARGE if not apps.get_model(label)} == set()


def test_the_rules_see_what_they_forbid():
    number = models.IntegerField(default=0)
    bare = migrations.AddField("mail", "number", number)
    assert refuses_old_inserts(bare)
    kept = migrations.AddField("mail", "number", models.IntegerField(default=0, db_default=0))
    assert not refuses_old_inserts(kept)
    index = migrations.AddIndex("mail", models.Index(fields=["key"], name="by_key"))
    assert long_lock("notices", index, set()) and not long_lock("notices", index, {"mail"})
    assert long_lock("notices", migrations.AlterField("mail", "key", number), set())
