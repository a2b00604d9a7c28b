"""What a browser would send of the forms on a page, read from its HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, str | list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)  # of all controls, also those that send nothing
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.area = self.select = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(told.get("action", ""), told.get("method", "get").lower())
            self.forms.append(self.open)
        elif self.open and tag == "option" and self.select and "selected" in told:
            self.open.fields[self.select] = told.get("value", "")
        elif self.open and told.get("name"):
            self._control(self.open, tag, told["name"], told)

    def _control(self, form: Form, tag: str, name: str, told: dict[str, str]) -> None:
        if tag == "button":
            form.buttons.append((name, told.get("value", "")))
            return
        form.names.add(name)
        if tag == "input":
            _input(form, name, told)
        else:
            form.fields[name] = ""
            self.area, self.select = (name, "") if tag == "textarea" else ("", name)

    def handle_data(self, data):
        if self.area and self.open:
            self.open.fields[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.open = None


def _input(form: Form, name: str, told: dict[str, str]) -> None:
    kind = told.get("type", "text")
    if kind not in ("radio", "checkbox", "file", "submit"):
        form.fields[name] = told.get("value", "")
    elif "checked" in told:
        before, value = form.fields.get(name, []), told.get("value", "on")
        several = [before] if isinstance(before, str) else before
        form.fields[name] = [*several, value] if several else value


def forms_on(html: str) -> list[Form]:
    return _Reader(html).forms


def form_with(html: str, name: str) -> Form:
    """The one form that is posted and has a control of this name."""
    (found,) = [form for form in forms_on(html) if form.method == "post" and name in form.names]
    return found
