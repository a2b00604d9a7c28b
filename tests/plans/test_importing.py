"""A workbook becomes a draft: all or nothing, and matched with what the region promised."""

import datetime
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from regions.models import Region, School, SubRegion
from regions.plans.approve.approval import propose_change
from regions.plans.imports.draft import save_plan
from regions.plans.imports.export import export_plan
from regions.plans.imports.judgement import judge
from regions.plans.imports.kinds import kind_from_text
from regions.plans.imports.workbook import read_plan
from regions.plans.models import Activity, Plan, PlanChange, PlanUpload
from regions.plans.versions import PlanRefused, start_draft

from . import workbooks

pytestmark = pytest.mark.django_db


@pytest.fixture
def nieuwland(db) -> Region:
    return Region.objects.create(name="Nieuwland", slug="nieuwland")


def test_a_first_import_makes_a_draft(nieuwland):
    plan = save_plan(nieuwland, read_plan(workbooks.neat()), by=None)
    assert (plan.version, plan.state) == (1, Plan.State.DRAFT)
    assert [str(line) for line in plan.lines.all()] == [
        "1 Aantrekkelijk aanbod",
        "2 Keuzevakken en lob",
    ]
    first = plan.activities.first()
    assert (first.code, first.target, first.budget_cents) == ("1.1", 120, 1_500_000)
    assert [m.title for m in first.milestones.all()] == ["Eerste middag", "Alle scholen doen mee"]


def test_a_second_import_replaces_the_draft_and_leaves_one_version(nieuwland):
    save_plan(nieuwland, read_plan(workbooks.neat()), by=None)
    plan = save_plan(nieuwland, read_plan(workbooks.with_section_rows()), by=None)
    assert nieuwland.plans.count() == 1
    assert plan.activities.count() == 3


def test_a_workbook_with_errors_is_not_saved(nieuwland):
    with pytest.raises(PlanRefused):
        save_plan(nieuwland, read_plan(workbooks.with_wrong_cells()), by=None)
    assert not Plan.objects.exists()


def test_an_import_beside_an_approved_plan_is_a_plan_change_with_the_first_dates_kept(merenland):
    before = {a.code: a for a in merenland.plan.activities.all()}
    content = workbooks.file_of(
        [
            workbooks.HEADERS,
            workbooks.row(
                title="Keuzevak Slimme Logistiek",
                start="1-3-2026",
                end="30-9-2027",
                milestones="Bedrijven gevraagd – 1-8-2026",
            ),
            workbooks.row(code="1.9", title="Nieuw"),
        ]
    )
    plan = save_plan(merenland.region, read_plan(content), merenland.leader)
    assert plan.version == 2
    assert plan.change.state == PlanChange.State.DRAFT
    assert plan.change.base_plan == merenland.plan
    moved = plan.activities.get(code="1.1")
    assert moved.key == before["1.1"].key
    assert moved.original_starts_on == datetime.date(2026, 1, 1)
    assert moved.is_moved
    milestone = moved.milestones.get()
    assert milestone.original_due_on == datetime.date(2026, 6, 1)
    assert milestone.key == before["1.1"].milestones.get(title="Bedrijven gevraagd").key
    assert plan.activities.get(code="1.9").original_starts_on is None
    merenland.plan.refresh_from_db()
    assert merenland.plan.state == Plan.State.APPROVED


def test_nothing_is_imported_while_a_version_waits_for_an_answer(merenland):
    draft = start_draft(merenland.region, merenland.leader)
    PlanChange.objects.filter(new_plan=draft).update(state="proposed", proposed_at=timezone.now())
    with pytest.raises(PlanRefused):
        save_plan(merenland.region, read_plan(workbooks.neat()), merenland.leader)


def test_a_failure_halfway_leaves_nothing(nieuwland):
    """The last activity ends before it starts, in a file that was kept before that was refused."""
    parsed = read_plan(workbooks.neat())
    *others, last = parsed.activities
    wrong = replace(last, starts_on=last.ends_on, ends_on=last.starts_on)
    with pytest.raises(IntegrityError):
        save_plan(nieuwland, replace(parsed, activities=(*others, wrong)), by=None)
    assert not Plan.objects.exists()


def test_what_is_exported_and_imported_again_changes_nothing(merenland):
    SubRegion.objects.create(region=merenland.region, name="Noord")
    School.objects.create(region=merenland.region, name="Waterkant")
    draft = start_draft(merenland.region, merenland.leader)
    activity = draft.activities.get(code="2.1")
    activity.kind, activity.sub_region = "placement", merenland.region.sub_regions.get()
    activity.save()
    activity.schools.add(merenland.region.schools.get())

    def facts():
        rows = draft.activities.values_list(
            "key",
            "code",
            "title",
            "kind",
            "sub_region",
            "schools",
            "starts_on",
            "ends_on",
            "budget_cents",
            "target",
            "unit",
            "milestones__title",
            "milestones__due_on",
            "milestones__key",
            "original_ends_on",
        )
        return sorted(map(str, rows))

    before = facts()
    parsed = judge(merenland.region, read_plan(export_plan(draft)))
    assert parsed.problems == ()
    save_plan(merenland.region, parsed, merenland.leader)
    assert facts() == before


def test_the_preview_says_what_the_region_does_not_know_and_what_would_end(merenland):
    headers = [*workbooks.HEADERS, "Scholen", "Subregio", "Soort"]
    content = workbooks.file_of(
        [headers, [*workbooks.row(), "Nergensschool", "Nergens", "zwemmen"]]
    )
    messages = " ".join(p.message for p in judge(merenland.region, read_plan(content)).warnings)
    for words in (
        "Nergensschool",
        "Nergens",
        "zwemmen",
        "2.1 Stages leerjaar 3",
        "Slimme Logistiek",
    ):
        assert words in messages


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Stages", "placement"),
        ("Leerlab of hotspot", "lab"),
        ("Gastlessen", "event"),
        ("LOB", "career"),
        ("Docentprofessionalisering", "staff"),
        ("Bedrijven", "partnership"),
        ("Keuzevak", "education"),
        ("Zwemmen", None),
    ],
)
def test_kinds_are_known_by_the_words_of_the_field(text, kind):
    assert kind_from_text(text) == kind


