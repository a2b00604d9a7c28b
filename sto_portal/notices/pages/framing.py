"""Mails bring their own inline style, so each is shown in a frame with rules of its own."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

# For the page around it: frames of this portal only.
FRAMES = {"frame-src": [SELF]}

# For what is in the frame: style, and links that open beside it. No script, form or picture.
FRAMED = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "script-src": [NONE],
    "img-src": [NONE],
    "font-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


def frame_height(text: str) -> int:
    """Pixels for the mail as a page, guessed from its text part: addresses stand behind words."""
    lines = sum(1 for line in text.splitlines() if line.strip() and "://" not in line)
    return 340 + 30 * lines
