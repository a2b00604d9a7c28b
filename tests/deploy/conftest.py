from tests.faults.conftest import counted  # noqa: F401
from tests.notices.conftest import waiting_mail  # noqa: F401
from tests.web.serving import start, static_root  # noqa: F401
