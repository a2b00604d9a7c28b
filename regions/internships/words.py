"""The words and shapes of an internship: postponed and lost are never one thing."""

from django.utils.translation import gettext_lazy, pgettext_lazy

WORDS = {
    "needed": gettext_lazy("Need an internship"),
    "placed": pgettext_lazy("internship", "Placed"),
    "done": pgettext_lazy("internship", "Did it"),
    "postponed": pgettext_lazy("internship", "Postponed"),
    "waiting": gettext_lazy("No place yet"),
    "lost": gettext_lazy("Lost for this cohort"),
}
SHAPES = {
    "placed": "on_track",
    "done": "done",
    "postponed": "behind",
    "waiting": "not_started",
    "lost": "stalled",
}
KINDS = [(kind, WORDS[kind]) for kind in ("placed", "done", "postponed", "lost")]
