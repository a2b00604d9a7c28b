"""The bureau adds regions from a workbook, wholly or not at all, and can undo it while unused."""

import datetime

import pytest
from django.utils import timezone

from regions.accounts.models import User
from regions.bureau.intake.saving import NotSaved, save_intake
from regions.bureau.models import IntakeUpload
from regions.models import Membership, Region, School
from regions.partners.models import EligibleBudget
from regions.plans.models import Idea
from regions.steering.models import Mandate, SteeringGroup
from sto_portal.notices.kinds.roles.invite_mail import plan_invitations
from sto_portal.notices.models import Mail
from tests.conftest import NOW, approved_plan

from .books import book, confirm, upload

pytestmark = pytest.mark.usefixtures("on_22_november")
DUINRAND = {
    "reg": [["Duinrand", "techniekregio"]],
    "sch": [
        ["Duinrand", "Het Anker", "", "Oosterveen", "00XX01"],
        ["Duinrand", "ROC", "mbo", "Zee"],
    ],
    "men": [
        ["Duinrand", "Anna de Vries", "anna@voorbeeld.nl", "06 12345678", "programmaleider"],
        ["Duinrand", "Bob Smit", "bob@voorbeeld.nl", "", "voorzitter"],
        ["Duinrand", "", "leo@demo.example", "", "landelijk ondersteuner"],
    ],
    "stu": [["Duinrand", "", "elke twee maanden", "1-1-2027"]],
    "bud": [["Duinrand", 1_250_000, "1-1-2025", "31-12-2028", "Beschikking"]],
}
ADDED = "1 regio, 2 scholen, 2 accounts, 3 rollen, 1 stuurgroep en 1 budget"


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


@pytest.fixture
def saved(merenland, office):
    """The region Duinrand with all that belongs to it, saved."""
    page = upload(office, book(**DUINRAND))
    confirm(office, page)
    return IntakeUpload.objects.get()


def undo(office, kept: IntakeUpload) -> str:
    return office.post(f"/bureau/intake/{kept.pk}/undo/", follow=True).content.decode()


def test_nothing_is_saved_before_it_was_shown(merenland, office):
    page = upload(office, book(**DUINRAND))
    text = page.content.decode()
    assert "Acht rijen om toe te voegen, klaar om te bewaren" in text
    for word in ("Anna de Vries", "Het Anker", "00XX01", "elke twee maanden", "Beschikking"):
        assert word in text
    assert not Region.objects.filter(name="Duinrand").exists()
    assert not User.objects.filter(email="anna@voorbeeld.nl").exists()
    assert not Mail.objects.exists()


def test_who_gets_a_role_is_invited_where_the_bureau_asks_for_it(merenland, bureau, office):
    page = upload(office, book(**DUINRAND))
    assert "Nodig deze mensen uit" in page.content.decode()
    confirm(office, page, invite="on")
    rows = Membership.objects.filter(region__slug="duinrand")
    assert set(rows.values_list("invited_by", "invited_at")) == {(bureau.pk, NOW)}
    assert plan_invitations(NOW) == 3 and plan_invitations(NOW) == 0
    told = Mail.objects.filter(kind="invite").values_list("recipient__email", flat=True)
    assert set(told) == {"anna@voorbeeld.nl", "bob@voorbeeld.nl", "leo@demo.example"}


def test_without_that_nobody_hears_of_it(saved):
    assert not Membership.objects.filter(region__slug="duinrand", invited_at__isnull=False).exists()
    assert plan_invitations(NOW) == 0


def test_all_of_it_is_added_at_once(saved, office):
    region = Region.objects.get(slug="duinrand")
    assert set(region.schools.values_list("name", "kind", "brin")) == {
        ("Het Anker", "vmbo", "00XX01"),
        ("ROC", "mbo", ""),
    }
    roles = region.memberships.values_list("user__email", "role", "starts_on")
    assert set(roles) == {
        ("anna@voorbeeld.nl", "leader", NOW.date()),
        ("bob@voorbeeld.nl", "chair", NOW.date()),
        ("leo@demo.example", "advisor", NOW.date()),
    }
    anna = User.objects.get(email="anna@voorbeeld.nl")
    assert anna.phone == "06 12345678" and not anna.has_usable_password()
    group = SteeringGroup.objects.get(region=region)
    assert (group.rhythm, group.digests_from_on) == (2, datetime.date(2027, 1, 1))
    assert group.mandates.get().holds_from_on == NOW.date()
    assert EligibleBudget.objects.get(region=region).cents == 125_000_000
    assert ADDED in office.get("/bureau/intake/").content.decode()
    assert saved.parsed == {} and saved.saved_at == NOW


