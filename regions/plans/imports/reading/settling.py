"""What the columns of a plan mean beside each other.

*Aantal* is a target in most plans, and beside *Tarief* it is what the price is multiplied by; of
two columns *Nr* the one before the action line is that of the line.
"""

import re

from regions.workbooks.headers import YEAR, Header, normalised, says_sum

ITS_DATE = re.compile(r"(?:datum|gereed|wanneer|planning|deadline|klaar|op|uiterlijk)\b.*")


def settle(header: Header) -> None:
    _number_lines(header)
    _count(header)
    _milestones(header)
    _bare_years(header)
    _year(header)
    settle_costs(header)


def settle_costs(header: Header) -> None:
    _cofinancing(header)
    _subsidy(header)


def _year(header: Header) -> None:
    """*Jaar* beside a price or a kind of costs is their year, and else that of the activity."""
    is_of_costs = any(header.has(name) for name in ("price", "cost_kind", "cost_item"))
    if not header.has("year") or is_of_costs:
        return
    column = header.columns.pop("year")
    if header.has("period"):
        header.repeated.append((column, "period"))
    else:
        header.columns["period"] = column


def _cofinancing(header: Header) -> None:
    """ "Cofinanciering in geld, Cofinanciering in natura": both count."""
    columns = _all(header, "cofinancing")
    is_alone = not header.added.get("cofinancing") and len(columns) > 1
    has_sum = any(says_sum(header.texts[column]) for column in columns)
    if is_alone and not has_sum and not any(YEAR.search(header.texts[at]) for at in columns):
        for column in columns:
            header.leave(column)
        header.columns["cofinancing"] = columns[0]
        header.added["cofinancing"] = columns[1:]


def _subsidy(header: Header) -> None:
    """*Subsidie* is the whole amount, where no other column is."""
    if header.has("subsidy") and not any(
        header.has(name) for name in ("budget", "price", "cofinancing")
    ):
        header.columns["budget"] = header.columns.pop("subsidy")
        if added := header.added.pop("subsidy", None):
            header.added["budget"] = added


def _number_lines(header: Header) -> None:
    """ "Nr, Actielijn, Nr, Activiteit"."""
    line, title = header.columns.get("line"), header.columns.get("title")
    codes = _all(header, "code")
    if not line or not title or header.has("line_code"):
        return
    before_line = [column for column in codes if column < line]
    before_title = [column for column in codes if line < column < title]
    if before_line and before_title:
        for column in (before_line[-1], before_title[-1]):
            header.leave(column)
        header.columns |= {"line_code": before_line[-1], "code": before_title[-1]}


def _all(header: Header, name: str) -> list[int]:
    """Every column with this field above it, used or not."""
    used = [header.columns[name]] if header.has(name) else []
    return sorted([*used, *(column for column, other in header.repeated if other == name)])


def _count(header: Header) -> None:
    """What is counted beside a price is never a target."""
    count = header.columns.pop("count", None)
    header.repeated = [
        (column, name) for column, name in header.repeated if name != "count" or count is None
    ]
    if count is not None:
        free = "quantity" if header.has("price") else "target"
        if header.has(free):
            header.repeated.append((count, free))
        else:
            header.columns[free] = count
    quantity, unit = header.columns.get("quantity"), header.columns.get("unit")
    target = header.columns.get("target", -9)
    is_beside = quantity and unit and abs(unit - quantity) == 1 and abs(unit - target) != 1
    if unit and is_beside and header.has("price"):
        header.leave(unit)
        header.columns["quantity_unit"] = unit


def _milestones(header: Header) -> None:
    """ "Mijlpaal 1, Datum 1, Mijlpaal 2, Datum 2": all count, each with its own date."""
    columns = _all(header, "milestones")
    dates = [column + 1 for column in columns if _is_date_of(header, column)]
    for column in (*columns, *dates):
        header.leave(column)
    if columns:
        header.columns["milestones"] = columns[0]
        header.added |= {"milestones": columns[1:], "milestone_dates": dates}


def _is_date_of(header: Header, column: int) -> bool:
    text, beside = header.texts[column], normalised(header.texts.get(column + 1, ""))
    number = re.search(r"\d+$", text)
    is_free = column + 1 in header.unknown
    is_numbered = number is not None and beside.endswith(f" {number[0]}")
    return ITS_DATE.fullmatch(beside) is not None and (is_free or is_numbered)


def _bare_years(header: Header) -> None:
    """Columns that are called 2026 and 2027 hold amounts, in a plan without another budget."""
    years = [at for at in header.unknown if YEAR.fullmatch(header.texts[at])]
    if len(years) > 1 and not header.has("budget"):
        for column in years:
            header.leave(column)
        header.columns["budget"] = years[0]
        header.added["budget"] = years[1:]
