from tests.web.serving import start, static_root  # noqa: F401
