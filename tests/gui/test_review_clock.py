"""The time of the review: counted while somebody is at work on the note, and stored before anything ends."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import DiskFull
from app.domain.review import Decision
from app.ui.workspace.review_clock import LONGEST_STEP, PAUSE_SECONDS
from tests.gui.test_main_job import open_session
from tests.gui.test_review import opened


class Hands:
    """A clock that the test sets, and a mouse."""

    def __init__(self, at) -> None:
        self.at, self.now = at, 1000.0
        self.clock = at.window.workspace_page.clock
        self.clock._timer.stop()
        self.clock._clock = lambda: self.now
        self.clock._last = self.clock._life = self.now
        self.clock._seconds = 0.0

    def pass_(self, seconds: float, *, step: float = 1.0, at_work: bool = True) -> None:
        """Let time go by."""
        for _ in range(round(seconds / step)):
            self.now += step
            if at_work:
                self.move()
            self.clock.step()

    def move(self) -> None:
        place = QPointF(QPoint(5, 5))
        QApplication.sendEvent(
            self.at.window,
            QMouseEvent(QEvent.Type.MouseMove, place, place, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier),
        )  # fmt: skip

    @property
    def seconds(self) -> float:
        """Everything counted, stored or not."""
        self.at.wait(self.at.idle)
        return self.at.services.review.get("demo").seconds + self.clock._seconds


def test_only_time_at_work_on_the_note_counts(start):
    at = opened(start)
    hands = Hands(at)
    hands.pass_(30)
    assert hands.seconds == 30
    hands.pass_(PAUSE_SECONDS + 100, at_work=False)
    assert 30 + PAUSE_SECONDS - 2 <= hands.seconds <= 30 + PAUSE_SECONDS, "reading is work, for a while"
    before = hands.seconds
    hands.pass_(3600, step=3600)  # the computer slept
    assert hands.seconds - before == LONGEST_STEP
    before = hands.seconds
    other = QWidget()  # another program's window, as far as Sotto's is concerned
    at.bot.addWidget(other)
    other.show()
    other.activateWindow()
    at.wait(lambda: other.isActiveWindow() and not at.window.isActiveWindow())
    hands.pass_(10)
    assert hands.seconds == before


def test_a_dialog_over_the_note_is_work_on_it(start):
    at = opened(start)
    hands = Hands(at)
    at.click("workspace.sign")
    at.wait(lambda: at.seen("sign") and at.find("sign").isActiveWindow())
    hands.pass_(5)
    assert hands.seconds == 5


def test_time_and_decisions_survive_a_lock_and_go_on(start):
    at = opened(start)
    hands = Hands(at)
    hands.pass_(7)
    at.click("sentence.n5.keep")
    at.bot.keyClick(at.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    at.wait_page("unlock")
    at.wait(lambda: ("lock",) in at.services.calls)
    kept = at.services.review.get("demo")
    assert kept.seconds == 7 and kept.decisions == {"n5": Decision.KEPT}
    assert not at.window.workspace_page.clock.running
    at.type("unlock.passphrase", at.services.vault.passphrase)
    at.click("unlock.open")
    at.wait_page("today")
    open_session(at, "demo")
    at.wait_page("workspace")
    hands = Hands(at)
    hands.pass_(4)
    assert hands.seconds == 11


def test_what_could_not_be_stored_is_stored_with_the_next(start):
    at = opened(start)
    hands = Hands(at)
    at.services.review.error = DiskFull()
    at.click("sentence.n5.keep")
    hands.pass_(25)
    at.wait(at.idle)
    assert at.services.review.get("demo").seconds == 0
    at.services.review.error = None
    at.click("nav.today")
    at.wait_page("today")
    kept = at.services.review.get("demo")
    assert kept.seconds == 25 and kept.decisions == {"n5": Decision.KEPT}


def test_a_signed_note_is_reviewed_no_more(start):
    at = opened(start)
    at.click("sentence.n5.keep")
    hands = Hands(at)
    hands.pass_(6)
    at.click("workspace.sign")
    at.click("sign.ok")
    at.wait(lambda: at.seen("note.figures"))
    assert at.services.review.get("demo").seconds == 6
    assert not at.window.workspace_page.clock.running
