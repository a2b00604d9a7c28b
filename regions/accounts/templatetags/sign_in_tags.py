from django import template

from regions.accounts.demo import DemoPerson, demo_people

register = template.Library()


@register.simple_tag(name="demo_people")
def people_to_look_through() -> list[DemoPerson]:
    return demo_people()
