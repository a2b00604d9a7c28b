"""Whether the server that received a mail says that it comes from where it says.

Only that server is believed, by the name it gives itself in Authentication-Results (RFC 8601), and
only the topmost of its headers: what stands below came with the mail. A pass for another domain
than that of the sender proves nothing.
"""

import re
from email.message import EmailMessage

COMMENT = re.compile(r"\([^()]*\)")
DOMAINS = {
    "dkim": re.compile(r"\bheader\.(?:d|i)\s*=\s*\"?(?:[^\s;@\"]*@)?([\w.-]+)", re.IGNORECASE),
    "spf": re.compile(r"\bsmtp\.mailfrom\s*=\s*\"?(?:[^\s;@\"]*@)?([\w.-]+)", re.IGNORECASE),
}
PASS = re.compile(r"^\s*(dkim|spf)\s*=\s*pass\b", re.IGNORECASE)


def is_proven(message: EmailMessage, authserv_id: str, domain: str) -> bool:
    for header in message.get_all("Authentication-Results", []):
        text = COMMENT.sub(" ", str(header))
        name, *results = text.split(";")
        if name.split()[:1] and name.split()[0].lower() == authserv_id.lower():
            return any(_holds(result, domain.lower()) for result in results)
    return False


def _holds(result: str, domain: str) -> bool:
    passed = PASS.match(result)
    if passed is None:
        return False
    found = [name.lower().strip(".") for name in DOMAINS[passed[1].lower()].findall(result)]
    return any(name == domain or name.endswith(f".{domain}") for name in found)
