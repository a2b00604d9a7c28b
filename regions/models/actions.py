"""What each role may do in its region: the table that `regions/access.py` reads."""

from enum import StrEnum

from .roles import LEADER_ROLES, STEERING_ROLES, Role


class Action(StrEnum):
    """What a person wants to do with a row of a region."""

    LOOK = "look"  # the region's dashboard and approved plan
    READ_LOG = "read log"  # monthly logs, with how things are picked up again
    WRITE_LOG = "write log"
    READ_DRAFT = "read draft"  # plan drafts and proposals that are not asked yet
    EDIT_PLAN = "edit plan"  # drafts, import, submit, propose a change
    APPROVE_PLAN = "approve plan"  # approve a submitted plan, record a decision
    ADD_IDEA = "add idea"
    READ_DIGEST = "read digest"
    WRITE_FOREWORD = "write foreword"
    TALK = "ask and answer between leader and advisor"
    ADVISE = "advise"  # prepare talks with the region, hold them and log them
    MARK_SEEN = "mark seen"  # a digest, by a member of the steering group
    ACCEPT_MANDATE = "accept mandate"
    REMARK = "remark"  # pass something on as a member
    VOTE = "vote"  # answer a proposal that the mandate leaves to the group
    CONCLUDE = "conclude"  # establish what the group's answers come to
    READ_REMARKS = "read remarks"  # all of them, and answer
    READ_STANDING = "read standing"  # plan against reality on a day, meetings and their papers
    MEET = "meet"  # sit in a meeting, and read its minutes before they are approved
    RUN_MEETING = "run meeting"  # open and close it, write down answers and outcomes
    KEEP_MEETINGS = "keep meetings"  # plan, invite, make the agenda and send the papers
    READ_PARTNERS = "read partners"  # ladder, co-financing and labs; no people, no talks
    EDIT_PARTNERS = "edit partners"  # with contact persons and talks
    READ_EVENTS = "read events"  # labs, events and internships as counts
    EDIT_EVENTS = "edit events"
    READ_ELECTIVES = "read electives"  # path, offerings, what pupils practise
    EDIT_ELECTIVES = "edit electives"  # with links to businesses and what they miss
    READ_DOSSIER = "read dossier"  # what the region has with DUS-I: moments, notices, letters
    EDIT_DOSSIER = "edit dossier"
    READ_MONEY = "read money"  # contributions of businesses, what was spent; no people
    SHARE_MONEY = "share money"  # make and revoke a link for the accountant
    WRITE_SPENT = "write spent"  # what was spent of each line of the budget
    READ_EXACT = "read exact counts"  # counts below five as they are
    READ_REPORT = "read report"  # progress reports for the funder
    WRITE_REPORT = "write report"
    ESTABLISH_REPORT = "establish report"
    SEND_REPORT = "send report"  # write down that it was sent
    MANAGE = "manage"  # regions, people, assignments, mail


_SIGNS = frozenset({Action.READ_REPORT, Action.ESTABLISH_REPORT, Action.SEND_REPORT})
_KEEPS_DOSSIER = frozenset({Action.READ_DOSSIER, Action.EDIT_DOSSIER})
_SHOWS_MONEY = frozenset({Action.READ_MONEY, Action.SHARE_MONEY})
_LEADER = frozenset(
    {
        Action.LOOK, Action.READ_LOG, Action.WRITE_LOG, Action.READ_DRAFT, Action.EDIT_PLAN,
        Action.ADD_IDEA, Action.READ_DIGEST, Action.WRITE_FOREWORD, Action.TALK,
        Action.READ_REMARKS, Action.READ_STANDING, Action.READ_PARTNERS, Action.EDIT_PARTNERS,
        Action.READ_EVENTS, Action.EDIT_EVENTS, Action.READ_ELECTIVES, Action.EDIT_ELECTIVES,
        Action.READ_EXACT, Action.READ_REPORT, Action.WRITE_REPORT, Action.SEND_REPORT,
        Action.READ_DOSSIER, Action.EDIT_DOSSIER, Action.READ_MONEY, Action.WRITE_SPENT,
        Action.SHARE_MONEY, Action.MEET, Action.RUN_MEETING, Action.KEEP_MEETINGS,
    }
)  # fmt: skip
# A member reads, marks a digest as seen, asks and passes on, and decides: nothing else.
_STEERING = frozenset(
    {
        Action.LOOK,
        Action.READ_DIGEST,
        Action.READ_STANDING,
        Action.MEET,
        Action.MARK_SEEN,
        Action.ACCEPT_MANDATE,
        Action.REMARK,
        Action.VOTE,
        Action.READ_EVENTS,
        Action.READ_ELECTIVES,
        Action.READ_EXACT,
    }
)
# Who looks at a region from outside.
_OUTSIDE = frozenset(
    {
        Action.LOOK,
        Action.READ_LOG,
        Action.READ_DRAFT,
        Action.ADD_IDEA,
        Action.READ_DIGEST,
        Action.READ_STANDING,
        Action.READ_PARTNERS,
        Action.READ_EVENTS,
        Action.READ_ELECTIVES,
        Action.READ_REPORT,
        Action.READ_DOSSIER,
        Action.READ_MONEY,
    }
)
_ADVISOR = _OUTSIDE | {Action.TALK, Action.ADVISE}
_BUREAU = _OUTSIDE | {Action.APPROVE_PLAN, Action.MANAGE}

ALLOWED: dict[str, frozenset[Action]] = {
    **dict.fromkeys(LEADER_ROLES, _LEADER),
    **dict.fromkeys(STEERING_ROLES, _STEERING),
    Role.CHAIR: _STEERING | {Action.CONCLUDE, Action.RUN_MEETING},
    Role.LEAD_APPLICANT: _STEERING | _SIGNS | _KEEPS_DOSSIER | _SHOWS_MONEY,
    Role.CONTROLLER: _SHOWS_MONEY | {Action.LOOK, Action.WRITE_SPENT},
    Role.ADVISOR: _ADVISOR,
    Role.BUREAU: _BUREAU,
}


# What everybody of a region that is closed still does there: read what there is.
READS = frozenset(
    {
        Action.LOOK, Action.READ_LOG, Action.READ_DRAFT, Action.READ_DIGEST, Action.READ_REMARKS,
        Action.READ_STANDING, Action.READ_PARTNERS, Action.READ_EVENTS, Action.READ_ELECTIVES,
        Action.READ_EXACT, Action.READ_REPORT, Action.READ_DOSSIER, Action.READ_MONEY,
    }
)  # fmt: skip
