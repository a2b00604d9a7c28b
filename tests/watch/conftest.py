from collections.abc import Iterator

import pytest

from tests.faults.parts import OwnBroker
from tests.notices.conftest import waiting_mail  # noqa: F401
from tests.web.serving import start, static_root  # noqa: F401


@pytest.fixture
def broker(tmp_path, settings) -> Iterator[OwnBroker]:
    own = OwnBroker(tmp_path)
    own.start()
    settings.REDIS_URL = own.url
    yield own
    own.process.kill()
    own.process.wait()
