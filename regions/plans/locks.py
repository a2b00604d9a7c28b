"""Triggers that lock an approved plan, in SQL, so that no door leads around them."""

import pgtrigger

from regions.models.locks import guard_rows

LOCKED = "('approved', 'superseded')"

_PLAN_OF = {
    "plans_actionline": "SELECT {row}.plan_id",
    "plans_activity": "SELECT {row}.plan_id",
    "plans_budgetline": "SELECT a.plan_id FROM plans_activity a WHERE a.id = {row}.activity_id",
    "plans_milestone": "SELECT a.plan_id FROM plans_activity a WHERE a.id = {row}.activity_id",
}


def lock_rows_of_approved_plan(table: str) -> pgtrigger.Trigger:
    """Refuses insert, update and delete of rows of `table` that belong to an approved plan."""

    def check(row: str) -> str:
        plan = _PLAN_OF[table].format(row=row)
        return (
            f"IF EXISTS (SELECT 1 FROM plans_plan p WHERE p.id = ({plan})"  # noqa: S608
            f" AND p.state IN {LOCKED}) THEN"
            " RAISE EXCEPTION 'approved plan is locked' USING ERRCODE = 'check_violation',"
            " CONSTRAINT = 'approved_plan_is_locked'; END IF;"
        )

    return guard_rows("approved_plan_is_locked", check)


# A plan that is approved changes once more at most: to superseded. A second approved version
# needs an accepted plan change, or it works out a period and the funder's letter is named.
LOCK_PLAN = pgtrigger.Trigger(
    name="approved_plan_is_locked",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=(
        f"IF OLD.state IN {LOCKED} THEN"  # noqa: S608
        " IF TG_OP = 'DELETE' OR NOT (OLD.state = 'approved' AND NEW.state = 'superseded'"
        "   AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state') THEN"
        "  RAISE EXCEPTION 'approved plan is locked' USING ERRCODE = 'check_violation',"
        "  CONSTRAINT = 'approved_plan_is_locked'; END IF; END IF;"
        " IF TG_OP = 'UPDATE' AND NEW.state = 'approved' AND OLD.state <> 'approved'"
        "  AND EXISTS (SELECT 1 FROM plans_plan p WHERE p.region_id = NEW.region_id"
        f"   AND p.id <> NEW.id AND p.state IN {LOCKED})"
        "  AND NOT EXISTS (SELECT 1 FROM plans_planchange c WHERE c.new_plan_id = NEW.id"
        "   AND c.state = 'accepted')"
        "  AND (NEW.details_from_on IS NULL OR NEW.reference = '') THEN"
        "  RAISE EXCEPTION 'a new version needs a decided plan change'"
        "  USING ERRCODE = 'check_violation', CONSTRAINT = 'new_version_needs_a_decision';"
        " END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    ),
)
