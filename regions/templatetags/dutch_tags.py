"""Template filters for numbers and dates as Dutch people write them."""

from django import template

from regions import dutch
from regions.counts import small_count

register = template.Library()

for name in ("at_the_latest", "months_text", "signed", "euros", "percent", "decimal_text"):
    register.filter(name, getattr(dutch, name))
register.filter(small_count)
