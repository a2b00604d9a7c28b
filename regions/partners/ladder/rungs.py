"""The ladder in words: what a step asks, what was found, and what the next one still needs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regions.dutch import date_text, list_text, number_word

from .ladder import PEOPLE_NEEDED, QUARTERS_NEEDED, Rung, Standing

CRITERIA = {
    Rung.CONTACT: gettext_lazy("You know each other and talk now and then."),
    Rung.EXCHANGE: gettext_lazy(
        "In the last twelve months something was exchanged: a guest lesson, a visit, material, a "
        "delivered contribution or an event together."
    ),
    Rung.STRUCTURAL: gettext_lazy(
        "Talks in at least three of the last four quarters, with at least two different people."
    ),
    Rung.CO_OWNER: gettext_lazy(
        "Structural, and the partner takes part in decisions about lessons, and there is a signed "
        "agreement that still holds."
    ),
}


def found_short(found: Standing) -> str:
    """In a few words for a list: "4 kwartalen contact, 3 mensen"."""
    if not found.quarters:
        return _("no talk in the last year")
    quarters = ngettext("%(n)s quarter with contact", "%(n)s quarters with contact", found.quarters)
    people = ngettext("%(n)s person", "%(n)s people", found.people) % {"n": found.people}
    return f"{quarters % {'n': found.quarters}}, {people if found.people else _('no names')}"


def found_sentence(found: Standing) -> str:
    """All the evidence that was found, in one sentence; it is kept with a confirmed step."""
    parts = []
    if found.quarters:
        parts.append(_talks(found))
    if found.last_exchange_on:
        exchange = _("something exchanged on %(day)s")
        parts.append(exchange % {"day": date_text(found.last_exchange_on)})
    if found.has_lessons:
        parts.append(_("takes part in decisions about lessons"))
    if found.has_agreement:
        parts.append(_("a signed agreement"))
    return _sentence(list_text(parts) or _("you know each other; nothing else is written down"))


def _talks(found: Standing) -> str:
    quarters, people = number_word(found.quarters), number_word(found.people)
    if not found.people:
        text = _("talks in %(quarters)s of the last four quarters, without a name")
    else:
        text = ngettext(
            "talks in %(quarters)s of the last four quarters, with %(people)s person",
            "talks in %(quarters)s of the last four quarters, with %(people)s people",
            found.people,
        )
    return text % {"quarters": quarters, "people": people}


def missing_sentence(found: Standing) -> str:
    """What the next step still needs; "" at the top."""
    match found.rung:
        case Rung.CONTACT:
            return _(
                "For exchange: write down what you exchanged in the last year, for example a guest "
                "lesson or a visit."
            )
        case Rung.EXCHANGE:
            return _("For structural: %(what)s.") % {"what": list_text(_for_structural(found))}
        case Rung.STRUCTURAL:
            return _("For co-owner: %(what)s.") % {"what": list_text(_for_co_owner(found))}
    return ""


def _for_structural(found: Standing) -> list[str]:
    needed = []
    if (quarters := QUARTERS_NEEDED - found.quarters) > 0:
        text = ngettext("a talk in %(n)s more quarter", "a talk in %(n)s more quarters", quarters)
        needed.append(text % {"n": number_word(quarters)})
    if (people := PEOPLE_NEEDED - found.people) > 0:
        text = ngettext("a talk with %(n)s more person", "talks with %(n)s more people", people)
        needed.append(text % {"n": number_word(people)})
    return needed


def _for_co_owner(found: Standing) -> list[str]:
    needed = []
    if not found.has_lessons:
        needed.append(_("evidence that it takes part in decisions about lessons"))
    if not found.has_agreement:
        needed.append(_("a signed agreement that holds"))
    return needed


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
