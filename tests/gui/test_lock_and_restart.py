"""What the window does before its process is replaced, what it tells the next one, and what that one shows."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRect, QSettings, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from app.domain.errors import DiskFull, VaultDamaged
from app.domain.session import RecordingState
from app.domain.work import WorkPlan
from app.restart import LockNotice
from app.ui import files, locking, store_first, traces
from app.ui.idle import IdleWatch
from app.ui.session_lock_native import PBT_APMSUSPEND, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, is_lock_or_sleep
from app.ui.window import Window
from tests.gui.conftest import Driver
from tests.gui.fake_services import PASSPHRASE, FakeAside, FakeServices, with_sessions
from tests.gui.test_locking import MOMENT, locked_services, stuck, unlock
from tests.gui.test_main_job import open_session, record


class Ended:
    """Takes the place of the end of the process: notes what would have been told."""

    def __init__(self, at: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
        self.notices: list[LockNotice] = []
        self._at = at
        monkeypatch.setattr(at.window.locker, "_restart", self.notices.append)

    def notice(self) -> LockNotice:
        self._at.wait(lambda: bool(self.notices))
        assert len(self.notices) == 1
        return self.notices[0]


def after(qtbot: Any, services: FakeServices, notice: LockNotice) -> Driver:
    """The next process's window."""
    services.vault.is_open = False
    window = Window(cast(Any, services), restart=lambda _: None, after_lock=notice)
    window.show()
    window.start()
    at = Driver(qtbot, services, window)
    at.wait_page("unlock")
    return at


def done(at: Driver) -> None:
    at.close()
    at.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_was_typed_is_stored_and_the_vault_closed_before_the_process_ends(start, monkeypatch):
    at = start()
    open_session(at, "demo")
    at.wait_page("workspace")
    ended = Ended(at, monkeypatch)
    at.type("sentence.n3.text", " Really.")
    at.click("nav.lock")
    notice = ended.notice()
    assert "Really." in at.services.state.notes["demo"].sentences[3].text
    assert not at.services.vault.is_open
    calls = at.services.calls
    assert calls.index(("make_way",)) < calls.index(("save", "demo")) < calls.index(("lock",))
    assert at.page() == "unlock" and at.window.locker._cover.isVisible(), "nobody types into a window that ends"
    assert notice == LockNotice(geometry=notice.geometry) and notice.geometry.endswith("1280,800")


def test_a_recording_goes_on_and_the_next_process_says_so(start, monkeypatch, qtbot):
    at = start()
    record(at)
    ended = Ended(at, monkeypatch)
    at.click("recording.lock")
    notice = ended.notice()
    assert notice.recording and ("stop",) not in at.services.calls
    services = at.services
    next_ = after(qtbot, services, notice)
    assert next_.find("unlock.recording.text").text() == "The recording goes on while Sotto is locked."
    assert next_.window.geometry() == at.window.geometry()
    unlock(next_)
    next_.wait_page("recording")
    done(next_)


def test_work_is_put_off_and_gone_on_with_by_the_next_process(start, monkeypatch, qtbot):
    at = start()
    at.services.work.hold.clear()
    at.window.show_work(WorkPlan("rec"))
    at.wait(lambda: at.page() == "working")
    at.wait(lambda: at.services.state.pending == [WorkPlan("rec")])
    ended = Ended(at, monkeypatch)
    at.window.lock()
    notice = ended.notice()
    assert notice.work and notice.back_to_work
    at.services.work.hold.set()
    next_ = after(qtbot, at.services, notice)
    assert "work goes on after unlocking" in next_.find("unlock.work.text").text()
    unlock(next_)
    next_.wait_page("workspace")
    next_.wait(lambda: at.services.state.pending == [])
    assert "rec" in at.services.state.notes
    done(next_)


