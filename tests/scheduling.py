"""Which tests go to the same worker: those that look at the demonstration, which loads long.

Every other test goes to whoever is free. (xdist's own `--dist loadgroup` asks for a name that
pytest 9.2 has no more, and groups nothing.)
"""

from xdist.scheduler import LoadScopeScheduling


class TheDemoTogether(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        looks = module.startswith("tests/demo/") and not module.endswith("/test_demo.py")
        return "demo" if looks else nodeid
