"""What is said of the columns of a table: which were not read, and which ones count together."""

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from regions.dutch import list_text
from regions.workbooks.problems import ERROR, WARNING
from regions.workbooks.sheets import MAX_COLUMNS, MAX_ROWS, address
from regions.workbooks.table import Table

MANY_UNKNOWN = 5


def report_header(table: Table) -> None:
    """Which columns were not read, and that there are more rows than are read."""
    _report_repeated(table)
    _report_unknown(table)
    _report_hidden(table)
    _report_added(table)
    if table.sheet.has_more_rows:
        message = _("more than %(rows)s rows; only the first are read") % {"rows": MAX_ROWS}
        table.report(ERROR, address(MAX_ROWS + 1, 1), message)
    if table.sheet.has_more_columns:
        message = _("the columns after %(column)s are not read")
        values = {"column": get_column_letter(MAX_COLUMNS)}
        table.report(WARNING, address(table.header.row, MAX_COLUMNS + 1), message % values)


def _report_repeated(table: Table) -> None:
    header = table.header
    for column, name in header.repeated:
        message = _("“%(text)s” was not read: column %(column)s already holds “%(used)s”")
        used = header.columns[name]
        values = {
            "text": header.texts[column][:60],
            "column": get_column_letter(used),
            "used": header.texts[used][:60],
        }
        table.report(WARNING, address(header.rows[column], column), message % values)


def _report_unknown(table: Table) -> None:
    header, unknown = table.header, sorted(table.header.unknown)
    if len(unknown) > MANY_UNKNOWN:
        texts = ", ".join(f"“{header.texts[column][:30]}”" for column in unknown[:3])
        message = _("%(count)s columns are not known and were not read: %(texts)s and others")
        where = address(header.rows[unknown[0]], unknown[0])
        table.report(WARNING, where, message % {"count": len(unknown), "texts": texts})
        return
    for column in unknown:
        message = _("column “%(text)s” is not known and was not read")
        values = {"text": header.texts[column][:60]}
        table.report(WARNING, address(header.rows[column], column), message % values)


def _report_added(table: Table) -> None:
    for name in table.once:
        if added := table.header.added.get(name):
            columns = [table.header.columns[name], *added]
            message = _("columns %(columns)s are added up")
            values = {"columns": list_text([get_column_letter(at) for at in columns])}
            table.report(WARNING, address(table.header.row, columns[0]), message % values)


def _report_hidden(table: Table) -> None:
    for column in sorted(set(table.header.columns.values()) & table.sheet.hidden_columns):
        message = _("column %(column)s is hidden in Excel and is read as well")
        values = {"column": get_column_letter(column)}
        table.report(WARNING, address(table.header.rows[column], column), message % values)
