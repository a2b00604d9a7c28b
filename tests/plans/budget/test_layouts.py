"""The plan in a layout that the bureau loaded: which column holds what is data."""

import datetime
import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from regions.plans.imports.workbook import read_plan
from regions.plans.layouts.layout import layout_from
from regions.plans.layouts.writing import layouts_on, write_in_layout
from regions.plans.models import BudgetLine, CostKind, PlanLayout

TOLD = {
    "name": "Formulier van de subsidiegever",
    "source": "concept, geen officieel format",
    "valid_from": "2025-01-01",
    "sheets": [
        {
            "title": "Begroting per jaar",
            "rows": "activities",
            "columns": [
                {"header": "Lijn", "field": "line"},
                {"header": "Nr", "field": "code"},
                {"header": "Activiteit", "field": "title"},
                {"header": "2026", "field": "budget", "year": 2026},
                {"header": "2027", "field": "budget", "year": 2027},
                {"header": "Cofinanciering", "field": "cofinancing"},
                {"header": "Totaal", "field": "budget"},
            ],
        },
        {
            "title": "Kosten",
            "rows": "costs",
            "columns": [
                {"header": "Nr", "field": "code"},
                {"header": "Post", "field": "cost_item"},
                {"header": "p", "field": "price"},
                {"header": "q", "field": "quantity"},
                {"header": "Bedrag", "field": "budget"},
            ],
        },
    ],
}


def told(**changes) -> bytes:
    return json.dumps({**TOLD, **changes}).encode()


def cells(content: bytes, sheet: str) -> list[tuple]:
    """What stands under the title, the header first."""
    return list(load_workbook(io.BytesIO(content))[sheet].iter_rows(min_row=3, values_only=True))


@pytest.fixture
def layout(db):
    found = layout_from(told())
    found.save()
    return found


@pytest.fixture
def costs(merenland):
    """Two years of costs of the first activity, in a plan that is written."""
    plan = merenland.plan
    plan.pk, plan.version, plan.state, plan.approved_on = None, 2, "draft", None
    plan.save()
    line = plan.lines.create(code="1", title="Aanbod")
    first = plan.activities.create(line=line, code="1.1", title="Les", budget_cents=300_00)
    plan.activities.create(line=line, code="1.2", title="Stage", budget_cents=50_00, position=2)
    kind = CostKind.objects.first()
    BudgetLine.objects.create(
        activity=first, kind=kind, text="Schrijven", year=2026, quantity=4, price_cents=25_00,
        cents=100_00, cofinancing_cents=10_00,
    )  # fmt: skip
    BudgetLine.objects.create(activity=first, kind=kind, text="Bus", year=2027, cents=200_00)
    return plan


def test_each_column_holds_the_field_that_the_layout_names(layout, costs):
    content = write_in_layout(costs, layout)
    assert cells(content, "Begroting per jaar") == [
        ("Lijn", "Nr", "Activiteit", "2026", "2027", "Cofinanciering", "Totaal"),
        ("Aanbod", "1.1", "Les", 100, 200, 10, 300),
        ("Aanbod", "1.2", "Stage", None, None, None, 50),
    ]
    assert cells(content, "Kosten") == [
        ("Nr", "Post", "p", "q", "Bedrag"),
        ("1.1", "Schrijven", 25, 4, 100),
        ("1.1", "Bus", None, None, 200),
        ("1.2", None, None, None, 50),
    ]
    title = load_workbook(io.BytesIO(content))["Kosten"]["A1"].value
    assert "concept, geen officieel format" in title


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name": ""}, "name"),
        ({"valid_from": "ooit"}, "valid_from"),
        ({"sheets": []}, "sheets"),
        ({"sheets": [{"title": "A", "rows": "people", "columns": []}]}, "sheets[0].rows"),
        ({"sheets": [{"title": "A/B", "rows": "costs", "columns": [{}]}]}, "sheets[0].title"),
        (
            {"sheets": [{"title": "A", "rows": "costs", "columns": [{"field": "owner_email"}]}]},
            "sheets[0].columns[0].field",
        ),
        (
            {
                "sheets": [
                    {
                        "title": "A",
                        "rows": "activities",
                        "columns": [{"header": "x", "field": "title", "year": 2027}],
                    }
                ]
            },
            "sheets[0].columns[0].year",
        ),
    ],
)
def test_a_file_that_is_wrong_is_told_at_its_place(changes, where):
    with pytest.raises(ValidationError) as refused:
        layout_from(told(**changes))
    assert refused.value.messages[0].startswith(f"{where}: ")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"[" * 100_000, b"{"])
def test_what_is_no_layout_is_refused(content):
    with pytest.raises(ValidationError):
        layout_from(content)


def test_the_bureau_loads_a_layout_and_a_leader_takes_the_plan_away_in_it(
    bureau, merenland, browse
):
    client, address = browse(bureau), reverse("bureau_layouts")
    file = SimpleUploadedFile("indeling.json", told())
    page = client.post(address, {"file": file}, follow=True).content.decode()
    assert "Formulier van de subsidiegever" in page
    row = PlanLayout.objects.get(name=TOLD["name"])
    assert json.loads(client.get(reverse("bureau_layout_file", args=[row.pk])).content) == {
        **TOLD,
        "valid_until": None,
        "sheets": row.sheets,
    }
    leader = browse(merenland.leader)
    assert (
        "Formulier van de subsidiegever" in leader.get("/regions/merenland/plan/").content.decode()
    )
    export = reverse("plan_export", args=["merenland"])
    content = leader.get(f"{export}?layout={row.pk}").content
    assert len(cells(content, "Begroting per jaar")) == 1 + merenland.plan.activities.count()
    for wrong in ("0", "x", "²"):
        assert leader.get(f"{export}?layout={wrong}").status_code == 404
    client.post(reverse("bureau_layout_end", args=[row.pk]))
    assert leader.get(f"{export}?layout={row.pk}").status_code == 404


def test_the_same_layout_twice_and_a_wrong_file_change_nothing(bureau, browse, layout):
    client, address = browse(bureau), reverse("bureau_layouts")
    for content in (told(), b"{"):
        page = client.post(address, {"file": SimpleUploadedFile("a.json", content)})
        assert page.status_code == 422
    assert PlanLayout.objects.filter(name=TOLD["name"]).count() == 1


def test_what_ships_says_that_it_is_no_official_form_and_reads_back(merenland, costs):
    (shipped,) = layouts_on(datetime.date(2026, 11, 22))
    assert "geen officieel format" in shipped.source
    again = read_plan(write_in_layout(costs, shipped))
    assert not again.errors
    found = [(a.code, a.budget_cents, [c.cents for c in a.costs]) for a in again.activities]
    assert found == [("1.1", 300_00, [100_00, 200_00]), ("1.2", 50_00, [])]