@pytest.mark.parametrize("kind", Activity.Kind)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_kind_is_known_by_its_own_label(kind, language):
    with override(language):
        label = str(kind.label)
    assert kind_from_text(label) == kind


def test_the_page_shows_what_was_found_and_saves_only_after_confirmation(merenland, browse, upload):
    leader = browse(merenland.leader)
    page = upload(leader, "merenland", workbooks.neat())
    assert page.status_code == 200
    assert "Keuzevak Slimme Logistiek" in page.content.decode()
    assert merenland.region.plans.count() == 1
    saved = leader.post(page.request["PATH_INFO"], follow=True)
    change = merenland.region.plan_changes.get()
    assert saved.redirect_chain[-1][0] == reverse("plan_change", args=["merenland", change.pk])
    assert change.new_plan.activities.count() == 2
    assert not PlanUpload.objects.exists()


def test_the_page_names_the_wrong_cells_and_saves_nothing(merenland, browse, upload):
    leader = browse(merenland.leader)
    page = upload(leader, "merenland", workbooks.with_wrong_cells())
    text = page.content.decode()
    assert "Activiteitenplan!F2" in text
    assert "dertigduizend" in text
    leader.post(page.request["PATH_INFO"])
    assert merenland.region.plans.count() == 1


def test_a_second_confirmation_and_an_old_upload_get_a_sentence(merenland, browse, upload):
    leader = browse(merenland.leader)
    path = upload(leader, "merenland", workbooks.neat()).request["PATH_INFO"]
    PlanUpload.objects.update(uploaded_at="2020-01-01T00:00Z", expires_at="2020-01-02T00:00Z")
    again = leader.post(path, follow=True)
    assert again.redirect_chain[-1][0] == reverse("plan_import", args=["merenland"])
    assert merenland.region.plans.count() == 1


def test_an_upload_is_of_one_person_and_one_region(merenland, kustzoom, browse, upload):
    page = upload(browse(merenland.leader), "merenland", workbooks.neat())
    kept = PlanUpload.objects.get()
    stranger = browse(kustzoom.leader)
    assert stranger.get(page.request["PATH_INFO"]).status_code == 404
    own = reverse("plan_preview", args=["kustzoom", kept.pk])
    assert stranger.post(own).status_code == 302
    assert kustzoom.region.plans.count() == 1


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2", b"PK\x03\x04", workbooks.without_header()])
def test_what_is_no_plan_gets_a_page_and_no_failure(merenland, browse, upload, content):
    page = upload(browse(merenland.leader), "merenland", content, name="a\tb.xlsx")
    assert page.status_code in {200, 422}


def test_the_command_saves_a_draft_and_a_dry_run_does_not(nieuwland, tmp_path, capsys):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbooks.neat())
    call_command("import_plan", str(path), "--region", "nieuwland", "--dry-run")
    assert not Plan.objects.exists()
    call_command("import_plan", str(path), "--region", "nieuwland")
    assert Plan.objects.get().activities.count() == 2
    path.write_bytes(workbooks.with_wrong_cells())
    with pytest.raises(CommandError):
        call_command("import_plan", str(path), "--region", "nieuwland")
    with pytest.raises(CommandError):
        call_command("import_plan", str(path), "--region", "nergens")


def test_a_workbook_may_take_the_place_of_a_proposal_that_waits(merenland, change, upload, browse):
    change.state, change.proposed_at = "proposed", timezone.now()
    change.save()
    client = browse(merenland.leader)
    previewed = upload(client, merenland.slug, export_plan(merenland.plan))
    assert "trek je dat voorstel in" in previewed.content.decode()
    address = previewed.redirect_chain[-1][0]
    client.post(address)
    change.refresh_from_db()
    assert change.state == "proposed"
    client.post(address, {"withdraw": change.pk})
    change.refresh_from_db()
    assert change.state == "withdrawn"


@pytest.fixture
def asked(change, merenland) -> PlanChange:
    moved = Activity.objects.filter(plan=change.new_plan, code="2.1")
    moved.update(ends_on=datetime.date(2028, 6, 30))
    change.title, change.reason = "Stages later", "Twee bedrijven vallen weg."
    change.save()
    return propose_change(change, merenland.leader, timezone.now())


def test_the_preview_says_that_saving_withdraws_the_proposal(asked, browse, merenland, upload):
    client = browse(merenland.leader)
    page = upload(client, "merenland", workbooks.neat())
    assert "Stages later" in page.content.decode()
    client.post(page.redirect_chain[-1][0], {"withdraw": asked.pk})
    asked.refresh_from_db()
    assert asked.state == PlanChange.State.WITHDRAWN
    assert merenland.region.plan_changes.get(state="draft").new_plan.activities.count() == 2


def test_without_that_answer_nothing_is_withdrawn_or_saved(asked, browse, merenland, upload):
    client = browse(merenland.leader)
    page = upload(client, "merenland", workbooks.neat())
    for answer in ({}, {"withdraw": asked.pk + 1}):
        client.post(page.redirect_chain[-1][0], answer)
    asked.refresh_from_db()
    assert asked.state == PlanChange.State.PROPOSED
    assert merenland.region.plans.exclude(state=Plan.State.APPROVED).get() == asked.new_plan
