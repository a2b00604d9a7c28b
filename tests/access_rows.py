"""The table of tests/test_access.py: what each role meets at each address.

Columns of a row, for GET and for POST: a programme leader (the deputy meets the same, except where
a row tells otherwise), a member of the steering group, the region's advisor, the bureau, and
somebody without any role. "ok" is a page, a redirect, or a form with errors.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from regions.months import Month

THIRD_PARTY = ("accounts/", "admin/")  # tests/accounts holds those, and the ways in
WAYS_IN = ("accounts/login/", "accounts/oidc/")
COLUMNS = ("leader", "chair", "advisor", "bureau", "nobody")


@dataclass(frozen=True)
class Row:
    get: str
    post: str
    kwargs: Callable[[dict], dict]
    is_regional: bool = True
    is_public: bool = False
    deputy_posts: str = ""
    query: str = ""
    is_by_token: bool = False  # a token opens it, and no session does

    def expected(self, role: str, method: str) -> object:
        if role == "deputy" and method == "post" and self.deputy_posts:
            return _cell(self.deputy_posts)
        cells = dict(zip(COLUMNS, getattr(self, method).split(), strict=True))
        if role == "anonymous" and self.is_by_token:
            return 401 if method == "get" else 405
        if role == "anonymous":
            return _cell(cells["nobody"]) if self.is_public else "login"
        return _cell(cells["leader" if role == "deputy" else role])


def _cell(text: str) -> object:
    return int(text) if text.isdigit() else text


def national(get: str, post: str, **kwargs: object) -> Row:
    """An address that belongs to no region; a kwarg that names an id takes it from the world."""
    return Row(get, post, _filled(kwargs), is_regional=False)


def public(get: str, post: str, **kwargs: object) -> Row:
    """An address that needs no sign-in."""
    return Row(get, post, _filled(kwargs), is_regional=False, is_public=True)


def regional(get: str, post: str, **kwargs: object) -> Row:
    """An address in a region: everyone of another region meets 404."""
    return Row(get, post, _filled({"slug": "slug", **kwargs}))


def of_region(get: str, post: str, **kwargs: object) -> Row:
    """As `regional`, for an address that names a row and not the region."""
    return Row(get, post, _filled(kwargs))


def by_token(get: str) -> Row:
    """A list of the API, asked of one region; it never takes anything."""
    return Row(get, GET_ONLY, _filled({}), query="?regio={slug}", is_by_token=True)


def _filled(kwargs: dict) -> Callable[[dict], dict]:
    return lambda ids: {name: ids.get(value, value) for name, value in kwargs.items()}


CLOSED = Month(2026, 10)
RUNNING = Month(2026, 11)
GET_ONLY = "405 405 405 405 405"
POST_ONLY = GET_ONLY
NO_UPLOAD = "00000000-0000-4000-8000-000000000000"

#   leader chair advisor bureau nobody
ROWS: dict[str, Row] = {
    "home": national("ok ok ok ok ok", GET_ONLY),
    "switch_role": national(POST_ONLY, "404 404 404 404 404"),
    "accounts": national("ok ok ok ok ok", GET_ONLY),
    "account": national("ok ok ok ok ok", "ok ok ok ok ok"),
    "account_export": national("ok ok ok ok ok", GET_ONLY),
    "api_tokens": national("ok ok ok ok ok", GET_ONLY),
    "api_token_make": national(POST_ONLY, "ok ok ok ok ok"),
    "api_token_revoke": national(POST_ONLY, "404 404 404 404 404", pk=1),
    "api_webhooks": national("ok ok ok ok ok", GET_ONLY),
    "api_webhook_make": national(POST_ONLY, "ok ok ok ok ok"),
    "api_webhook_revoke": national(POST_ONLY, "404 404 404 404 404", pk=1),
    "api_schema": public("ok ok ok ok ok", GET_ONLY),
    "api_nothing": public("404 404 404 404 404", GET_ONLY, rest="onzin"),
    "open_data": public("ok ok ok ok ok", GET_ONLY),
    "open_data_file": public("ok ok ok ok ok", GET_ONLY, year=2026, name="evenementen"),
    "open_data_package": public("ok ok ok ok ok", GET_ONLY, year=2026),
    "api_keuzevakken": public("ok ok ok ok ok", GET_ONLY),
    "api_regios": by_token("ok ok ok ok 404"),
    "api_regio": replace(by_token("ok ok ok ok 404"), kwargs=_filled({"regio": "slug"}), query=""),
    "api_plannen": by_token("ok ok ok ok 404"),
    "api_activiteiten": by_token("ok ok ok ok 404"),
    "api_maandlogs": by_token("ok 403 ok ok 404"),
    "api_logregels": by_token("ok 403 ok ok 404"),
    "api_tempo": by_token("ok ok ok ok 404"),
    "api_partners": by_token("ok 403 ok ok 404"),
    "api_bijdragen": by_token("ok 403 ok ok 404"),
    "api_evenementen": by_token("ok ok ok ok 404"),
    "api_rapportagemomenten": by_token("ok 403 ok ok 404"),
    "demo_sign_in": public(POST_ONLY, "404 404 404 404 404"),
    "closed": public("404 404 404 404 404", "404 404 404 404 404"),
    "privacy_statement": public("ok ok ok ok ok", GET_ONLY),
    "manual": public("ok ok ok ok ok", GET_ONLY),
    "guide": public("ok ok ok ok ok", GET_ONLY, name="bureau"),
    "accessibility": public("ok ok ok ok ok", GET_ONLY),
    "contact": public("ok ok ok ok ok", GET_ONLY),
    "security_txt": public("ok ok ok ok ok", GET_ONLY),
    "health_live": public("ok ok ok ok ok", GET_ONLY),
    "health_ready": public("ok ok ok ok ok", GET_ONLY),
    "metrics": public("ok ok ok ok ok", GET_ONLY),  # from this machine, as tests ask
    "demo_workbook": national("ok ok ok ok ok", GET_ONLY, name="voorbeeld-plan.xlsx"),
    "mail_hook": public(POST_ONLY, "404 404 404 404 404"),
    "unsubscribe": public("404 404 404 404 404", "404 404 404 404 404", token="onzin"),
    "today": national("404 404 404 ok 404", GET_ONLY),
    "bureau_regions": national("404 404 404 ok 404", GET_ONLY),
    "bureau_region_new": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_region": national("404 404 404 ok 404", GET_ONLY, slug="slug"),
    "bureau_region_settings": national("404 404 404 ok 404", "404 404 404 ok 404", slug="slug"),
    "bureau_steering_group": national("404 404 404 ok 404", "404 404 404 ok 404", slug="slug"),
    "bureau_region_close": national("404 404 404 ok 404", "404 404 404 ok 404", slug="slug"),
    "bureau_region_reopen": national(POST_ONLY, "404 404 404 ok 404", slug="slug"),
    "bureau_succession": national("404 404 404 ok 404", GET_ONLY, slug="slug"),
    "bureau_succession_kind": national(
        "404 404 404 ok 404", "404 404 404 ok 404", slug="slug", kind="split"
    ),
    "bureau_succession_undo": national(POST_ONLY, "404 404 404 404 404", pk=1),
    "bureau_region_delete": national(POST_ONLY, "404 404 404 ok 404", slug="slug"),
    "bureau_part_new": national(
        "404 404 404 ok 404", "404 404 404 ok 404", slug="slug", kind="schools"
    ),
    "bureau_part": national(
        "404 404 404 ok 404", "404 404 404 ok 404", slug="slug", kind="schools", pk="school"
    ),
    "bureau_part_delete": national(
        POST_ONLY, "404 404 404 ok 404", slug="slug", kind="schools", pk="school"
    ),
    "bureau_membership_new": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_membership": national("404 404 404 ok 404", "404 404 404 ok 404", pk="membership"),
    "bureau_membership_end": national(POST_ONLY, "404 404 404 ok 404", pk="membership"),
    "bureau_membership_reopen": national(POST_ONLY, "404 404 404 ok 404", pk="membership"),
    "bureau_assignments": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_absence": national("404 404 404 ok 404", "404 404 404 ok 404", pk="person"),
    "bureau_absence_back": national(POST_ONLY, "404 404 404 ok 404", pk="absence"),
    "bureau_hand_over": national("404 404 404 ok 404", "404 404 404 ok 404", pk="person"),
    "bureau_people": national("404 404 404 ok 404", GET_ONLY),
    "bureau_person_new": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_person": national("404 404 404 ok 404", "404 404 404 ok 404", pk="person"),
    "bureau_deeds": national("404 404 404 ok 404", GET_ONLY),
    "bureau_second_step": national("404 404 404 ok 404", "404 404 404 ok 404", pk="person"),
    "bureau_second_step_confirm": national(POST_ONLY, "404 404 404 ok 404", pk="person"),
    "bureau_second_step_withdraw": national(POST_ONLY, "404 404 404 ok 404", pk="person"),
    "bureau_person_active": national(POST_ONLY, "404 404 404 ok 404", pk="person"),
    "dossier": regional("ok 403 ok ok 404", GET_ONLY),
    "moment_hand_in": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="moment"),
    "moment_back": regional(POST_ONLY, "ok 403 403 403 404", pk="own_moment"),
    "notice_of_change": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="decided"),
    "notice_of_activity": regional("ok 403 403 403 404", "ok 403 403 403 404", key="stalled"),
    "notices": regional("ok 403 ok ok 404", GET_ONLY),
    "notice_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "notice": regional("ok 403 ok ok 404", GET_ONLY, pk="notice"),
    "notice_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="notice"),
    "notice_remove": regional(POST_ONLY, "ok 403 403 403 404", pk="notice"),
    "letters": regional("ok 403 ok ok 404", GET_ONLY),
    "letter_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "letter": regional("ok 403 ok ok 404", GET_ONLY, pk="letter"),
    "letter_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="letter"),
    "letter_remove": regional(POST_ONLY, "ok 403 403 403 404", pk="letter"),
    "point_new": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="letter"),
    "point": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="point"),
    "point_done": regional(POST_ONLY, "ok 403 403 403 404", pk="point"),
    "point_remove": regional(POST_ONLY, "ok 403 403 403 404", pk="point"),
    "dossier_file": regional("ok 403 ok ok 404", GET_ONLY, uid="letter_file"),
    "dossier_file_remove": regional(POST_ONLY, "ok 403 403 403 404", uid="letter_file"),
    "bureau_moments": national("404 404 404 ok 404", GET_ONLY),
    "bureau_moment_new": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_moments_known": national(POST_ONLY, "404 404 404 ok 404"),
    "bureau_moment": national("404 404 404 ok 404", GET_ONLY, pk="moment"),
    "bureau_moment_edit": national("404 404 404 ok 404", "404 404 404 ok 404", pk="moment"),
    "bureau_moment_move": national("404 404 404 ok 404", "404 404 404 ok 404", pk="moment"),
    "bureau_moment_drop": national(POST_ONLY, "404 404 404 ok 404", pk="moment"),
    "bureau_exception_new": national("404 404 404 ok 404", "404 404 404 ok 404", pk="moment"),
    "bureau_exception_end": national(POST_ONLY, "404 404 404 ok 404", pk="exception"),
    "mail": national("404 404 404 ok 404", GET_ONLY),
    "mail_csv": national("404 404 404 ok 404", GET_ONLY),
    "mail_detail": national("404 404 404 ok 404", GET_ONLY, pk="mail"),
    "mail_html": national("404 404 404 ok 404", GET_ONLY, pk="mail"),
    "my_mail": national("ok ok ok ok ok", GET_ONLY),
    "my_mail_resume": national(POST_ONLY, "404 404 404 404 404", pk="person"),
    "person_mail": national("404 404 404 ok 404", GET_ONLY, pk="person"),
    "person_mail_resume": national(
        POST_ONLY, "404 404 404 404 404", pk="person", subscription="person"
    ),
    "person_mail_lift": national(POST_ONLY, "404 404 404 ok 404", pk="person"),
    "mails_decide": national(POST_ONLY, "404 404 404 ok 404"),
    "addresses_lift": national(POST_ONLY, "404 404 404 ok 404"),
    "mail_decide": national(POST_ONLY, "404 404 404 ok 404", pk="mail"),
    "advisor": national("404 404 ok 404 404", GET_ONLY),
    "advisor_roles": national("404 404 ok 404 404", GET_ONLY),
    "advisor_seen": national(POST_ONLY, "404 404 ok 404 404"),
    "advisor_unseen": national(POST_ONLY, "404 404 ok 404 404"),
    "advisor_questions": national("404 404 ok 404 404", "404 404 ok 404 404"),
    "question_answer": of_region("ok 404 ok 404 404", "ok 404 ok 404 404", pk="question"),
    "question_with_card": national("404 404 ok 404 404", "404 404 ok 404 404"),
    "question_theme": of_region(POST_ONLY, "403 404 ok 404 404", pk="question"),
    "question_invite": of_region(POST_ONLY, "403 404 ok 404 404", pk="question"),
    "question_hand": of_region(POST_ONLY, "403 404 ok 404 404", pk="question"),
    "question_back": of_region(POST_ONLY, "403 404 ok 404 404", pk="question"),
    "question_think": of_region(POST_ONLY, "ok 404 ok 404 404", pk="question"),
    "question_withdraw": replace(
        of_region(POST_ONLY, "ok 404 403 404 404", pk="question"), deputy_posts="403"
    ),
    "question_similar": national(POST_ONLY, "ok 404 ok ok 404"),
    "search": national("ok ok ok ok ok", GET_ONLY),
    "cards": national("ok 404 ok ok 404", GET_ONLY),
    "card_new": national("404 404 ok ok 404", "404 404 ok ok 404"),
    "card": national("ok 404 ok ok 404", GET_ONLY, pk="card"),
    "card_edit": national("403 404 ok ok 404", "403 404 ok ok 404", pk="card"),
    "card_publish": national(POST_ONLY, "403 404 ok ok 404", pk="card"),
    "card_true": national(POST_ONLY, "403 404 ok ok 404", pk="card"),
    "card_used": national(POST_ONLY, "404 404 404 404 404", pk="card"),
    "card_paper": national("ok 404 ok ok 404", GET_ONLY, pk="card", file="card_file"),
    "card_paper_remove": national(POST_ONLY, "403 404 ok ok 404", pk="card", file="card_file"),
    "questions": regional("ok 403 ok 403 404", "ok 403 ok 403 404"),
    "national": national("404 404 ok ok 404", GET_ONLY),
    "national_csv": national("404 404 404 ok 404", GET_ONLY),
    "region": regional("ok ok ok ok 404", GET_ONLY),
    "region_activities": regional("ok ok ok ok 404", GET_ONLY),
    "activity": regional("ok ok ok ok 404", GET_ONLY, key="stalled"),
    "activity_csv": regional("ok ok ok ok 404", GET_ONLY, key="stalled"),
    "check_in": regional("ok 403 ok ok 404", GET_ONLY),
    "check_in_month": regional("ok 403 ok ok 404", "ok 403 403 403 404", month=CLOSED),
    "check_in_save": regional(POST_ONLY, "ok 403 403 403 404", month=CLOSED),
    "check_in_submit": regional("ok 403 403 403 404", "ok 403 403 403 404", month=CLOSED),
    "check_in_correct": regional("ok 403 403 403 404", "ok 403 403 403 404", month=CLOSED),
    "check_in_done": regional("ok 403 403 403 404", GET_ONLY, month=CLOSED),
    "check_in_check": regional("ok 403 403 403 404", "ok 403 403 403 404", month=CLOSED),
    "check_in_check_mail": regional("ok 403 403 403 404", GET_ONLY, month=CLOSED),
    "check_ins": regional("ok 403 ok ok 404", GET_ONLY),
    "work_group": regional("ok 403 403 403 404", GET_ONLY),
    "work_group_month": regional("ok 403 403 403 404", GET_ONLY, month=CLOSED),
    "work_group_ask": regional(POST_ONLY, "ok 403 403 403 404", month=CLOSED),
    "work_group_owners": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "work_group_again": regional(POST_ONLY, "ok 403 403 403 404", pk="work_ask"),
    "work_group_revoke": regional(POST_ONLY, "ok 403 403 403 404", pk="work_ask"),
    "work_group_forget": regional(POST_ONLY, "ok 403 403 403 404", pk="work_ask"),
    "work_group_photo": regional("ok 403 403 403 404", GET_ONLY, line="work_line"),
    "work": public("404 404 404 404 404", "404 404 404 404 404", token="onzin"),
    "work_photo": public("404 404 404 404 404", GET_ONLY, token="onzin", pk=1),
    "my_activities": national("ok ok ok ok ok", GET_ONLY),
    "my_ask": national("404 404 404 404 404", "404 404 404 404 404", pk="work_ask"),
    "my_photo": national("404 404 404 404 404", GET_ONLY, pk="work_ask", line="work_line"),
    "check_ins_csv": regional("ok 403 ok ok 404", GET_ONLY),
    "digests": regional("ok ok ok ok 404", GET_ONLY),
    "digest": regional("ok ok ok ok 404", GET_ONLY, month=CLOSED),
    "digest_seen": regional(POST_ONLY, "403 ok 403 403 404", month=CLOSED),
    "digest_link": public("ok ok ok ok ok", "ok ok ok ok ok", token="link"),
    "digest_link_revoke": national(POST_ONLY, "404 404 404 ok 404", pk="mail"),
    "digest_preview": regional("ok 403 403 403 404", "ok 403 403 403 404", month=RUNNING),
    "digest_preview_mail": regional("ok 403 403 403 404", GET_ONLY, month=RUNNING),
    "steering_start": regional("403 ok 403 403 404", GET_ONLY),
    "standing": regional("ok ok ok ok 404", GET_ONLY),
    "meeting_pack": regional("ok ok ok ok 404", GET_ONLY),
    "group_meetings": regional("ok ok ok ok 404", GET_ONLY),
    "group_rhythm": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "group_meetings_plan": regional(POST_ONLY, "ok 403 403 403 404"),
    "group_agreed": regional(POST_ONLY, "ok ok 403 403 404", pk="agreed"),
    "group_meeting_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "group_meeting": regional("ok ok ok ok 404", GET_ONLY, pk="group_meeting"),
    "group_meeting_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="group_meeting"),
    "group_meeting_invite": regional(POST_ONLY, "ok 403 403 403 404", pk="group_meeting"),
    "group_meeting_cancel": regional(POST_ONLY, "ok 403 403 403 404", pk="group_meeting"),
    "group_meeting_remove": regional(POST_ONLY, "ok 403 403 403 404", pk="group_meeting"),
    "group_meeting_answer": regional(POST_ONLY, "403 ok 403 403 404", pk="group_meeting"),
    "group_meeting_ics": regional("ok ok ok ok 404", GET_ONLY, pk="group_meeting"),
    "group_agenda": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="group_meeting"),
    "group_subject_new": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="group_meeting"),
    "group_subject": regional(
        "ok 403 403 403 404", "ok 403 403 403 404", pk="group_meeting", item="agenda_item"
    ),
    "group_subject_order": regional(
        POST_ONLY, "ok 403 403 403 404", pk="group_meeting", item="agenda_item"
    ),
    "group_papers": regional("ok ok ok ok 404", GET_ONLY, pk="group_meeting"),
    "group_papers_send": regional(POST_ONLY, "ok 403 403 403 404", pk="group_meeting"),
    "group_room_open": regional(POST_ONLY, "ok ok 403 403 404", pk="group_meeting"),
    "group_room": regional("ok ok 403 403 404", "ok ok 403 403 404", pk="held", number=0),
    "group_minutes": regional("ok ok 403 403 404", GET_ONLY, pk="held"),
    "group_minutes_word": regional("ok ok 403 403 404", GET_ONLY, pk="held"),
    "steering": regional("ok ok ok ok 404", GET_ONLY),
    "steering_edit": regional("403 403 403 ok 404", "403 403 403 ok 404"),
    "steering_mandate": regional("ok ok ok ok 404", "403 ok 403 403 404"),
    "mandate_new": regional("403 403 403 ok 404", "403 403 403 ok 404"),
    "remarks": regional("ok ok 403 403 404", "403 ok 403 403 404"),
    "remarks_csv": regional("ok 403 403 403 404", GET_ONLY),
    "remark_points": regional("ok ok 403 403 404", GET_ONLY),
    "remark": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="remark"),
    "remark_idea": regional(POST_ONLY, "ok 403 403 403 404", pk="remark"),
    "remark_withdraw": regional(POST_ONLY, "404 ok 404 404 404", pk="remark"),
    "leader_question": regional("ok ok ok ok 404", "403 ok 403 403 404", key="asks"),
    "decisions": regional("ok ok ok ok 404", GET_ONLY),
    "decisions_csv": regional("ok ok ok ok 404", GET_ONLY),
    "decision_register": regional("ok ok ok ok 404", GET_ONLY),
    "decision_register_csv": regional("ok ok ok ok 404", GET_ONLY),
    "decision": regional("ok 404 ok ok 404", GET_ONLY, pk="change"),
    "decision_vote": regional(POST_ONLY, "403 404 403 403 404", pk="change"),
    "decision_conclude": regional("403 404 403 403 404", "403 404 403 403 404", pk="change"),
    "decision_reopen": regional(POST_ONLY, "403 404 403 403 404", pk="change"),
    "plan": regional("ok ok ok ok 404", GET_ONLY),
    "plan_export": regional("ok ok ok ok 404", GET_ONLY),
    "plan_template": regional("ok 403 403 403 404", GET_ONLY),
    "plan_import": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "plan_preview": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="upload"),
    "plan_start": regional(POST_ONLY, "ok 403 403 403 404"),
    "plan_submit": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "plan_take_back": regional(POST_ONLY, "ok 403 403 403 404"),
    "line_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "line_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="line"),
    "line_remove": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="line"),
    "activity_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "activity_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="activity"),
    "activity_remove": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="activity"),
    "budget": regional("ok ok ok ok 404", GET_ONLY),
    "budget_csv": regional("ok ok ok ok 404", GET_ONLY),
    "realised": regional("ok 403 ok ok 404", GET_ONLY),
    "realised_csv": regional("ok 403 ok ok 404", GET_ONLY),
    "realised_export": regional("ok 403 ok ok 404", GET_ONLY),
    "spent_template": regional("ok 403 403 403 404", GET_ONLY, year=2026),
    "spent_import": regional("ok 403 403 403 404", "ok 403 403 403 404", year=2026),
    "spent_preview": regional(
        "ok 403 403 403 404", "ok 403 403 403 404", year=2026, pk="spent_upload"
    ),
    "spent_undo": replace(
        regional(POST_ONLY, "ok 403 403 403 404", year=2026, pk="spent_undone"),
        deputy_posts="404",  # the upload is somebody else's
    ),
    "realised_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", year=2026),
    "costs_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="activity"),
    "plan_detail": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "plan_approve": regional("403 403 403 ok 404", "403 403 403 ok 404"),
    "plan_changes": regional("ok ok ok ok 404", GET_ONLY),
    "plan_change": regional("ok 404 ok ok 404", GET_ONLY, pk="change"),
    "change_edit": regional("ok 404 403 403 404", "ok 404 403 403 404", pk="change"),
    "change_propose": regional(POST_ONLY, "ok 404 403 403 404", pk="change"),
    "change_withdraw": regional(POST_ONLY, "ok 404 403 403 404", pk="change"),
    "change_decide": regional("403 404 403 ok 404", "403 404 403 ok 404", pk="change"),
    "bureau_layouts": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_layout_file": national("404 404 404 ok 404", GET_ONLY, pk="layout"),
    "bureau_layout_end": national(POST_ONLY, "404 404 404 ok 404", pk="layout"),
    "bureau_holidays": national("404 404 404 ok 404", GET_ONLY),
    "bureau_holiday_new": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_holiday": national("404 404 404 404 404", "404 404 404 404 404", pk=1),
    "bureau_holiday_delete": national(POST_ONLY, "404 404 404 ok 404", pk=1),
    "bureau_rules": national("404 404 404 ok 404", GET_ONLY),
    "bureau_rule_new": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_rule": national("404 404 404 ok 404", "404 404 404 ok 404", pk="rule"),
    "bureau_rule_end": national(POST_ONLY, "404 404 404 ok 404", pk="rule"),
    "ideas_meeting": regional("ok ok ok ok 404", "ok 403 403 403 404"),
    "idea_change": regional(POST_ONLY, "ok 403 403 403 404", pk="idea"),
    "idea_edit": regional("ok 403 ok ok 404", "ok 403 ok ok 404", pk="idea"),
    "idea_remove": regional(POST_ONLY, "ok 403 ok ok 404", pk="idea"),
    "ideas": regional("ok ok ok ok 404", "ok 403 ok ok 404"),
    "ideas_csv": regional("ok ok ok ok 404", GET_ONLY),
    "idea": regional("ok ok ok ok 404", "ok 403 403 403 404", pk="idea"),
    "partners": regional("ok 403 ok ok 404", GET_ONLY),
    "partners_csv": regional("ok 403 ok ok 404", GET_ONLY),
    "partner": regional("ok 403 ok ok 404", GET_ONLY, pk="partner"),
    "partner_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "partner_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="partner"),
    "partner_end": regional(POST_ONLY, "ok 403 403 403 404", pk="partner"),
    "partner_reopen": regional(POST_ONLY, "ok 403 403 403 404", pk="partner"),
    "partner_step": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="partner"),
    "proof_new": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="partner"),
    "proof_remove": regional(POST_ONLY, "ok 403 403 403 404", pk="proof"),
    "contact_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "contact_undo": regional(POST_ONLY, "ok 403 403 403 404"),
    "contact_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="talked"),
    "contact_remove": regional(POST_ONLY, "ok 403 403 403 404", pk="talked"),
    "contact_person_new": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="partner"),
    "contact_person": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="contact"),
    "contact_person_left": regional(POST_ONLY, "ok 403 403 403 404", pk="contact"),
    "contact_person_erase": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="contact"),
    "bureau_person_erase": national("404 404 404 ok 404", "404 404 404 ok 404", pk="person"),
    "privacy": national("404 404 404 ok 404", GET_ONLY),
    "privacy_deeds": national("404 404 404 ok 404", GET_ONLY),
    "privacy_deed": national("404 404 404 ok 404", GET_ONLY, pk="deed"),
    "contact_person_export": regional("ok 403 403 403 404", GET_ONLY, pk="contact"),
    "bureau_businesses": national("404 404 404 ok 404", GET_ONLY),
    "bureau_business": national("404 404 404 ok 404", "404 404 404 ok 404", pk="business"),
    "bureau_merge": replace(
        national("404 404 404 ok 404", "404 404 404 404 404"), query="?keep={kept}&drop={dropped}"
    ),
    "bureau_apart": national(POST_ONLY, "404 404 404 404 404"),
    "bureau_apart_undo": national(POST_ONLY, "404 404 404 ok 404", pk=1),
    "bureau_merge_undo": national(POST_ONLY, "404 404 404 ok 404", pk="merge"),
    "contributions": regional("ok 403 ok ok 404", GET_ONLY),
    "contribution_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "contributions_sign": regional("ok 403 ok ok 404", GET_ONLY),
    "contributions_overview": regional("ok 403 ok ok 404", GET_ONLY),
    "contributions_export": regional("ok 403 403 403 404", GET_ONLY),
    "contributions_template": regional("ok 403 403 403 404", GET_ONLY),
    "contributions_import": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "contributions_preview": regional(
        "ok 403 403 403 404", "ok 403 403 403 404", pk="contribution_upload"
    ),
    "contribution": regional("ok 403 ok ok 404", GET_ONLY, pk="contribution"),
    "contribution_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="contribution"),
    "contribution_deliver": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="contribution"),
    "contribution_prove": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="contribution"),
    "contribution_drop": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="contribution"),
    "contribution_back": regional(POST_ONLY, "ok 403 403 403 404", pk="contribution"),
    "proposals": regional("ok 403 ok ok 404", GET_ONLY),
    "proposal_take": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="proposal"),
    "proposal_aside": regional(POST_ONLY, "ok 403 403 403 404", pk="proposal"),
    "proposal_back": regional(POST_ONLY, "ok 403 403 403 404", pk="proposal"),
    "slip_make": regional(POST_ONLY, "ok 403 403 403 404", pk="contribution"),
    "slip_revoke": regional(POST_ONLY, "ok 403 403 403 404", pk="contribution"),
    "document": regional("ok 403 403 403 404", GET_ONLY, uid="document"),
    "accountant_links": regional("ok 403 403 403 404", GET_ONLY),
    "accountant_make": regional(POST_ONLY, "ok 403 403 403 404"),
    "accountant_revoke": regional(POST_ONLY, "ok 403 403 403 404", pk="accountant"),
    "accountant": public("404 404 404 404 404", GET_ONLY, token="onzin"),
    "accountant_spent": public("404 404 404 404 404", GET_ONLY, token="onzin"),
    "accountant_gifts": public("404 404 404 404 404", GET_ONLY, token="onzin"),
    "accountant_xlsx": public("404 404 404 404 404", GET_ONLY, token="onzin"),
    "slip_months": regional(POST_ONLY, "ok 403 403 403 404"),
    "slip_month": regional(POST_ONLY, "ok 403 403 403 404", partner="partner", month=CLOSED),
    "slip": public("404 404 404 404 404", "404 404 404 404 404", token="onzin"),
    "bureau_financing": national("404 404 404 ok 404", GET_ONLY),
    "bureau_financing_new": national("404 404 404 ok 404", "404 404 404 ok 404", kind="norms"),
    "bureau_financing_row": national(
        "404 404 404 ok 404", "404 404 404 ok 404", kind="budgets", pk="budget"
    ),
    "internships": regional("ok ok ok ok 404", GET_ONLY),
    "internships_what_if": regional("ok ok ok ok 404", GET_ONLY),
    "cohort_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "cohorts_copy": regional("ok 403 403 403 404", "ok 403 403 403 404", year=2026),
    "cohort": regional("ok ok ok ok 404", GET_ONLY, pk="cohort"),
    "cohort_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="cohort"),
    "cohort_business": regional(POST_ONLY, "ok 403 403 403 404", pk="cohort"),
    "cohort_entry": regional(POST_ONLY, "ok 403 403 403 404", pk="cohort"),
    "entry_correct": regional(POST_ONLY, "ok 403 403 403 404", pk="cohort", entry="cohort_entry"),
    "labs": regional("ok ok ok ok 404", GET_ONLY),
    "lab_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "lab": regional("ok ok ok ok 404", GET_ONLY, pk="lab"),
    "lab_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="lab"),
    "lab_close": regional(POST_ONLY, "ok 403 403 403 404", pk="lab"),
    "lab_reopen": regional(POST_ONLY, "ok 403 403 403 404", pk="lab"),
    "events": regional("ok ok ok ok 404", GET_ONLY),
    "event_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "event": regional("ok ok ok ok 404", GET_ONLY, pk="event"),
    "event_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="event"),
    "event_close": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="event"),
    "event_step": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="event", step="cancel"),
    "calendar": regional("ok ok ok ok 404", GET_ONLY),
    "calendar_renew": regional(POST_ONLY, "ok ok ok ok 404"),
    "calendar_feed": public("404 404 404 404 404", GET_ONLY, secret="onzin"),
    "catalogue": public("ok ok ok ok ok", GET_ONLY),
    "catalogue_csv": public("ok ok ok ok ok", GET_ONLY),
    "catalogue_elective": public("ok ok ok ok ok", GET_ONLY, pk="shown", title="drones"),
    "catalogue_material": public("404 404 404 404 404", GET_ONLY, pk="material"),
    "agenda": public("ok ok ok ok ok", GET_ONLY),
    "agenda_csv": public("ok ok ok ok ok", GET_ONLY),
    # Of regions that did not open their page; tests/public has those that did.
    "public_region": public("404 404 404 404 404", GET_ONLY, slug="slug"),
    "public_calendar": public("404 404 404 404 404", GET_ONLY, slug="slug"),
    "public_page": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "public_page_open": regional(POST_ONLY, "ok 403 403 403 404"),
    "public_page_close": regional(POST_ONLY, "ok 403 403 403 404"),
    "sitemap": public("ok ok ok ok ok", GET_ONLY),
    "electives": regional("ok ok ok ok 404", GET_ONLY),
    "elective_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "elective": regional("ok ok ok ok 404", GET_ONLY, pk="elective"),
    "elective_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="elective"),
    "elective_step": regional(POST_ONLY, "ok 403 403 403 404", pk="elective"),
    "elective_back": regional(POST_ONLY, "ok 403 403 403 404", pk="elective"),
    "elective_reject": regional(POST_ONLY, "ok 403 403 403 404", pk="elective"),
    "elective_publish": regional(POST_ONLY, "ok 403 403 403 404", pk="elective"),
    "elective_remove": regional(POST_ONLY, "ok 403 403 403 404", pk="elective"),
    "elective_overlap": regional("ok ok ok ok 404", GET_ONLY, pk="elective"),
    "backing_new": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="elective"),
    "backing_edit": regional(
        "ok 403 403 403 404", "ok 403 403 403 404", pk="elective", backing="backing"
    ),
    "backing_remove": regional(POST_ONLY, "ok 403 403 403 404", pk="elective", backing="backing"),
    "offering_new": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="elective"),
    "offerings_copy": regional(POST_ONLY, "ok 403 403 403 404", pk="elective"),
    "offering_edit": regional(
        "ok 403 403 403 404", "ok 403 403 403 404", pk="elective", offering="offering"
    ),
    "offering_remove": regional(
        POST_ONLY, "ok 403 403 403 404", pk="elective", offering="offering"
    ),
    "material_new": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="elective"),
    "material": regional("ok ok ok ok 404", GET_ONLY, pk="elective", material="material"),
    "material_edit": regional(
        "ok 403 403 403 404", "ok 403 403 403 404", pk="elective", material="material"
    ),
    "material_remove": regional(
        POST_ONLY, "ok 403 403 403 404", pk="elective", material="material"
    ),
    "reflection_new": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="elective"),
    "reflection_edit": regional(
        "ok 403 403 403 404", "ok 403 403 403 404", pk="elective", reflection="reflection"
    ),
    "reflection_remove": regional(
        POST_ONLY, "ok 403 403 403 404", pk="elective", reflection="reflection"
    ),
    "elective_take_over": replace(
        of_region("ok 403 403 403 404", "ok 403 403 403 404", pk="shown"), query="?region={slug}"
    ),
    "bureau_intake": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_intake_template": national("404 404 404 ok 404", GET_ONLY),
    "bureau_intake_preview": national("404 404 404 ok 404", "404 404 404 ok 404", pk=NO_UPLOAD),
    "bureau_intake_undo": national(POST_ONLY, "404 404 404 404 404", pk=NO_UPLOAD),
    "bureau_sites": national("404 404 404 ok 404", GET_ONLY),
    "bureau_sites_import": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_sites_preview": national("404 404 404 ok 404", "404 404 404 ok 404", pk=NO_UPLOAD),
    "bureau_sites_pick": national("404 404 404 ok 404", "404 404 404 ok 404", slug="slug"),
    "bureau_electives": national("404 404 404 ok 404", GET_ONLY),
    "bureau_electives_import": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_electives_preview": national(
        "404 404 404 ok 404",
        "404 404 404 ok 404",
        pk=NO_UPLOAD,
    ),
    "electives_over_time": regional("ok ok ok ok 404", GET_ONLY),
    "national_electives": national("404 404 ok ok 404", GET_ONLY),
    "skills_map": regional("ok ok ok ok 404", GET_ONLY),
    "skills_lob": regional("ok ok ok ok 404", "ok 403 403 403 404"),
    "skills_places": regional("ok 403 403 403 404", GET_ONLY),
    "skills_practise": Row(
        "ok 403 403 403 404",
        "ok 403 403 403 404",
        lambda ids: {"slug": ids["slug"], "kind": "lab", "pk": ids["lab"]},
    ),
    "competences": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "competence": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="competence"),
    "competence_remove": regional(POST_ONLY, "ok 403 403 403 404", pk="competence"),
    "skills_links": regional("ok 403 403 403 404", GET_ONLY),
    "skills_link_make": regional(POST_ONLY, "ok 403 403 403 404"),
    "skills_link_revoke": regional(POST_ONLY, "ok 403 403 403 404", pk="skills_link"),
    "skills_missed": regional("ok 403 403 403 404", GET_ONLY),
    "skills_missed_seen": regional(POST_ONLY, "ok 403 403 403 404", pk="missed"),
    "skills_link": public("404 404 404 404 404", "404 404 404 404 404", token="onzin"),
    "skills_thanks": public("404 404 404 404 404", GET_ONLY, token="onzin"),
    "call_card": regional("403 403 ok 403 404", "403 403 ok 403 404"),
    "talk_draft": regional(POST_ONLY, "403 403 ok 403 404"),
    "rhythm": regional(POST_ONLY, "403 403 ok 403 404"),
    "my_promises": national("404 404 ok 404 404", GET_ONLY),
    "planned_file": of_region("ok 403 ok 403 404", GET_ONLY, pk="planned_talk"),
    "talk_saved": of_region("404 404 ok 404 404", GET_ONLY, pk="talk"),
    "talk_next": of_region(POST_ONLY, "404 404 ok 404 404", pk="talk"),
    "week_put_off": national(POST_ONLY, "404 404 ok 404 404"),
    "week_put_back": national(POST_ONLY, "404 404 ok 404 404"),
    "logs_to_read": national("404 404 ok 404 404", GET_ONLY),
    "logs_seen": national(POST_ONLY, "404 404 ok 404 404"),
    "log_praise": national(POST_ONLY, "404 404 ok 404 404"),
    "talks": regional("ok 403 ok ok 404", "403 403 ok 403 404"),
    "contact_log": national("404 404 ok ok 404", GET_ONLY),
    "talk_edit": of_region("404 404 ok 404 404", "404 404 ok 404 404", pk="talk"),
    "talk_delete": of_region(POST_ONLY, "404 404 ok 404 404", pk="talk"),
    "planned_delete": of_region(POST_ONLY, "403 403 ok 403 404", pk="planned_talk"),
    "promise_turn": of_region(POST_ONLY, "ok 404 ok 404 404", pk="promise"),
    "promise_hand": of_region(POST_ONLY, "403 404 ok 404 404", pk="promise"),
    "promise_take": of_region(POST_ONLY, "ok 404 403 404 404", pk="promise"),
    "promise_leave": of_region(POST_ONLY, "ok 404 403 404 404", pk="promise"),
    "feedback": regional("ok 403 ok ok 404", "403 403 ok 403 404"),
    "feedback_read": regional(POST_ONLY, "ok 403 403 403 404"),
    "nudge": regional(POST_ONLY, "403 403 ok 403 404"),
    "feedback_log": regional("ok 403 ok 403 404", "403 403 ok 403 404", month=Month(2026, 8)),
    "feedback_withdraw": of_region(POST_ONLY, "404 404 ok 404 404", pk="review"),
    "readings": national("404 404 ok 404 404", GET_ONLY),
    "reading": of_region("404 404 ok 404 404", "404 404 ok 404 404", pk="reading"),
    "reading_advice": of_region(POST_ONLY, "404 404 ok 404 404", pk="reading"),
    "remark_remove": of_region(POST_ONLY, "404 404 ok 404 404", pk="reading", remark="plan_remark"),
    "reading_take_back": of_region(POST_ONLY, "403 403 403 ok 404", pk="reading"),
    "plan_readings": regional("ok 403 ok ok 404", "403 403 403 ok 404"),
    "remark_reply": of_region(POST_ONLY, "ok 403 403 403 404", pk="plan_remark"),
    "bureau_report_formats": national("404 404 404 ok 404", GET_ONLY),
    "bureau_report_format_new": national("404 404 404 ok 404", "404 404 404 ok 404"),
    "bureau_report_format": national("404 404 404 ok 404", GET_ONLY, pk="report_format"),
    "bureau_report_format_file": national("404 404 404 ok 404", GET_ONLY, pk="report_format"),
    "bureau_report_format_end": national(POST_ONLY, "404 404 404 ok 404", pk="report_format"),
    "bureau_report_format_remove": national(POST_ONLY, "404 404 404 ok 404", pk="report_format"),
    "reports": regional("ok 403 ok ok 404", GET_ONLY),
    "report_of_moment": regional("ok 403 ok ok 404", GET_ONLY, moment="report_moment"),
    "report_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "report": regional("ok 403 ok ok 404", GET_ONLY, pk="report"),
    "report_question": regional("ok 403 ok ok 404", GET_ONLY, pk="report", number=1),
    "report_refresh": regional(POST_ONLY, "ok 403 403 403 404", pk="report"),
    "report_remove": regional(POST_ONLY, "ok 403 403 403 404", pk="report"),
    "report_answer": regional(
        "ok 403 403 403 404", "ok 403 403 403 404", pk="report", answer="report_answer"
    ),
    "report_answer_settle": regional(
        POST_ONLY, "ok 403 403 403 404", pk="report", answer="report_answer"
    ),
    "report_answer_draft": regional(
        POST_ONLY, "ok 403 403 403 404", pk="report", answer="report_answer"
    ),
    "report_remark": regional(POST_ONLY, "403 403 ok 403 404", pk="report", number=1),
    "report_remark_reply": regional(
        POST_ONLY, "ok 403 403 403 404", pk="report", remark="report_remark"
    ),
    "report_remark_remove": regional(
        POST_ONLY, "403 403 ok 403 404", pk="report", remark="report_remark"
    ),
    "report_offer": regional(POST_ONLY, "ok 403 403 403 404", pk="report"),
    # tests/reports/test_signing.py has the lead applicant, who alone may.
    "report_establish": regional("403 403 403 403 404", "403 403 403 403 404", pk="report"),
    "report_text": regional("ok 403 ok ok 404", GET_ONLY, pk="report"),
    "report_docx": regional("ok 403 ok ok 404", GET_ONLY, pk="report"),
    "report_send": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="report"),
    "network": national("ok 404 ok ok 404", GET_ONLY),
    "leaders": national("ok 404 ok ok 404", GET_ONLY),
    "network_me": national("404 404 ok 404 404", "404 404 ok 404 404"),
    "expertise_add": national(POST_ONLY, "404 404 ok 404 404"),
    "expertise_remove": national(POST_ONLY, "404 404 ok 404 404", pk="expertise"),
    "absence_new": national("404 404 ok 404 404", "404 404 ok 404 404"),
    "absence": national("404 404 ok 404 404", "404 404 ok 404 404", pk="absence"),
    "absence_cancel": national(POST_ONLY, "404 404 ok 404 404", pk="absence"),
    "meetings": national("ok 404 ok ok 404", GET_ONLY),
    "meeting_new": national("404 404 ok ok 404", "404 404 ok ok 404"),
    "meeting": national("ok 404 ok ok 404", GET_ONLY, pk="network_meeting"),
    "meeting_edit": national("404 404 ok ok 404", "404 404 ok ok 404", pk="network_meeting"),
    "meeting_cancel": national(POST_ONLY, "404 404 ok ok 404", pk="network_meeting"),
    "meeting_attend": national(POST_ONLY, "ok 404 ok ok 404", pk="network_meeting"),
    "meeting_ics": national("ok 404 ok ok 404", GET_ONLY, pk="network_meeting"),
    "meeting_csv": national("404 404 ok ok 404", GET_ONLY, pk="network_meeting"),
    "initiatives": national("ok 404 ok ok 404", GET_ONLY),
    "initiative": national("ok 404 ok ok 404", GET_ONLY, pk="initiative"),
    "initiative_new": regional("ok 403 403 403 404", "ok 403 403 403 404"),
    "initiative_edit": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="initiative"),
    "initiative_withdraw": regional(POST_ONLY, "ok 403 403 403 404", pk="initiative"),
    "initiative_take": regional(
        "ok 403 403 403 404", "ok 403 403 403 404", pk="initiative_elsewhere"
    ),
    "initiative_give_back": regional(POST_ONLY, "ok 403 403 403 404", pk="take_over"),
    "obstacles": regional("ok 403 ok ok 404", GET_ONLY),
    "obstacle": regional("ok 403 ok ok 404", GET_ONLY, pk="picked_up"),
    "obstacle_cause": regional(POST_ONLY, "ok 403 403 403 404", pk="picked_up"),
    "obstacle_share": regional("ok 403 403 403 404", "ok 403 403 403 404", pk="picked_up"),
    "obstacle_keep": regional(POST_ONLY, "ok 403 403 403 404", pk="picked_up"),
    "obstacle_rule": regional(POST_ONLY, "403 403 ok ok 404", pk="picked_up"),
    "rules": national("ok 404 ok ok 404", GET_ONLY),
    "rule": national("404 404 ok ok 404", GET_ONLY, pk="rule_item"),
    "rule_edit": national("404 404 403 ok 404", "404 404 403 ok 404", pk="rule_item"),
    "ways": national("ok 404 ok ok 404", GET_ONLY),
    "way": national("ok 404 ok ok 404", GET_ONLY, pk="way"),
    "way_put": regional(POST_ONLY, "403 403 ok 403 404", pk="way"),
    "way_ask": regional("403 403 ok 403 404", "403 403 ok 403 404", pk="way"),
    "way_told": regional(POST_ONLY, "403 403 ok 403 404", pk="to_tell"),
    "handover": regional("ok 403 ok ok 404", GET_ONLY),
    "parting_word": regional("ok 403 ok 403 404", "ok 403 ok 403 404"),
    "starter": regional("ok 403 ok ok 404", GET_ONLY),
}