def test_the_page_of_today_counts_what_the_workbook_set_up(saved, office):
    """All but a plan and a lead applicant, which this workbook does not have."""
    assert "7 van 9" in office.get("/bureau/").content.decode()


def test_each_role_is_told_to_the_security_log(merenland, office, caplog):
    with caplog.at_level("INFO", logger="portal.security"):
        confirm(office, upload(office, book(**DUINRAND)))
    assert [one.message for one in caplog.records].count("role_given") == 3


def test_a_second_press_adds_nothing(saved, office):
    kept = saved.pk
    page = office.post(f"/bureau/intake/{kept}/", follow=True)
    assert "al bewaard of is te oud" in page.content.decode()
    assert Region.objects.filter(name__startswith="Duinrand").count() == 1


def test_an_error_in_one_cell_keeps_all_of_it_out(merenland, office):
    wrong = {**DUINRAND, "sch": [["Duinrand", "Het Anker", "", "", "zz"]]}
    page = upload(office, book(**wrong))
    text = page.content.decode()
    assert "Scholen!E2" in text and "Scholen!D2" in text and "Alles toevoegen" not in text
    confirm(office, page)
    assert not Region.objects.filter(name="Duinrand").exists()


def test_a_row_that_cannot_be_shown_is_no_link(merenland, office):
    rows = {"reg": [["Duinrand", ""]], "sch": [["Elders", "A", "", "P"], ["Duinrand", "B", "", ""]]}
    page = upload(office, book(**rows))
    leads = {one.problem.where: one.row for one in page.context["errors"]}
    assert leads == {"Scholen!A2": None, "Scholen!D3": 3}
    assert 'id="row-3"' in page.content.decode()


def test_the_menu_says_that_this_is_about_regions(office):
    for address in ("/bureau/intake/", "/bureau/sites/", "/bureau/new-region/"):
        page = office.get(address)
        assert page.context["nav_room"].title == "Regio’s", address


def test_somebody_else_finds_no_upload(merenland, office, bureau, browse):
    page = upload(office, book(**DUINRAND))
    kept = page.request["PATH_INFO"]
    other = User.objects.create_user("tweede@demo.example", name="Tweede Bureau")
    Membership.objects.create(user=other, role="bureau", starts_on=NOW.date())
    assert browse(other).get(kept).status_code == 302
    assert browse(merenland.leader).get(kept).status_code == 404


def test_the_workbook_is_judged_again_when_it_is_saved(merenland, office):
    page = upload(office, book(**DUINRAND))
    Region.objects.create(name="Duinrand", slug="duinrand")
    answer = confirm(office, page)
    assert answer.status_code == 422 and "Kijk nog een keer" in answer.content.decode()
    assert not School.objects.filter(name="Het Anker").exists()


def test_what_stands_already_is_counted_and_not_added_again(saved, office):
    page = upload(office, book(**DUINRAND))
    text = page.content.decode()
    assert "Alles in dit Excelbestand staat al in het portaal" in text
    assert "8 rijen staan al in het portaal" in text
    assert "Alles toevoegen" not in text


def test_another_name_at_a_known_address_is_asked_and_kept(merenland, office):
    rows = [["Duinrand", "S. Wiggers", "sanne@demo.example", "", "controller"]]
    page = upload(office, book(reg=[["Duinrand", "techniek"]], men=rows))
    assert "Ja, sanne@demo.example is Sanne Wiggers" in page.content.decode()
    refused = confirm(office, page)
    assert refused.status_code == 422
    assert "Zeg eerst of dit dezelfde persoon is: sanne@demo.example" in refused.content.decode()
    assert not Region.objects.filter(name="Duinrand").exists()
    confirm(office, page, same="sanne@demo.example")
    role = Membership.objects.get(region__name="Duinrand")
    assert role.user == merenland.leader and role.user.name == "Sanne Wiggers"
    assert "sanne" not in undo(office, IntakeUpload.objects.get())


# -- undo --------------------------------------------------------------------------------------


def test_all_of_it_can_be_undone_and_added_again(saved, merenland, office):
    before = User.objects.count()
    assert "Alles wat regios.xlsx toevoegde, is weer weg" in undo(office, saved)
    assert not Region.objects.filter(name="Duinrand").exists()
    for model in (School, EligibleBudget):
        assert not model.objects.exists()
    assert Mandate.objects.get() == merenland.group.mandates.get()
    assert not Membership.objects.filter(user__email="anna@voorbeeld.nl").exists()
    assert Membership.objects.filter(user=merenland.advisor).count() == 1
    assert User.objects.count() == before, "nobody is ever deleted"
    assert "ongedaan gemaakt op 22 november" in office.get("/bureau/intake/").content.decode()
    page = upload(office, book(**DUINRAND))
    confirm(office, page)
    assert Membership.objects.filter(user__email="anna@voorbeeld.nl").count() == 1


