"""What must be right about a table as a whole."""

from django.utils.translation import gettext as _

from regions.workbooks.problems import ERROR, WARNING
from regions.workbooks.sheets import MAX_ROWS, address
from regions.workbooks.table import Table

from .parsed import ParsedActivity, ParsedLine

WANTED = {"starts_on": "Startdatum", "ends_on": "Einddatum", "budget": "Begroting"}


def check_header(table: Table) -> None:
    header = table.header
    for column, name in header.repeated:
        message = _("“%(text)s” was not read: column %(column)s already holds “%(used)s”")
        used = header.columns[name]
        values = {
            "text": header.texts[column],
            "column": address(1, used).rstrip("1"),
            "used": header.texts[used],
        }
        table.report(WARNING, address(header.rows[column], column), message % values)
    for column in header.unknown:
        message = _("column “%(text)s” is not known and was not read")
        table.report(
            WARNING,
            address(header.rows[column], column),
            message % {"text": header.texts[column][:60]},
        )
    missing = [f"“{text}”" for name, text in WANTED.items() if name not in header.columns]
    if missing:
        message = _("there is no column %(missing)s; that stays empty")
        table.report(WARNING, address(header.row, 1), message % {"missing": ", ".join(missing)})
    if table.sheet.has_more_rows:
        message = _("more than %(rows)s rows; only the first are read") % {"rows": MAX_ROWS}
        table.report(ERROR, address(MAX_ROWS + 1, 1), message)


def check_whole(table: Table, activities: list[ParsedActivity], lines: list[ParsedLine]) -> None:
    if not activities:
        message = _("there is no activity under the headers")
        table.report(ERROR, address(table.header.row, 1), message)
    rows: dict[str, int] = {}
    for activity in activities:
        first = rows.setdefault(activity.code, activity.row)
        if activity.code and first != activity.row:
            message = _("number %(code)s is already used in row %(row)s")
            where = table.where(activity.row, "code" if table.has("code") else "title")
            table.report(ERROR, where, message % {"code": activity.code, "row": first})
        _check_milestones(table, activity)
    used = {activity.line for activity in activities}
    for line in lines:
        if line not in used:
            message = _("no activities were found for “%(line)s”") % {"line": line.title[:60]}
            table.report(WARNING, table.where(line.row, "line"), message)


def _check_milestones(table: Table, activity: ParsedActivity) -> None:
    seen = set()
    for milestone in activity.milestones:
        key = (milestone.title.casefold(), milestone.due_on)
        if key in seen:
            message = _("milestone “%(title)s” of activity %(code)s stands there twice")
            values = {"title": milestone.title[:60], "code": activity.code}
            where = table.where(activity.row, "milestones" if table.has("milestones") else "title")
            table.report(ERROR, where, message % values)
        seen.add(key)
