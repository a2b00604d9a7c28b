"""Tags that many pages share."""

from django import forms
from django.template import Context, Template


class NameForm(forms.Form):
    name = forms.CharField(label="Naam")


class FileForm(NameForm):
    paper = forms.FileField(label="Bestand", required=False)


def drawn(source, **context):
    return Template(source).render(Context(context))


def test_a_head_without_buttons_has_no_place_for_them():
    text = drawn("{% page_head %}<h1>A</h1>{% actions %} {% endpage_head %}")
    assert "<h1>A</h1>" in text and "actions" not in text


def test_a_head_escapes_what_people_wrote_and_keeps_its_own_tags():
    text = drawn(
        '{% page_head "net-text" %}<h1>{{ name }}</h1>{% actions %}<a href="?">{{ name }}</a>'
        "{% endpage_head %}",
        name="<i>",
    )
    assert '<div class="net-text"><h1>&lt;i&gt;</h1></div>' in text
    assert '<div class="actions"><a href="?">&lt;i&gt;</a></div>' in text


def test_an_empty_place_says_what_is_missing():
    text = drawn("{% empty_state title %}<p>{{ title }}</p>{% endempty_state %}", title="<i>")
    assert text.strip() == '<section class="empty"><h2>&lt;i&gt;</h2><p>&lt;i&gt;</p></section>'


def test_a_table_says_its_name_to_who_cannot_see_it():
    text = drawn('{% flush_table name css="tempo" %}<tr></tr>{% endflush_table %}', name="A & B")
    assert 'aria-label="A &amp; B"' in text
    assert '<caption class="visually-hidden">A &amp; B</caption>' in text
    assert '<table class="list tempo">' in text


def test_a_form_page_tells_what_is_wrong_and_how_to_leave():
    source = '{% form_page form "/terug/" %}{% endform_page %}'
    text = drawn(source, form=NameForm({}), csrf_token="geheim")
    assert 'class="error-summary"' in text and 'href="#id_name"' in text
    assert 'name="csrfmiddlewaretoken" value="geheim"' in text
    assert 'href="/terug/"' in text and "enctype" not in text
    assert "multipart/form-data" in drawn(source, form=FileForm())


def test_a_form_page_draws_the_fields_it_is_given():
    text = drawn("{% form_page form %}<b>{{ form.name }}</b>{% endform_page %}", form=NameForm())
    assert "<b><input" in text and text.count('name="name"') == 1


def test_what_is_wrong_with_the_whole_form_is_said_once():
    form = NameForm({"name": "Anna"})
    form.add_error(None, "Dit bestaat al.")
    form.add_error("name", "Een andere naam.")
    text = drawn("{% form_page form %}{% endform_page %}", form=form)
    assert text.count("Dit bestaat al.") == 1 and text.count("Een andere naam.") == 2
    assert "Dit bestaat al." not in drawn("{{ form|fields }}", form=form)
