"""What an address or a form asks for, in text that anybody may have typed."""


def row_id(text: str | None) -> int | None:
    """The number of a row, or None for what cannot be one."""
    if text and text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    return None
