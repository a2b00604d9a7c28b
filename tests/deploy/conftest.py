from tests.notices.conftest import waiting_mail  # noqa: F401
