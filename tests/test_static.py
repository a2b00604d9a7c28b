"""What browsers are sent: modules find each other under the names that carry their contents."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.fixture
def collected(settings, tmp_path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = [settings.BASE_DIR / "static"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "sto_portal.static_files.PortalStaticFilesStorage"},
    }
    call_command("collectstatic", "--no-input", verbosity=0)
    return tmp_path


def test_an_import_names_the_file_that_is_there(collected):
    [log] = collected.glob("js/check_in.????????????.js")
    names = re.findall(r'from "\./([\w.]+)"', log.read_text())
    assert names and "check_in_conflict.js" not in names
    assert all((collected / "js" / name).exists() for name in names)


def test_only_one_script_keeps_something_in_the_browser_and_it_seals_it():
    scripts = (settings.BASE_DIR / "static/js").rglob("*.js")
    touch = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.")
    assert [path.name for path in scripts if touch.search(path.read_text())] == ["kept.js"]


def test_every_script_of_ours_is_a_module():
    for page in (settings.BASE_DIR / "templates").rglob("*.html"):
        for tag in re.findall(r"<script[^>]*'js/[^>]*>", page.read_text()):
            assert 'type="module"' in tag, f"{page.name}: {tag}"