def test_words_that_cannot_be_stored_are_asked_about_and_told_of(start, monkeypatch, qtbot):
    at = start()
    open_session(at, "demo")
    at.wait_page("workspace")
    ended = Ended(at, monkeypatch)

    def full(_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(at.services.notes, "save", full)
    at.type("sentence.n3.text", " Really.")
    at.window.lock()
    at.click("unstored.cancel")
    at.wait(lambda: not at.window.locker.busy)
    assert at.page() == "workspace" and not at.window.locker._cover.isVisible() and ended.notices == []
    at.window.lock(somebody_there=False)
    notice = ended.notice()
    assert notice.not_stored and not notice.not_closed
    next_ = after(qtbot, at.services, notice)
    assert "could not be stored" in next_.find("unlock.trouble.text").text()
    done(next_)


def test_a_vault_that_does_not_close_well_does_not_keep_the_process(start, monkeypatch, qtbot):
    at = start()
    ended = Ended(at, monkeypatch)

    def damaged() -> None:
        raise VaultDamaged("the key file is damaged")

    monkeypatch.setattr(at.services.vault, "lock", damaged)
    at.window.lock()
    notice = ended.notice()
    assert notice.not_closed
    next_ = after(qtbot, at.services, notice)
    assert "did not close as it should" in next_.find("unlock.trouble.text").text()
    done(next_)


def test_a_vault_that_hangs_while_it_closes_does_not_keep_the_process_either(start, monkeypatch):
    at = start()
    ended = Ended(at, monkeypatch)
    monkeypatch.setattr(locking, "PATIENCE_MS", 20)
    go = threading.Event()
    monkeypatch.setattr(at.services.vault, "lock", lambda: go.wait(10))
    at.window.lock()
    assert ended.notice().not_closed
    go.set()


def test_storing_that_hangs_is_told_of(start, monkeypatch):
    at = start()
    monkeypatch.setattr(store_first, "PATIENCE_MS", 50)
    go = stuck(at, monkeypatch)
    monkeypatch.setattr(locking, "PATIENCE_MS", 20)
    ended = Ended(at, monkeypatch)
    at.window._idle.watch(MOMENT)
    assert ended.notice().not_stored
    go.set()


def test_a_recorder_that_is_just_being_started_is_waited_for(start, monkeypatch):
    at = start()
    ended = Ended(at, monkeypatch)
    go = threading.Event()
    at.window.ops.run(at.window, lambda: go.wait(10), lane=locking.Lane.RECORDER)
    at.window.lock()
    at.wait(lambda: not at.services.vault.is_open)
    assert ended.notices == []
    go.set()
    ended.notice()


def test_the_screens_lock_and_sleep_lock_and_let_the_computer_sleep(start):
    at = start()
    slept: list[bool] = []
    at.window.locker.over.connect(lambda: slept.append(at.services.vault.is_open))
    at.window.session_lock.locked.emit()
    at.wait(lambda: not at.services.vault.is_open)
    at.wait(lambda: slept == [False])
    at.window.session_lock.locked.emit()  # nothing to close: sleep is not held up
    assert slept == [False, False]


@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_the_cover_hides_everything_at_once(start, monkeypatch, theme_name):
    at = start(theme_name=theme_name)
    go = stuck(at, monkeypatch)
    monkeypatch.setattr(store_first, "PATIENCE_MS", 10_000)
    at.window.lock(somebody_there=False)
    cover = at.find("cover")
    assert cover.geometry() == at.window.rect() and at.window.childAt(at.window.rect().center()) in (
        cover, *cover.findChildren(QObject))  # fmt: skip
    seen = at.window.grab(QRect(QPoint(0, 0), at.window.size())).toImage()
    corner = seen.pixelColor(5, 5)
    assert seen.pixelColor(seen.width() - 200, 300) == corner, "no words of the note"
    at.window.resize(1000, 700)
    at.wait(lambda: cover.geometry() == at.window.rect())
    go.set()
    at.wait(lambda: not at.services.vault.is_open)
    assert not cover.isVisible()


def test_idle_time_counts_while_the_window_is_behind_and_while_the_computer_sleeps(qtbot, qapp):
    now = [100.0]
    watch = IdleWatch(qapp, qapp, clock=lambda: now[0])
    field = QLineEdit()
    qtbot.addWidget(field)
    ended: list[bool] = []
    watch.idle.connect(lambda: ended.append(True))
    watch.watch(1)

    def move() -> None:
        at = QPointF(1, 1)
        qapp.sendEvent(field, QMouseEvent(QEvent.Type.MouseMove, at, at, Qt.MouseButton.NoButton,
                                          Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier))  # fmt: skip

    now[0] += 59
    watch._look()
    move()
    now[0] += 59
    watch._look()
    assert ended == [] and watch.watching
    now[0] += 3600  # no event comes: the window is behind others, or the computer slept
    move()  # whoever comes back moves the mouse before the time is looked at
    watch._look()
    assert ended == [True] and not watch.watching
    watch.deleteLater()


def test_windows_messages_of_lock_and_sleep_are_told_from_others():
    assert is_lock_or_sleep(WM_WTSSESSION_CHANGE, 7) and is_lock_or_sleep(WM_POWERBROADCAST, PBT_APMSUSPEND)
    assert not is_lock_or_sleep(WM_WTSSESSION_CHANGE, 8) and not is_lock_or_sleep(0x0100, 7)


def test_a_file_dialog_leaves_no_trace_and_asks_as_before(start, monkeypatch, tmp_path):
    at = start()
    before = QSettings.Format.NativeFormat
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    traces.keep_out_of_settings()
    asked: list[QFileDialog] = []

    def answer(dialog: QFileDialog) -> int:
        asked.append(dialog)
        assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setDirectory(str(tmp_path))
        dialog.findChild(QLineEdit, "fileNameEdit").setText("Anna Example")
        return 1

    monkeypatch.setattr(QFileDialog, "exec", answer)
    path = files.ask_save(at.window, "Export", "note.pdf", "PDF (*.pdf)", ".pdf")
    assert path is not None and path.name == "Anna Example.pdf"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not QSettings(before, QSettings.Scope.UserScope, "QtProject").allKeys()
    assert list(tmp_path.rglob("*.conf")) == []


def test_input_methods_are_told_to_learn_nothing(qtbot, qapp):
    traces.keep_out_of_learning(qapp)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: bool(field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData))
    qapp.focusChanged.disconnect(traces._say_sensitive)


