"""The words with which people say in a mail how something is going, as patterns."""

import re

ON_TRACK, BEHIND, STALLED, DONE, SAME = "on_track", "behind", "stalled", "done", "same"
TROUBLED = (BEHIND, STALLED)

# Longer ones first: "loopt achter" before "loopt".
_SAID = {
    STALLED: r"(?:ligt|staat)\s+(?:helemaal\s+)?stil|stilgevallen|stil|rood|zit\s+vast",
    BEHIND: r"(?:loopt|we\s+lopen|lopen|ligt|is)\s+(?:iets\s+|wat\s+|nog\s+)?achter|"
    r"(?:iets\s+|wat\s+)?achter(?:op)?|vertraagd|vertraging|oranje|geel",
    DONE: r"(?:is\s+)?(?:klaar|afgerond|gereed|gedaan|voltooid|af)",
    SAME: r"(?:is\s+|blijft\s+)?(?:zelfde|hetzelfde|idem|ongewijzigd|onveranderd)|"
    r"(?:als|zoals)\s+(?:de\s+)?vorige\s+(?:keer|maand)|"
    r"geen\s+(?:wijziging(?:en)?|verandering(?:en)?|nieuws)|"
    r"niets\s+(?:nieuws|veranderd|te\s+melden)",
    ON_TRACK: r"(?:gaat\s+|loopt\s+|is\s+)?(?:ok|oke|oké|okay|goed|prima|top)|"
    r"op\s+(?:schema|koers)|volgens\s+plan|loopt|groen|👍",
}
STATUS = re.compile(
    "|".join(rf"(?P<{name}>{words})" for name, words in _SAID.items()), re.IGNORECASE
)
# What turns a word into something else, or leaves it open.
DOUBT = re.compile(
    r"\b(?:nog\s+)?(?:niet|nooit|bijna|half|deels|gedeeltelijk|misschien|wellicht|hopelijk|redelijk|"
    r"matig|minder|volgens\s+mij|denk\s+ik|geloof\s+ik)\b",
    re.IGNORECASE,
)
BUT = re.compile(r"^\W*(?:maar|behalve|alleen|hoewel|tenzij|op\s+zich)\b|\bmaar\b", re.IGNORECASE)
PICKS_UP = re.compile(
    r"\b(?:pak(?:t|ken)?\b.*\bop\b|pak(?:t|ken)?\s+(?:het|dit)\b|regel(?:t|en)\b|los(?:t|sen)?\b.*\bop\b|"
    r"oppakken\b|opgepakt\b)",
    re.IGNORECASE,
)
WHO = re.compile(
    r"^(?P<who>[A-ZÀ-Þ][\w’'-]*(?:\s+(?:van|de|der|den|ten|ter|'t|[A-ZÀ-Þ][\w’'-]*)){0,4})"
    r"\s+(?:pak|regel|los|gaat|zal|wil)"
)
REST = re.compile(
    r"^(?:en\s+)?(?:de\s+|het\s+)?(?:rest|overigen?|anderen?|verder(?:\s+alles)?|alles|alle(?:maal)?)\b"
    r"(?:\s+(?:activiteiten|regels|punten))?[\s:=,-]*",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"^(?:hoi|hallo|hi|hai|beste|dag|goede(?:morgen|middag|navond)|goedendag|l\.?s\.?)\b[^\d:]{0,60}$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^(?:(?:met\s+)?(?:vriendelijke|hartelijke|warme)\s+groet(?:en)?|groet(?:en|jes)?|gr\.?|mvg|"
    r"m\.?v\.?g\.?|(?:alvast\s+)?(?:bedankt|dank(?:\s*je(?:\s*wel)?)?)|succes|fijn\s+weekend|"
    r"verstuurd\s+vanaf|verzonden\s+vanaf|sent\s+from|outlook\s+voor)\b.*$|^--\s*$|^_{5,}$",
    re.IGNORECASE,
)
