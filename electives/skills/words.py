"""What the map says in words: its heading, and where nothing or little is practised."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import list_text, number_words

from .skills import Kind, Line, SkillsMap

SHOWN = 4


def skills_heading(found: SkillsMap) -> str:
    if found.is_empty:
        return _("Nobody wrote down yet what pupils practise")
    total, here = len(found.lines), len(found.practised)
    if total == here:
        return _("Pupils practise every competence here")
    some, all_of_them = number_words(here, total)
    text = ngettext(
        "Pupils practise %(here)s of the %(total)s competences",
        "Pupils practise %(here)s of the %(total)s competences",
        here,
    )
    return text % {"here": some, "total": all_of_them}


def gaps(found: SkillsMap) -> list[str]:
    """A sentence about what is nowhere, and one for each of the few that are in one place."""
    if found.is_empty:
        return []
    words = []
    if found.nowhere:
        names = [f"‘{line.competence}’" for line in found.nowhere]
        words.append(
            ngettext(
                "%(names)s is practised nowhere.", "%(names)s are practised nowhere.", len(names)
            )
            % {"names": list_text(names)}
        )
    return words + [_once(line) for line in found.once[:SHOWN]]


def _once(line: Line) -> str:
    place = line.found[0].column
    values = {"name": line.competence.name, "place": place.title}
    if place.kind == Kind.ELECTIVE:
        return _("‘%(name)s’ is in one elective only: %(place)s.") % values
    return _("‘%(name)s’ is in one place only: %(place)s.") % values
