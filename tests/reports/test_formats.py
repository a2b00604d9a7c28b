"""A format is data: read from a file with its problems by question, kept, ended, taken along."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from regions.reports.editing.forms import StartForm
from regions.reports.formats.loading import keep_shipped, shipped, written
from regions.reports.formats.reading import read_format
from regions.reports.models import ReportFormat, ReportQuestion
from tests.conftest import NOW
from tests.reports.drafts import report_on

pytestmark = pytest.mark.usefixtures("on_22_november")
NEW = reverse("bureau_report_format_new")


def told(**changes: object) -> dict:
    question = {"question": "Hoe gaat het?", "asked": "line", "from": ["good", "activities"]}
    return {
        "name": "Format van DUS-I",
        "kind": "progress",
        "is_official": True,
        "source": "Format voortgangsrapportage, januari 2027",
        "valid_from": "2026-01-01",
        "questions": [{**question, "limit": 2500}, question],
        **changes,
    }


def test_what_ships_is_a_concept_and_has_no_problem():
    found = shipped()
    assert [one.problems for one in found] == [[], []]
    assert not any(one.format.is_official for one in found)
    assert {one.format.kind for one in found} == {"progress", "final"}
    final = next(one for one in found if one.format.kind == "final")
    assert all(question.scope != "whole" for question in final.questions[:3])


def test_the_bureau_loads_a_format_and_a_region_can_begin_with_it(merenland, bureau, browse):
    text = json.dumps(told())
    upload = SimpleUploadedFile("format.json", b"\xef\xbb\xbf" + text.encode())
    assert browse(bureau).post(NEW, {"file": upload}).status_code == 302
    row = ReportFormat.objects.get(name="Format van DUS-I")
    assert list(row.questions.values_list("scope", "limit")) == [("line", 2500), ("line", None)]
    form = StartForm(region=merenland.region, today=NOW.date())
    assert row in form.fields["format"].queryset


def test_a_format_goes_out_as_it_came_in(bureau, browse):
    for row in keep_shipped():
        address = reverse("bureau_report_format_file", args=[row.pk])
        again = read_format(browse(bureau).get(address).content.decode())
        assert again.problems == []
        was = list(row.questions.values_list("text", "scope", "sources", "limit"))
        assert [(q.text, q.scope, q.sources, q.limit) for q in again.questions] == was
        assert written(row)["source"] == again.format.source


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"questions": []}, "Er staan geen vragen in"),
        ({"name": ""}, "Het format: “name” ontbreekt."),
        ({"valid_from": "1-1-2027"}, "“valid_from” is een dag zoals 2027-01-31"),
        ({"valid_until": "2025-01-01"}, "de laatste dag ligt voor de eerste"),
        ({"source_url": "javascript:x"}, "“source_url” is geen adres van een pagina"),
        ({"zomaar": 1}, "“zomaar” betekent hier niets"),
        ({"questions": ["x"]}, "Vraag 1 is geen object"),
        (
            {"questions": [{"question": "A", "asked": "line", "from": ["roddel"]}]},
            "Vraag 1: er is geen bron “roddel”",
        ),
        (
            {"questions": [{"question": "A", "asked": "school", "from": ["good"]}]},
            "Vraag 1: “asked” is een van whole, line, activity.",
        ),
        (
            {"questions": [{"question": "A", "asked": "line", "from": ["good"], "limit": 0}]},
            "Vraag 1: “limit” is een heel getal",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_question_and_the_text_stays(
    bureau, browse, changes, sentence
):
    answer = browse(bureau).post(NEW, {"text": json.dumps(told(**changes), ensure_ascii=False)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page and "Format voortgangsrapportage, januari 2027" in page
    assert not ReportFormat.objects.filter(source__startswith="Format voortgang").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "[" * 3000, '{"questions": {}}'])
def test_anything_else_is_refused_with_a_sentence(bureau, browse, text):
    answer = browse(bureau).post(NEW, {"text": text})
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_one_name_and_first_day_is_loaded_once(bureau, browse):
    client, text = browse(bureau), json.dumps(told())
    assert client.post(NEW, {"text": text}).status_code == 302
    again = client.post(NEW, {"text": text})
    assert "Er is al een format met deze naam vanaf deze dag." in again.content.decode()


def test_a_format_in_use_keeps_its_questions_and_stays(merenland, bureau, browse):
    report = report_on(merenland, "good")
    for change in (
        lambda: ReportQuestion.objects.filter(format=report.format).update(text="Anders?"),
        lambda: ReportQuestion.objects.create(
            format=report.format, position=2, text="Nog een?", sources=["own"]
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    browse(bureau).post(reverse("bureau_report_format_remove", args=[report.format.pk]))
    assert ReportFormat.objects.filter(pk=report.format.pk).exists()
    browse(bureau).post(reverse("bureau_report_format_end", args=[report.format.pk]))
    report.format.refresh_from_db()
    assert report.format.valid_until_on == NOW.date()
