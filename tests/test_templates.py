"""Templates can be reviewed line by line."""

import re
from pathlib import Path

from django.conf import settings

MOST = 160
SENTENCE = re.compile(r"{% blocktranslate\b.*?{% endblocktranslate %}|{% translate\b.*?%}")


def test_no_line_of_a_template_is_longer_than_its_sentences_make_it():
    found = [
        f"{path.name}:{number}"
        for path in sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(SENTENCE.sub("", line)) > MOST
    ]
    assert found == []
