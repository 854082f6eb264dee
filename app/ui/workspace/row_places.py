"""Where the rows of a long list stand: heights that are guessed until they are measured."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class RowPlaces:
    """Heights in pixels, each measured or only guessed, and the places that follow from them."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._measured = bytearray()
        self._tops: list[int] | None = [0]

    def reset(self, heights: Sequence[tuple[int, bool]]) -> None:
        """All rows anew: the height of each, and whether it was measured."""
        self._heights = [height for height, _ in heights]
        self._measured = bytearray(known for _, known in heights)
        self._tops = None

    def __len__(self) -> int:
        return len(self._heights)

    def put(self, row: int, height: int) -> int:
        """A measured height; by how much it is more than what stood there."""
        more = height - self._heights[row]
        self._measured[row] = 1
        if more:
            self._heights[row] = height
            self._tops = None
        return more

    def measured(self, row: int) -> bool:
        """Whether a row's height is more than a guess."""
        return bool(self._measured[row])

    def next_guess(self, row: int) -> int:
        """The first row from `row` on, and then from the beginning, that was not measured; -1 where all were."""
        found = self._measured.find(0, row)
        return found if found >= 0 else self._measured.find(0)

    def height(self, row: int) -> int:
        """How high a row is."""
        return self._heights[row]

    def top(self, row: int) -> int:
        """Where a row begins, from the top of the first."""
        return self._all_tops()[row]

    @property
    def total(self) -> int:
        """The height of all rows."""
        return self._all_tops()[-1]

    def row_at(self, y: int) -> int:
        """The row that holds a height, -1 where none does."""
        if not 0 <= y < self.total:
            return -1
        return bisect_right(self._all_tops(), y) - 1

    def _all_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = [0, *accumulate(self._heights)]
        return self._tops
