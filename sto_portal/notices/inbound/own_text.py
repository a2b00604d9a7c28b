"""What somebody wrote in a reply, without what is quoted below or between it. Attachments are not
looked at."""

import html
import re
from email.message import EmailMessage

MOST_CHARACTERS = 20_000
QUOTED = re.compile(r"^\s*>")
BEFORE_A_QUOTE = re.compile(
    r"^\s*(?:op\s.{4,160}\b(?:schreef|heeft)\b.*|on\s.{4,160}\bwrote\s*:?|"
    r"-{2,}\s*(?:oorspronkelijk|doorgestuurd|original|forwarded).*|"
    r"(?:van|from)\s*:\s.*@.*|_{10,})\s*$",
    re.IGNORECASE,
)
CUT = re.compile(r"<(blockquote|style|script|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
OUTLOOK = re.compile(
    r"<div[^>]*(?:id=\"?(?:divRplyFwdMsg|appendonsend)|gmail_quote)", re.IGNORECASE
)
BREAK = re.compile(r"<br\b[^>]*>|</(?:p|div|li|tr|h\d)\s*>", re.IGNORECASE)


def own_text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        content = str(body.get_content())
    except (LookupError, ValueError, UnicodeError, KeyError):
        return ""
    if body.get_content_type() == "text/html":
        content = as_text(content)
    return without_quotes(content[:MOST_CHARACTERS])


def as_text(markup: str) -> str:
    if quote := OUTLOOK.search(markup):
        markup = markup[: quote.start()]
    plain = re.sub(r"<[^>]*>", "", BREAK.sub("\n", CUT.sub("", markup)))
    return html.unescape(plain)


def without_quotes(text: str) -> str:
    """Up to the quote; where somebody wrote below it, what stands there."""
    lines = text.replace("\r\n", "\n").split("\n")
    kept: list[str] = []
    for number, line in enumerate(lines):
        two = f"{line} {lines[number + 1] if number + 1 < len(lines) else ''}"
        starts = BEFORE_A_QUOTE.match(line) or (
            re.match(r"\s*(?:op|on)\s", line, re.IGNORECASE) and BEFORE_A_QUOTE.match(two)
        )
        if starts or QUOTED.match(line):
            if any(one.strip() for one in kept):
                break
            continue
        kept.append(line)
    return "\n".join(kept).strip()
