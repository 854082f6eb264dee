"""Goals of a client's treatment plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Goal:
    """What clinician and client agreed to work towards, in the clinician's words.

    `since` and `closed_at` are UTC; `closed_at` is None as long as it is worked on.
    """

    id: str
    client_id: str
    text: str
    since: datetime
    closed_at: datetime | None = None

    @property
    def open(self) -> bool:
        """True as long as it is worked on."""
        return self.closed_at is None
