"""Before a lock or the end: what the page holds is stored first, and asked about where that fails."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from app.ui import question
from app.ui.context import Page

PATIENCE_MS = 5000
"""How long storing may take before the clinician is asked whether to go on without it."""


class StoreFirst(QObject):
    """Flushes a page, then does what was wanted. What was wanted last counts."""

    def __init__(self, window: QWidget, waiting: Callable[[], None]) -> None:
        """`waiting` is called when it is asked, so that the window can be used meanwhile."""
        super().__init__(window)
        self._window = window
        self._waiting = waiting
        self._number = 0
        self._hung = False
        self._ask: tuple[str, str] | None = None

    def nobody_there(self) -> None:
        """The screen was locked, say, while this was under way: no answer is waited for any more."""
        self._ask = None

    def lock(
        self, page: Page, go: Callable[[bool], None], unsaved: Callable[[], bool], *, somebody_there: bool
    ) -> None:
        """Store, then `go`, which is told whether storing hung. With nobody there, no answer is waited for."""
        ask = self.tr("Lock all the same?"), self.tr("&Lock")
        self._begin(page, lambda: go(self._hung), ask if somebody_there else None, unsaved)

    def close(self, page: Page, go: Callable[[], None], unsaved: Callable[[], bool]) -> None:
        """Store, then `go`; `unsaved` says afterwards whether closing would lose something."""
        self._begin(page, go, (self.tr("Close all the same?"), self.tr("C&lose")), unsaved)

    def _begin(
        self, page: Page, go: Callable[[], None], ask: tuple[str, str] | None, unsaved: Callable[[], bool]
    ) -> None:
        self._number += 1
        number = self._number
        self._hung, self._ask = False, ask
        tries = 0

        def stored() -> None:
            nonlocal tries
            if number != self._number:
                return  # called off, or done already
            self._hung = False
            tries += 1
            if unsaved() and tries == 1:
                page.put_by(stored)  # a check's answer may have come while it was stored: that is stored too
            elif unsaved() and self._ask is not None:
                self._doubt(number, go, *self._ask)
            else:
                self._proceed(number, go)

        def late() -> None:
            if number != self._number:
                return
            self._hung = True
            if self._ask is not None:
                self._doubt(number, go, *self._ask)
            else:
                self._proceed(number, go)

        QTimer.singleShot(PATIENCE_MS, self, late)
        page.put_by(stored)

    def _proceed(self, number: int, go: Callable[[], None]) -> None:
        if number != self._number:
            return
        self._number += 1
        for dialog in self._window.findChildren(QDialog, "unstored"):
            dialog.reject()
        go()

    def _doubt(self, number: int, go: Callable[[], None], title: str, answer: str) -> None:
        self._waiting()

        def call_off() -> None:
            if number == self._number:
                self._number += 1

        question.ask(
            self._window, "unstored", title, self.tr("The last words are not stored yet."),
            [("go", answer, lambda: self._proceed(number, go))], call_off,
        )  # fmt: skip