def test_only_the_bureau_undoes_it(saved, merenland, browse):
    for who in (merenland.leader, merenland.advisor, merenland.chair):
        answer = browse(who).post(f"/bureau/intake/{saved.pk}/undo/")
        assert answer.status_code == 404 and Region.objects.filter(name="Duinrand").exists()


def test_undone_twice_changes_nothing(saved, office):
    undo(office, saved)
    assert "al ongedaan gemaakt" in undo(office, saved)


def _sign_in(region: Region) -> None:
    User.objects.filter(email="anna@voorbeeld.nl").update(last_login=timezone.now())


def _raise_idea(region: Region) -> None:
    Idea.objects.create(region=region, title="Een idee")


def _make_plan(region: Region) -> None:
    approved_plan(region)


def _use_school(region: Region) -> None:
    """Only the table between an activity and a school points at it."""
    activity = approved_plan(Region.objects.create(name="Elders", slug="elders")).activities.first()
    activity.schools.add(region.schools.first())


def _change_school(region: Region) -> None:
    region.schools.filter(name="ROC").update(place="Elders")


def _end_role(region: Region) -> None:
    region.memberships.filter(role="chair").update(ends_on=datetime.date(2026, 12, 31))


def _write_mandate(region: Region) -> None:
    Mandate.objects.create(
        steering_group=region.steering_group, version=2, text="Anders", holds_from_on=NOW.date()
    )


@pytest.mark.parametrize(
    ("use", "words"),
    [
        (_sign_in, "Anna de Vries heeft al ingelogd"),
        (_raise_idea, "ideeën"),
        (_make_plan, "plannen"),
        (_use_school, "er hoort intussen meer bij"),
        (_change_school, "iets veranderd: ROC"),
        (_end_role, "iets veranderd: Bob Smit"),
        (_write_mandate, "mandaten"),
    ],
)
def test_what_was_used_stays(saved, office, use, words):
    region = Region.objects.get(name="Duinrand")
    use(region)
    told = undo(office, saved)
    assert "Deze import blijft staan" in told and words in told
    assert region.schools.count() == 2 and region.memberships.count() == 3
    saved.refresh_from_db()
    assert saved.undone_at is None


def test_a_mail_that_went_out_is_no_use(saved, office, merenland):
    anna = User.objects.get(email="anna@voorbeeld.nl")
    Mail.objects.create(
        kind="news", key="x", recipient=anna, address=anna.email,
        region=Region.objects.get(name="Duinrand"),
    )  # fmt: skip
    undo(office, saved)
    assert not Region.objects.filter(name="Duinrand").exists()


def test_a_line_of_the_past_is_no_longer_there_after_its_days(saved):
    from sto_portal.privacy.retention import retain

    retain(NOW + datetime.timedelta(days=91))
    assert not IntakeUpload.objects.exists() and Region.objects.filter(name="Duinrand").exists()


def test_four_hundred_rows_are_added_in_a_bounded_number_of_queries(
    merenland, bureau, django_assert_max_num_queries
):
    from regions.bureau.intake.reading import read_workbook
    from regions.workbooks.uploads import keep_upload

    rows = {
        "reg": [["Duinrand", "techniek"]],
        "sch": [["Duinrand", f"School {n}", "", "P", ""] for n in range(200)],
        "men": [
            ["Duinrand", f"Mens {n}", f"mens{n}@voorbeeld.nl", "", "schoolbestuurder"]
            for n in range(199)
        ],
    }
    parsed = read_workbook(book(**rows), NOW.date())
    kept = keep_upload(IntakeUpload, "a.xlsx", parsed, NOW, uploaded_by=bureau, saved_at=None)
    with django_assert_max_num_queries(40 + 199):  # a role is a query of its own, with its log
        save_intake(kept, bureau, NOW, NOW.date())
    assert School.objects.count() == 200
    assert Membership.objects.filter(region__name="Duinrand").count() == 199


def test_two_presses_at_once_add_it_once(merenland, bureau, office):
    upload(office, book(**DUINRAND))
    kept = IntakeUpload.objects.get()
    save_intake(kept, bureau, NOW, NOW.date())
    with pytest.raises(NotSaved):
        save_intake(kept, bureau, NOW, NOW.date())
    assert Region.objects.filter(name="Duinrand").count() == 1


def test_the_template_is_for_the_bureau_alone(merenland, office, browse):
    answer = office.get("/bureau/intake/template/")
    assert answer.content.startswith(b"PK") and "xlsx" in answer["Content-Disposition"]
    assert browse(merenland.leader).get("/bureau/intake/template/").status_code == 404
