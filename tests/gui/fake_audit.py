"""An audit trail of as many made-up entries as a test wants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.services.audit import FAMILIES, AuditFilter, AuditPage, AuditRow

if TYPE_CHECKING:
    from tests.gui.fake_services import FakeState

ANYTHING = AuditFilter()
PAGE = 50
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class FakeAudit:
    """`problems` is what the check finds."""

    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.problems: list[str] = []
        self.rows = [
            AuditRow(128, NOON, "clinician", "note.signed", "", "A-104", "signed", "c1", NOON - timedelta(hours=2)),
            AuditRow(127, NOON - timedelta(minutes=3), "clinician", "note.edited", "", gone=True),
            AuditRow(126, NOON - timedelta(minutes=9), "clinician", "client.created", "", "K. M.", client_id="c2"),
            AuditRow(125, NOON - timedelta(days=1), "clinician", "vault.unlock-failed", ""),
            AuditRow(124, NOON - timedelta(days=1, minutes=1), "clinician", "from.the-future", "x"),
        ]

    def many(self, number: int) -> None:
        """So many entries, one every ten minutes."""
        self.rows = [
            AuditRow(number - n, NOON - timedelta(minutes=10 * n), "clinician", "session.opened", "", "A-104", "signed",
                     "c1", NOON) for n in range(number)
        ]  # fmt: skip

    def page(self, wanted: AuditFilter | None = None, before: int = 0) -> AuditPage:
        wanted = wanted or ANYTHING
        self._s.calls.append(("audit", wanted, before))
        fits = [row for row in self.rows if self._fits(row, wanted) and (not before or row.sequence < before)]
        return AuditPage(tuple(fits[:PAGE]), len(fits) > PAGE)

    def head(self) -> str:
        return "128 · 3f9a 71c2 8d0e"

    def check(self, printed: str = "") -> list[str]:
        self._s.calls.append(("check_trail", printed))
        return self.problems

    @staticmethod
    def _fits(row: AuditRow, wanted: AuditFilter) -> bool:
        day = row.at.astimezone().date()
        return (
            (wanted.kind is None or row.action.partition(".")[0] in FAMILIES[wanted.kind])
            and wanted.client_id in ("", row.client_id)
            and (wanted.since is None or wanted.since <= day)
            and (wanted.until is None or day <= wanted.until)
        )
