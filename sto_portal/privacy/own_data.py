"""What of each model goes along when people ask for their own data.

Every column that points at a person stands here: with what is given of its rows, or with why not.
What others wrote in confidence is never among it: of an answer by somebody else, only that it came.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from regions.accounts.models import User
from regions.plans.models import ActivityOwner
from regions.progress.models import WorkLine

_CHOICE = "says who chose or confirmed something about somebody else: that person gets it"

# The column that points at the person: what is given of the row.
GIVEN = {
    "accounts.AccountChange.person": "what address new_address at",
    "api.ApiToken.person": "purpose scopes made_at expires_at revoked_at last_used_at",
    "api.Webhook.person": "purpose address heard made_at expires_at revoked_at",
    "accounts.SecondStepReset.person": "asked_at confirmed_at withdrawn_at",
    "bureau.IntakeUpload.uploaded_by": "file_name uploaded_at saved_at undone_at",
    "bureau.SiteUpload.uploaded_by": "file_name uploaded_at",
    "regions.RegionChange.made_by": "kind from_on made_at undone_at",
    "plans.Plan.created_by": "region__name title version created_at",
    "plans.Plan.approved_by": "region__name title version approved_on reference return_reason",
    "plans.PlanChange.proposed_by": "region__name title reason effect options advice proposed_at",
    "plans.PlanChange.recorded_by": "region__name title note recorded_at",
    "plans.Idea.raised_by": "region__name title text raised_at",
    "plans.PlanUpload.uploaded_by": "region__name file_name uploaded_at",
    "plans.SpentUpload.uploaded_by": "region__name year file_name uploaded_at",
    "plans.SpentYear.entered_by": "region__name year until_on entered_at",
    "plans.ActivityOwner.set_by": "region__name set_at",
    "progress.WorkAsk.asked_by": "region__name month_on asked_at",
    "progress.WorkAsk.revoked_by": "region__name month_on revoked_at",
    "progress.WorkLine.decided_by": "ask__region__name ask__month_on taken_at left_at",
    "progress.CheckIn.saved_by": "region__name month_on version saved_at",
    "progress.CheckIn.submitted_by": "region__name month_on version going_well correction_reason"
    " submitted_at active_seconds",
    "progress.ActivityUpdate.saved_by": "check_in__region__name check_in__month_on"
    " activity__title problem cause recovery recovery_who decision_asked saved_at",
    "steering.Mandate.written_by": "steering_group__region__name version text written_at",
    "steering.Acceptance.user": "mandate__steering_group__region__name mandate__version"
    " accepted_at",
    "steering.Vote.user": "change__region__name change__title answer note voted_at",
    "steering.Decision.concluded_by": "change__region__name change__title is_accepted early_reason"
    " concluded_at",
    "steering.Decision.reopened_by": "change__region__name change__title reopen_reason reopened_at",
    "steering.Remark.made_by": "steering_group__region__name about text question made_at reply"
    " replied_at",
    "steering.Remark.replied_by": "steering_group__region__name reply replied_at",
    "steering.Vote.recorded_by": "change__region__name change__title voted_at",
    "steering.Meeting.made_by": "steering_group__region__name starts_at place invitation made_at",
    "steering.Meeting.opened_by": "steering_group__region__name starts_at opened_at",
    "steering.Attendee.user": "meeting__steering_group__region__name meeting__starts_at answer"
    " answered_at is_present",
    "steering.Outcome.written_by": "item__meeting__steering_group__region__name"
    " item__meeting__starts_at decision agreement who due_on written_at",
    "steering.Outcome.done_by": "item__meeting__steering_group__region__name agreement done_on",
    "partners.BusinessMerge.merged_by": "merged_at",
    "partners.PairApart.looked_by": "looked_at",
    "partners.Document.uploaded_by": "region__name name size uploaded_at",
    "partners.ContactMoment.logged_by": "partnership__region__name partnership__business__name"
    " held_on channel note next_on logged_at",
    "partners.Proof.added_by": "partnership__region__name partnership__business__name text"
    " dated_on added_at",
    "partners.StepChange.confirmed_by": "partnership__region__name partnership__business__name"
    " to_step evidence changed_on",
    "partners.Contribution.added_by": "partnership__region__name partnership__business__name title"
    " drop_reason added_at",
    "partners.AccountantLink.made_by": "region__name name purpose made_at expires_at",
    "partners.AccountantLink.revoked_by": "region__name name revoked_at",
    "partners.ContributionSlip.made_by": "contribution__title amount_cents made_at",
    "partners.Proposal.decided_by": "partnership__region__name partnership__business__name title"
    " happened_on set_aside_at",
    "partners.ContributionUpload.uploaded_by": "region__name file_name uploaded_at",
    "dossier.MomentMove.moved_by": "moment__title from_on to_on source moved_at",
    "dossier.HandedIn.recorded_by": "region__name moment__title sent_on reference recorded_at",
    "dossier.Notice.recorded_by": "region__name title state reason text sent_on sent_by reference"
    " recorded_at",
    "dossier.Letter.added_by": "region__name subject dated_on summary added_at",
    "dossier.Point.done_by": "letter__region__name text answer done_on",
    "labs.Event.added_by": "region__name title starts_at invitation reason",
    "labs.EventChange.made_by": "event__title kind reason made_at",
    "labs.CalendarFeed.person": "region__name renewed_at opened_at",
    "internships.CohortEntry.added_by": "cohort__school__name kind count dated_on reason added_at",
    "reports.Report.created_by": "region__name format__name starts_on ends_on created_at",
    "reports.Report.established_by": "region__name format__name ends_on established_at",
    "reports.ReportAnswer.edited_by": "report__region__name question__text heading text edited_at",
    "reports.ReportRemark.made_by": "report__region__name question__text text made_at",
    "reports.ReportRemark.replied_by": "report__region__name question__text reply replied_at",
    "advisors.Question.asked_by": "region__name text asked_at answered_at",
    "advisors.Question.answered_by": "region__name answer answered_at",
    "advisors.Invitation.colleague": "thought invited_at thought_at",
    "advisors.Invitation.invited_by": "note invited_at",
    "advisors.AnswerCard.owner": "title answer made_at published_at",
    "advisors.CardUse.used_by": "card__title region__name used_on",
    "advisors.Lesson.given_by": "obstacle__region__name is_shared names_region problem approach"
    " consent_text given_at withdrawn_at",
    "advisors.Lesson.withdrawn_by": "obstacle__region__name withdrawn_at",
    "advisors.LessonToTell.put_by": "region__name put_at done_at",
    "advisors.PartingWord.author": "region__name text written_at",
    "advisors.RuleItem.owner": "title outcome outcome_on made_at",
    "advisors.RuleNaming.placed_by": "item__title obstacle__region__name placed_at",
    "advisors.Look.user": "seen_at",
    "advisors.Later.user": "key until_on",
    "advisors.Rhythm.agreed_by": "region__name weeks agreed_on",
    "advisors.TalkDraft.author": "region__name fields saved_at",
    "advisors.Expertise.advisor": "theme__name note",
    "advisors.Absence.advisor": "starts_on ends_on made_at",
    "advisors.Absence.substitute": "starts_on ends_on",
    "advisors.NetworkMeeting.made_by": "title text starts_at",
    "advisors.Attendance.person": "meeting__title meeting__starts_at added_at",
    "advisors.Initiative.shared_by": "region__name title text shared_at",
    "advisors.TakeOver.taken_by": "region__name initiative__title note taken_at",
    "advisors.Reading.reader": "plan__title advice advice_text given_at advised_at",
    "advisors.PlanRemark.replied_by": "reply replied_at",
    "advisors.Review.author": "region__name kind reason text made_at",
    "advisors.Nudge.sent_by": "region__name month_on sent_on",
    "advisors.Talk.author": "region__name cap channel held_on with_whom minutes note made_at",
    "advisors.Talk.colleague": "region__name held_on",
    "advisors.Promise.done_by": "text done_on",
    "advisors.PlannedTalk.made_by": "region__name kind planned_on",
    "electives.Elective.added_by": "title summary added_at",
    "electives.ListUpload.uploaded_by": "file_name uploaded_at",
    "electives.SkillsLink.made_by": "made_at expires_at",
    "electives.Reflection.given_by": "elective__title pupils_learned works change given_at",
    "electives.PathStep.taken_by": "elective__title stage note dated_on",
    "notices.Foreword.saved_by": "steering_group__region__name month_on text saved_at",
    "notices.MailEvent.by": "to_state why at",
    "notices.Subscription.user": "kind steering_group__region__name unsubscribed_at",
    "notices.DigestSeen.user": "digest__steering_group__region__name digest__month_on seen_at",
    "notices.ReplyAddress.user": "region__name month_on made_at expires_at",
    "notices.DigestLink.user": "digest__month_on opened_at times_opened expires_at",
    "account.EmailAddress.user": "email verified primary",
    "admin.LogEntry.user": "action_time action_flag",
}

# The column that points at a person, or holds an address: why it is not given by itself.
WITHHELD = {
    "accounts.User.email": "stands under “person”",
    "accounts.AccountChange.address": "is given with the change of the account",
    "accounts.AccountChange.new_address": "is given with the change of the account",
    "accounts.AccountChange.by": _CHOICE,
    "accounts.SecondStepReset.asked_by": _CHOICE,
    "accounts.SecondStepReset.confirmed_by": _CHOICE,
    "accounts.SecondStepReset.withdrawn_by": _CHOICE,
    "regions.Membership.user": "stands under “roles”",
    "regions.Membership.invited_by": _CHOICE,
    "plans.Activity.owner_email": "is of somebody outside, who asks the region",
    "plans.ActivityOwner.email": "is of somebody outside, who asks the region",
    "progress.WorkAsk.email": "is given with the lines, to whoever has that address",
    "partners.ContributionSlip.copy_to": "is of somebody at a business, who got the copy",
    "public.PublicPage.contact_email": "stands on a page that everybody reads",
    "partners.ContactPerson.email": "is of a contact person, who has an export of their own",
    "advisors.Question.assignee": "is a question of somebody else, asked in confidence perhaps",
    "advisors.Absence.made_by": _CHOICE,
    "advisors.Reading.given_by": _CHOICE,
    "notices.Mail.recipient": "stands under “mail”",
    "notices.Mail.address": "stands under “mail”",
    "notices.SuppressedAddress.address": "says of an address that it does not work, of no person",
    "account.EmailAddress.email": "is given with its person",
    "privacy.Deed.by": "says whom one erased, and that is forgotten",
    "privacy.Deed.person": "is of somebody who was erased and cannot ask",
    "mfa.Authenticator.user": "stands under “sign_in”, without its secret",
    "usersessions.UserSession.user": "stands under “sessions”",
    "socialaccount.SocialAccount.user": "stands under “linked_accounts”",
}


_OWNED = ["region__name", "name", "set_at"]


def written_by(user: User) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """By kind of row: what is given of each, one query a kind, read as it is sent."""
    for path, columns in GIVEN.items():
        label, _dot, field = path.rpartition(".")
        rows = apps.get_model(label)._base_manager.filter(**{field: user}).order_by("pk")
        yield path, rows.values(*columns.split()).iterator(chunk_size=500)
    owned = ActivityOwner.objects.filter(email__iexact=user.email).order_by("pk")
    yield "owned_activities", owned.values(*_OWNED).iterator(chunk_size=500)
    told = WorkLine.objects.filter(ask__email__iexact=user.email).order_by("pk")
    columns = "ask__region__name ask__month_on status going_well problem recovery counted sent_at"
    yield "work_lines", told.values(*columns.split()).iterator(chunk_size=500)
