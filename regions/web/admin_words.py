"""The words of the admin for columns that have none of their own.

A page of the portal names what it shows by itself; the admin shows the name of a column. Laid on
the models when the addresses are read, so that no migration comes of a word.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COLUMNS: dict[str, Any] = {
    "abstained": _("abstained"), "accepted_at": _("agreed on"), "account": _("account"),
    "activity": _("activity"), "activity_key": _("activity"), "added_at": _("added on"),
    "added_by": _("added by"), "advised_at": _("advised on"), "advisor": _("advisor"),
    "against": _("against"), "app": _("issuer"), "approved_by": _("approved by"),
    "base_plan": _("plan that it changes"), "cancelled_at": _("cancelled on"),
    "change": _("plan change"), "closed_at": _("closed on"), "concluded_at": _("concluded on"),
    "concluded_by": _("concluded by"), "created_at": _("begun on"), "created_by": _("begun by"),
    "data": _("data"), "elective": _("elective"), "extra_data": _("what the issuer said"),
    "given_at": _("given on"), "given_by": _("given by"), "grids": _("sheets that were read"),
    "holds_from_at": _("holds from"), "id": _("row number"), "idea": _("idea"),
    "in_favour": _("in favour"), "ip": _("network address"), "key": _("key"),
    "last_seen_at": _("last seen on"), "loaded_at": _("loaded on"), "made_at": _("made on"),
    "made_by": _("made by"), "mandate": _("mandate"), "meeting": _("meeting"),
    "members": _("how many members"), "memberships": _("roles"),
    "merged_into": _("merged into"), "month_on": _("month"), "moved_at": _("moved on"),
    "needed": _("needed"), "new_plan": _("new plan"), "original_due_on": _("date of before"),
    "original_ends_on": _("end of before"), "original_starts_on": _("start of before"),
    "plan": _("plan"), "planned_at": _("planned on"), "position": _("place in the row"),
    "proposed_at": _("proposed on"), "proposed_by": _("proposed by"),
    "provider": _("issuer"), "provider_id": _("key of the issuer"),
    "client_id": _("key of the portal"), "token": _("key"),
    "published_at": _("published on"), "quorum_percent": _("quorum"),
    "raised_at": _("raised on"), "raised_by": _("raised by"), "recorded_at": _("recorded on"),
    "recorded_by": _("recorded by"), "region": _("region"),
    "register_number": _("number in the register"), "register_year": _("year in the register"),
    "reopened_at": _("opened again on"), "reopened_by": _("opened again by"),
    "rule_source": _("source of the rule"), "rule_tell": _("what the rule asks"),
    "rule_text": _("text of the rule"), "school": _("school"),
    "search": _("words to find it by"), "seen_at": _("seen on"),
    "sequence": _("version in calendars"), "settings": _("settings"),
    "shared_at": _("shared on"), "shared_by": _("shared by"), "since": _("since"),
    "steering_group": _("steering group"), "submitted_at": _("submitted on"),
    "taken_back_at": _("taken back on"), "taken_by": _("taken by"),
    "taken_from": _("taken over from"), "uid": _("key"), "user": _("person"),
    "user_agent": _("browser"), "voted_at": _("answered on"), "withdrawn_at": _("withdrawn on"),
    "words": _("words to find it by"), "written_at": _("written on"),
    "written_by": _("written by"),
}  # fmt: skip
MODELS: dict[str, tuple[Any, Any]] = {
    "usersessions.UserSession": (_("session"), _("sessions")),
    "socialaccount.SocialAccount": (_("account at an issuer"), _("accounts at an issuer")),
    "socialaccount.SocialApp": (_("issuer"), _("issuers")),
    "socialaccount.SocialToken": (_("token of an issuer"), _("tokens of an issuer")),
}


def name_columns(models: Iterable[type[Model]]) -> None:
    """Give each column without a word of its own the one of the table, and each model there; the
    packages whose models stand there have words in English alone."""
    for model in models:
        meta = model._meta
        for field in (*meta.fields, *meta.many_to_many):
            has_word = isinstance(field.verbose_name, Promise) and meta.label not in MODELS
            if field.name in COLUMNS and not has_word:
                field.verbose_name = COLUMNS[field.name]
        if meta.label in MODELS:
            meta.verbose_name, meta.verbose_name_plural = MODELS[meta.label]
