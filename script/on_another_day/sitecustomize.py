"""Python of a run on another day; script/another_day.py puts this folder on its path.

time.sleep names the moment it sleeps until, which libfaketime takes for one of the other day and
refuses. select waits for a length of time.
"""

import select
import time
from typing import SupportsIndex


def sleep(seconds: float | SupportsIndex, /) -> None:
    select.select([], [], [], float(seconds))


time.sleep = sleep
