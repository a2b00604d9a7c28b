"""A plan that is written and read again is the same plan."""

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from regions.plans.imports.export import write_plan
from regions.plans.imports.parsed import ParsedActivity, ParsedCost, ParsedLine, ParsedMilestone
from regions.plans.imports.workbook import read_plan
from regions.plans.models.budget import product_cents

FIRST = date(2025, 1, 1)
HOSTILE = st.sampled_from(
    ["=1+1", "+31 6", "-5 procent", "@ school", "https://a.example", "1.10", "_x0041_", "<b>&"]
)
PLAIN = st.text(
    st.characters(
        codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u00a0"
    ),
    max_size=30,
)
WORDS = st.one_of(HOSTILE, PLAIN).map(lambda text: " ".join(text.split()))


def names(prefix: str):
    """A name that is no header word, total or note and that cannot be mistaken for "empty"."""
    return WORDS.map(lambda text: f"{text} {prefix}".strip()).filter(lambda text: text[0] != "*")


def optional(words):
    return st.one_of(st.just(""), words)


@st.composite
def milestones(draw, start: date, days: int):
    titles = draw(st.lists(names("mijlpaal"), max_size=3, unique_by=str.casefold))
    shares = st.one_of(st.none(), st.decimals("0.01", "100", places=2))
    return tuple(
        ParsedMilestone(title, start + timedelta(draw(st.integers(0, days))), draw(shares))
        for title in titles
    )


CENTS = st.integers(0, 10**10)


@st.composite
def costs(draw):
    """Of an amount, or of a quantity times a price, in a year or in none."""
    said = {
        "text": draw(names("kosten")),
        "kind": draw(names("soort")),
        "year": draw(st.one_of(st.none(), st.integers(2025, 2028))),
    }
    if draw(st.booleans()):
        quantity = draw(st.decimals("0.01", "9999", places=2))
        price = draw(st.integers(0, 10**7))
        said |= {"quantity": quantity, "price_cents": price, "unit": draw(optional(names("uur")))}
        cents = product_cents(quantity, price)
    else:
        cents = draw(CENTS)
    return ParsedCost(cents=cents, cofinancing_cents=draw(st.integers(0, cents)), **said)


@st.composite
def activities(draw, line: ParsedLine, number: int):
    days = draw(st.integers(0, 1400))
    start = FIRST + timedelta(draw(st.integers(0, 400)))
    has_dates = draw(st.booleans())
    school = names("school").filter(
        lambda text: ";" not in text and not set(text[0] + text[-1]) & set("•*·- ")
    )
    lines = tuple(draw(st.lists(costs(), max_size=3)))
    amount = sum(cost.cents for cost in lines) if lines else draw(st.none() | CENTS)
    return ParsedActivity(
        line=line,
        code=f"{line.code}.{number}",
        title=draw(names("activiteit")),
        row=0,
        delivers=draw(optional(names("resultaat"))),
        kind=draw(optional(names("soort"))),
        audience=draw(optional(names("doelgroep"))),
        sub_region=draw(optional(names("subregio"))),
        schools=tuple(draw(st.lists(school, max_size=3, unique_by=lambda text: text.casefold()))),
        starts_on=start if has_dates else None,
        ends_on=start + timedelta(days) if has_dates else None,
        budget_cents=amount,
        owner=draw(optional(names("trekker"))),
        partners=draw(optional(names("partner"))),
        costs=lines,
        target=draw(st.one_of(st.none(), st.integers(1, 10**6))),
        unit=draw(optional(names("stuks"))),
        milestones=draw(milestones(start, days)),
    )


@st.composite
def plans(draw):
    lines = [ParsedLine(str(n + 1), draw(names("lijn")), 0) for n in range(draw(st.integers(1, 3)))]
    found = [
        draw(activities(line, n)) for line in lines for n in range(1, draw(st.integers(0, 3)) + 1)
    ]
    return lines, found


def bare(plan_lines, plan_activities):
    """Without row numbers, which are the workbook's own."""
    lines = [replace(line, row=0) for line in plan_lines]
    return lines, [replace(a, row=0, line=replace(a.line, row=0)) for a in plan_activities]


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(plans(), st.sampled_from(["Actielijn", "Programmalijn", "Ambitie"]))
def test_what_is_written_is_read_back_without_loss(plan, label):
    lines, found = plan
    again = read_plan(write_plan(lines, found, title="=Plan", line_label=label))
    assert [problem for problem in again.errors if found] == []
    assert bare(again.lines, again.activities) == (lines, found)


def test_no_cell_is_a_formula_or_a_link():
    line = ParsedLine("1", "=cmd|' /C calc'!A0", 0)
    activity = ParsedActivity(
        line, "1.1", '=HYPERLINK("x")', row=0, delivers="@SUM(1)", unit="+1", audience="-1"
    )
    book = load_workbook(io.BytesIO(write_plan([line], [activity], title="=1+1")))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_an_example_is_never_read():
    line = ParsedLine("1", "Aanbod", 0)
    example = (
        [line],
        [
            ParsedActivity(
                line, "1.1", "Voorbeeld", row=0, milestones=(ParsedMilestone("x", FIRST),)
            )
        ],
    )
    content = write_plan([], [], title="Activiteitenplan", example=example)
    plan = read_plan(content)
    assert plan.activities == ()
    assert len(plan.errors) == 1


def test_amounts_and_shares_keep_their_cents():
    line = ParsedLine("1", "Aanbod", 0)
    milestone = ParsedMilestone("Klaar", date(2026, 1, 1), Decimal("33.33"))
    activity = ParsedActivity(
        line, "1.1", "Club", row=0, budget_cents=99_999_999_999, milestones=(milestone,)
    )
    (found,) = read_plan(write_plan([line], [activity], title="Plan")).activities
    assert found.budget_cents == 99_999_999_999
    assert found.milestones == (milestone,)
