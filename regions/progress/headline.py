"""The heading of a digest and the beginning of its subject: how the plan stands, what is asked."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import decimal_text, months_text, number_word

from .digest import Progress
from .measure.finding import month_name
from .measure.tempo import Verdict, verdict

LONGEST_FINDING = 45  # characters: what a telephone shows of a subject


def headline(told: Progress, tolerance: float, decisions: int, questions: int = 0) -> str:
    """ "Het plan loopt 2,3 maanden achter; één besluit gevraagd"."""
    return f"{_stand(told, tolerance)}; {_asked(decisions, questions)}"


def finding(told: Progress, tolerance: float, decisions: int, questions: int = 0) -> str:
    """The same for a subject: "1 besluit gevraagd, 2,3 mnd achter", at most 45 characters."""
    parts = []
    if decisions:
        parts.append(
            ngettext("%(n)s decision asked", "%(n)s decisions asked", decisions) % {"n": decisions}
        )
    if questions:
        parts.append(ngettext("%(n)s question", "%(n)s questions", questions) % {"n": questions})
    parts.append(_short_stand(told, tolerance))
    if not decisions and not questions:
        parts.append(_("no decision asked"))
    while len(", ".join(parts)) > LONGEST_FINDING:
        parts.pop()
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _short_stand(told: Progress, tolerance: float) -> str:
    if not told.has_plan:
        return _("no plan yet")
    if not told.is_logged:
        month = month_name(told.month, told.month)
        return _("no log of %(month)s") % {"month": month}
    if not told.is_counted:
        return _("not all is counted yet")
    stand = verdict(told.tempo, tolerance)
    if told.tempo is None or stand is None:
        return _("plan without dates")
    if stand == Verdict.ON_TRACK:
        return _("on track")
    months = {"months": decimal_text(abs(told.tempo))}
    is_behind = stand == Verdict.BEHIND
    return (_("%(months)s mo. behind") if is_behind else _("%(months)s mo. ahead")) % months


def _stand(told: Progress, tolerance: float) -> str:
    if not told.has_plan:
        return _("There is no approved plan yet")
    if not told.is_logged:
        return _without_log(told)
    if not told.is_counted:
        return _("Not all is counted yet")
    stand = verdict(told.tempo, tolerance)
    if told.tempo is None or stand is None:
        return _("The plan has no dates yet")
    if stand == Verdict.ON_TRACK:
        return _("The plan is on track")
    sentence = (
        _("The plan is %(months)s behind")
        if stand == Verdict.BEHIND
        else _("The plan is %(months)s ahead")
    )
    return sentence % {"months": months_text(told.tempo)}


def _without_log(told: Progress) -> str:
    """A log is called missing once its last day has passed, and no sooner."""
    logs = told.logs
    if logs.last is None:
        return _("No monthly log yet")
    if logs.is_silent:
        since = month_name(logs.last, told.month)
        return _("No recent log since %(month)s") % {"month": since}
    if logs.missing:
        absent = month_name(logs.missing[-1], told.month)
        return _("The log of %(month)s is missing") % {"month": absent}
    return _("The log of %(month)s is not in yet") % {"month": month_name(told.month, told.month)}


def _asked(decisions: int, questions: int) -> str:
    """A question is no decision: it is counted apart."""
    parts = []
    if decisions or not questions:
        text = ngettext("%(number)s decision asked", "%(number)s decisions asked", decisions)
        parts.append(
            text % {"number": number_word(decisions)} if decisions else _("no decision asked")
        )
    if questions:
        text = ngettext("%(number)s question to you", "%(number)s questions to you", questions)
        parts.append(text % {"number": number_word(questions)})
    return _(" and ").join(parts)
