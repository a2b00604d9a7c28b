"""What every import from Excel shares.

openpyxl takes numpy along wherever it is installed: time, memory and, on a machine with many
processors, more address space than the process that reads a workbook may have. None needs it.
"""

import sys

if "numpy" not in sys.modules:
    sys.modules["numpy"] = None  # type: ignore[assignment]
    import openpyxl  # noqa: F401

    del sys.modules["numpy"]
