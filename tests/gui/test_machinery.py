"""Operations, the watch over blocks, idle time, the guard for None."""

from __future__ import annotations

import sys
import threading
import time

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from app.domain.errors import Cancelled, DiskFull
from app.services.ballast import Ballast, with_ballast
from app.ui.blocks import BlockWatch
from app.ui.operations import Lane, Operations


def test_results_arrive_on_the_main_thread_and_errors_are_presented(qtbot):
    shown: list[Exception] = []
    ops = Operations(lambda _, error: shown.append(error))
    owner = QObject()
    got: list[object] = []

    def work() -> str:
        return threading.current_thread().name

    def fail() -> None:
        raise DiskFull

    def cancel() -> None:
        raise Cancelled

    ops.run(owner, work, lambda name: got.append((name, threading.current_thread() is threading.main_thread())))
    ops.run(owner, fail)
    ops.run(owner, cancel)
    ops.run(owner, fail, None, got.append, lane=Lane.LONG)
    qtbot.waitUntil(lambda: ops.pending == 0)
    assert len(got) == 2 and ("sotto-vault_0", True) in got  # two lanes: either may be first
    assert any(isinstance(each, DiskFull) for each in got)
    assert [type(e) for e in shown] == [DiskFull]
    ops.close()


def test_what_failed_for_want_of_room_is_done_again_with_the_room_that_was_kept(qtbot, tmp_path):
    assert Ballast(tmp_path, 1 << 20).ensure()
    tries, owner = [], QObject()
    ops = Operations(lambda *_: None, with_room=lambda fn: with_ballast(tmp_path, fn))
    failures: list[Exception] = []

    def store() -> str:
        tries.append(1)
        if len(tries) != 2:
            raise DiskFull
        return "stored"

    found: list[str] = []
    ops.run(owner, store, found.append, failures.append)
    qtbot.waitUntil(lambda: ops.pending == 0)
    assert found == ["stored"] and failures == []
    ops.run(owner, store, found.append, failures.append)
    qtbot.waitUntil(lambda: ops.pending == 0)
    assert len(tries) == 3 and isinstance(failures[0], DiskFull), "there is no more room to give up"
    ops.close()


def test_vault_operations_never_overtake_each_other(qtbot):
    ops = Operations(lambda *_: None)
    owner, order = QObject(), []
    gate = threading.Event()
    ops.run(owner, lambda: (gate.wait(5), order.append(1)))
    ops.run(owner, lambda: order.append(2))
    ops.run(owner, gate.set, lane=Lane.LONG)
    qtbot.waitUntil(lambda: ops.pending == 0)
    assert order == [1, 2]
    ops.close()


def test_what_is_shown_in_addition_begins_when_the_rest_is_shown(qtbot):
    ops, owner, order = Operations(lambda *_: None), QObject(), list[str]()
    shown = False
    ops.show_first(lambda: shown)
    ops.run(owner, lambda: order.append("check"), lane=Lane.CHECK)
    ops.run(owner, lambda: order.append("vault"))
    assert ops.pending == 2
    qtbot.waitUntil(lambda: ops.pending == 1)
    qtbot.wait(50)
    assert order == ["vault"], "it waits, however long that takes"
    shown = True
    qtbot.waitUntil(lambda: ops.pending == 0)
    assert order == ["vault", "check"]
    ops.close()


def test_nothing_is_handed_to_an_owner_that_is_gone(qtbot):
    ops = Operations(lambda *_: None)
    owner, got = QPushButton(), []
    gate = threading.Event()
    ops.run(owner, lambda: gate.wait(5), got.append)
    import shiboken6

    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: ops.pending == 0)
    assert got == []
    ops.close()


def test_a_block_is_noted_with_function_names_only(qtbot):
    watch = BlockWatch()
    watch.start()
    qtbot.wait(60)

    def busy_with_a_secret(secret: str) -> int:
        end, count = time.thread_time() + 0.3, 0  # the processor's time: others' is not counted
        while time.thread_time() < end:
            count += len(secret)
        return count

    assert busy_with_a_secret("Anna Example") > 0
    qtbot.waitUntil(lambda: bool(watch.blocks))
    watch.stop()
    block = watch.blocks[0]
    assert block.seconds > 0.1
    assert any("busy_with_a_secret" in name for name in block.where)
    assert "Anna" not in repr(block)


def test_none_outlives_many_calls(qtbot):
    button = QPushButton()
    for _ in range(20_000):
        button.setText("x")
    assert sys.getrefcount(None) > 1000