def test_the_title_names_nobody(start):
    at = start(with_sessions(FakeServices()))
    open_session(at, "demo")
    at.wait_page("workspace")
    titles = {each.windowTitle() for each in QApplication.topLevelWidgets() if each.isVisible()}
    assert titles == {"Sotto"}


def test_a_window_that_was_behind_others_does_not_come_to_the_front(start, monkeypatch, qtbot):
    at = start()
    ended = Ended(at, monkeypatch)
    at.window.showMinimized()
    at.window.lock(somebody_there=False)
    notice = ended.notice()
    assert ",min" in notice.geometry
    next_ = after(qtbot, at.services, notice)
    assert next_.window.isMinimized()
    done(next_)
    next_ = after(qtbot, at.services, LockNotice(geometry="10,20,1100,700,behind"))
    assert next_.window.geometry().getRect() == (10, 20, 1100, 700)
    assert next_.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    done(next_)


def test_a_lock_screen_after_a_lock_says_nothing_where_there_is_nothing_to_say(start, qtbot):
    at = after(qtbot, locked_services(), LockNotice())
    assert not at.seen("unlock.recording.text")
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("today")
    done(at)


def test_the_next_process_reaches_the_recording_that_goes_on(qtbot, start, monkeypatch):
    at = start()
    record(at)
    at.services.recording.behind = FakeAside(at.services.recording)
    ended = Ended(at, monkeypatch)
    at.window.lock(somebody_there=False)
    notice = ended.notice()
    assert notice.recording and notice.recorder == FakeAside.handle
    next_ = after(qtbot, at.services, notice)
    assert ("behind", True) in at.services.calls
    next_.wait(lambda: next_.seen("recordingBar"))
    next_.click("bar.pause")
    next_.wait(lambda: at.services.recording.now.state is RecordingState.PAUSED)
    assert next_.page() == "unlock"
    done(next_)


def test_without_a_recording_the_next_process_is_told_of_none(start, monkeypatch):
    at = start()
    at.services.recording.behind = FakeAside(at.services.recording)
    ended = Ended(at, monkeypatch)
    at.window.lock()
    assert not ended.notice().recorder
