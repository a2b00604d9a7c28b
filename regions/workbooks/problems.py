"""What is wrong in a workbook, with the cell where it stands."""

from dataclasses import dataclass

from regions.stored import Stored

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Problem(Stored):
    level: str
    sheet: str
    cell: str
    message: str

    @property
    def where(self) -> str:
        if self.sheet and self.cell:
            return f"{self.sheet}!{self.cell}"
        return self.sheet or self.cell
