"""The ways into a real vault through the real window: a first run that is broken off, recovery, another folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import UnlockFailed
from app.services.container import Services, build_services
from app.services.paths import Places
from app.ui import files, theme
from app.ui.window import Window
from app.vault import attempts
from tests.demo import CHEAP, PASSPHRASE
from tests.e2e.conftest import Clinician

NEW = "cobalt ladder meadow"
Open = Callable[[], Clinician]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Start Sotto anew, as often as it is called: the window that was there before is gone, as if it was killed."""
    monkeypatch.setenv("SOTTO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(files, "ask_save", lambda *a: tmp_path / f"saved{a[-1]}")
    made: list[tuple[Window, Services]] = []

    def end() -> None:
        while made:
            window, services = made.pop()
            services.close()
            window.close()
            qtbot.waitUntil(lambda w=window: not w.isVisible(), timeout=10_000)
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def start() -> Clinician:
        end()
        services = build_services(Places.usual(), CHEAP)
        theme.apply(qapp, "light")
        window = Window(services)
        window.resize(1280, 800)
        window.show()
        window.start()
        made.append((window, services))
        return Clinician(qtbot, services, window)

    yield start
    end()


def code_on(at: Clinician, name: str) -> str:
    return "-".join(at.find(name).text().split())


def recovers(at: Clinician, code: str) -> bool:
    """Whether a code opens the locked vault; it then has the passphrase NEW."""
    try:
        at.services.vault.recover(code, NEW)
    except UnlockFailed:
        return False
    finally:
        (at.services.vault.folder / attempts.NAME).unlink(missing_ok=True)
    at.services.vault.lock()
    return True


def test_a_first_run_broken_off_before_the_kit_is_made_up_for(opened: Open) -> None:
    at = opened()
    at.type("firstRun.passphrase", PASSPHRASE)
    at.type("firstRun.repeat", PASSPHRASE)
    at.click("firstRun.next")
    first = code_on(at, "firstRun.code")
    at = opened()  # nobody said that it was stored
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    shown = code_on(at, "unlock.newCode")
    assert shown != first
    at.find("unlock.stored").click()
    at.click("unlock.goOn")
    at.click("firstRun.later")  # the first run goes on where it was left
    at.find("nav.today")
    at = opened()
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.find("nav.today")  # and it is not asked about again
    at = opened()
    assert not recovers(at, first) and recovers(at, shown)


def test_recovery_keeps_the_printed_code_until_the_new_one_is_stored(opened: Open) -> None:
    at = opened()
    printed = at.services.vault.create(PASSPHRASE)
    at.services.vault.recovery_stored()
    at = opened()
    at.click("unlock.useCode")
    at.type("unlock.code", printed.lower())
    at.type("unlock.new.passphrase", NEW)
    at.type("unlock.new.repeat", NEW)
    at.click("unlock.recover")
    lost = code_on(at, "unlock.newCode")
    at = opened()  # killed before the kit was stored
    assert recovers(at, printed) and not recovers(at, lost)
    at = opened()
    at.type("unlock.passphrase", NEW)
    at.click("unlock.open")
    kept = code_on(at, "unlock.newCode")
    at.find("unlock.stored").click()
    at.click("unlock.goOn")
    at.find("nav.today")
    at = opened()
    assert not recovers(at, printed) and recovers(at, kept)


def test_wrong_tries_make_the_page_wait(opened: Open) -> None:
    at = opened()
    at.services.vault.create(PASSPHRASE)
    at.services.vault.recovery_stored()
    at = opened()
    for _ in range(3):
        at.find("unlock.passphrase").clear()
        at.type("unlock.passphrase", "not the passphrase")
        at.click("unlock.open")
        at.find("unlock.error.text")
    at.find("unlock.passphrase").clear()
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")  # it may be pressed as soon as the second is over
    at.find("nav.today")
    trail = [entry.action for entry in at.services.vault.store.audit.entries()]
    assert trail.count("vault.unlock-failed") == 3


def test_a_vault_in_a_synchronised_folder_is_moved_out_of_it(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened()
    at.services.vault.create(PASSPHRASE)
    at.services.vault.recovery_stored()
    at.services.records.add_client("A-1", "Heliotrope")
    at.services.vault.lock()
    (tmp_path / "home" / "vault" / ".stfolder").mkdir()
    at = opened()
    assert "Syncthing" in at.find("unlock.folderText").text()
    monkeypatch.setattr(files, "ask_folder", lambda *_: tmp_path / "safe")
    at.click("unlock.chooseFolder")
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.find("nav.today")
    assert at.services.vault.folder == tmp_path / "safe"
    assert not (tmp_path / "home" / "vault" / "keys.json").exists()
    at = opened()  # the next start looks there by itself
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.find("nav.today")
    assert [client.name for client in at.services.records.clients()] == ["Heliotrope"]
    assert at.services.vault.verify() == []
