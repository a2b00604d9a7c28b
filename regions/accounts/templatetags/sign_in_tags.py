from django import template

from regions.accounts.demo import DemoPerson, demo_people
from regions.accounts.sign_in.devices import device

register = template.Library()
register.filter("device", device)


@register.simple_tag(name="demo_people")
def people_to_look_through() -> list[DemoPerson]:
    return demo_people()
