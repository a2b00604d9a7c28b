"""What somebody calls a device, from what its browser says of itself."""

from django.utils.translation import gettext as _

# The first that is found decides: most browsers also bear the names of others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Chromium", "Chromium"),
    ("Safari", "Safari"),
)
DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def device(told: str) -> str:
    """`Chrome on Windows`; what says nothing that we know is an unknown device."""
    browser = next((name for mark, name in BROWSERS if mark in told), "")
    machine = next((name for mark, name in DEVICES if mark in told), "")
    if browser and machine:
        return _("%(browser)s on %(device)s") % {"browser": browser, "device": machine}
    return browser or machine or _("Unknown device")
