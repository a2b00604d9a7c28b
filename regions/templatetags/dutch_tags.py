"""Template filters for numbers and dates as Dutch people write them."""

from django import template

from regions import dutch

register = template.Library()

for name in ("months_text", "signed", "euros", "small_count", "percent", "decimal_text"):
    register.filter(name, getattr(dutch, name))
