"""Have a workbook read by a process of its own, which may fail, hang or grow without us."""

import io
import logging
import os
import pickle
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from .opening import Refused, damaged, open_package, too_many_cells, too_much_work
from .parsing import Reason
from .sheets import Sheet

log = logging.getLogger(__name__)
WITHIN_SECONDS = 20  # by the clock, on a machine that is busy; seconds of computing are fewer
COMMAND = [sys.executable, "-m", "regions.workbooks.parsing"]
# What moves the clock of a test must reach all its processes.
KEPT_SETTINGS = ("LD_PRELOAD", "LD_LIBRARY_PATH", "FAKETIME")


def read_sheets(content: bytes) -> list[Sheet]:
    """Grids of values; Refused with a sentence for who uploaded the file."""
    open_package(content).close()
    answer = _answer(content)
    if isinstance(answer, list):
        return answer
    match answer:
        case Reason.TOO_MANY_SHEETS:
            raise Refused(
                _("This workbook has too many sheets. Keep only the sheets with the plan.")
            )
        case Reason.STRICT:
            raise Refused(
                _(
                    "This workbook is saved as “Strict Open XML”. Save it in Excel as an ordinary"
                    " workbook (.xlsx) and upload it again."
                )
            )
        case Reason.TOO_MANY_CELLS:
            raise too_many_cells()
        case Reason.TOO_MUCH_WORK:
            raise Refused(too_much_work())
    raise damaged()


def _answer(content: bytes) -> Any:
    kept = {name: value for name, value in os.environ.items() if name.startswith(KEPT_SETTINGS)}
    try:
        done = subprocess.run(
            COMMAND,
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env=kept,
            timeout=WITHIN_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Reason.TOO_MUCH_WORK
    # It answers in every other case, so it was ended at a limit, or had no memory left to answer.
    if done.returncode:
        log.warning("The process that reads a workbook ended with code %s", done.returncode)
        return Reason.TOO_MUCH_WORK
    return _Unpickler(io.BytesIO(done.stdout)).load()


class _Unpickler(pickle.Unpickler):
    """Grids of plain values and nothing else, should a file ever take over the other process."""

    ALLOWED = frozenset(
        {
            *(("datetime", name) for name in ("datetime", "date", "time", "timedelta")),
            ("regions.workbooks.sheets", "Sheet"),
            *(("regions.workbooks.values.cell", name) for name in ("Cell", "State")),
        }
    )

    def find_class(self, module_name: str, global_name: str) -> Any:
        if (module_name, global_name) not in self.ALLOWED:
            raise pickle.UnpicklingError(f"{module_name}.{global_name}")
        return super().find_class(module_name, global_name)
