"""What an issuer tells of somebody's place in an organisation, under the names of eduPerson."""

from collections.abc import Mapping
from typing import Any

CLAIMS = ("eduPersonAffiliation", "eduperson_affiliation", "nlEduPersonAffiliation")
PARTS = ("userinfo", "id_token")


def affiliations_in(told: Mapping[str, Any]) -> set[str]:
    """In lower case, from the claims themselves and from the parts that the library keeps apart."""
    found: set[str] = set()
    for claims in (told, *(told.get(part) for part in PARTS)):
        if isinstance(claims, Mapping):
            for name in CLAIMS:
                found |= _words(claims.get(name))
    return found


def _words(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {word.strip().lower() for word in values if isinstance(word, str) and word.strip()}


def is_of_a_pupil(told: Mapping[str, Any]) -> bool:
    """A student who is nothing else there: who also works at the school comes in as that."""
    found = affiliations_in(told) - {"member"}
    return bool(found) and found <= {"student", "pupil"}
