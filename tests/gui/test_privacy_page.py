"""The Privacy page: what it says, the proof, and the strip that shows while the network is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import WorkerCrashed
from app.network import Reason, Use, gate
from app.services.privacy import Protected
from app.ui.pages.privacy_words import PrivacyWords
from tests.gui.conftest import Driver
from tests.gui.fake_services import FakeServices, with_sessions


@pytest.fixture
def opened(start: Callable[..., Driver]) -> Driver:
    """The window with an open vault, at the list of sessions."""
    services = with_sessions(FakeServices())
    services.vault.is_open = True
    driver: Driver = start(services)
    driver.wait_page("today")
    return driver


def open_page(driver: Driver) -> None:
    driver.click("nav.privacy")
    driver.wait(lambda: driver.window.stack.currentWidget().objectName() == "privacy")
    driver.wait(lambda: bool(driver.find("privacy.network.text").text()))


def test_it_says_how_things_stand(opened: Driver) -> None:
    open_page(opened)
    assert "No network is in use" in opened.find("privacy.network.text").text()
    assert "never used" in opened.find("privacy.network.text").text()
    assert opened.find("privacy.auditHead").text() == "Newest entry: 128 · 3f9a 71c2 8d0e"
    assert "until you destroy them" in opened.find("privacy.keeping").text()
    assert opened.find("privacy.stored.vault").full.endswith("Sotto/vault")
    for process in ("window", "recorder", "speech", "language"):
        assert opened.seen(f"privacy.process.{process}")
    assert opened.seen("privacy.screenLock") and opened.seen("privacy.capture")


def test_the_last_use_of_the_network_is_said_with_its_reason(opened: Driver) -> None:
    opened.services.privacy.last = Use(Reason.MODELS, datetime(2026, 3, 5, 12, 0, tzinfo=UTC))
    open_page(opened)
    text = opened.find("privacy.network.text").text()
    assert "last used on" in text and "to install models" in text and "5 Mar" in text


def test_which_computers_were_asked_is_said(opened: Driver) -> None:
    at = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
    opened.services.privacy.last = Use(Reason.MODELS, at, at, ("huggingface.co", "cdn.example"))
    open_page(opened)
    assert opened.find("privacy.network.text").text().endswith("It asked huggingface.co, cdn.example.")


def test_the_proof_lists_each_try_with_the_time(opened: Driver) -> None:
    open_page(opened)
    opened.click("privacy.prove")
    opened.wait(lambda: opened.seen("privacy.result") and "refused" in opened.find("privacy.result.text").text())
    assert "all 28 tries were refused" in opened.find("privacy.result.text").text()
    assert opened.find("privacy.result").property("tone") == "success"
    assert opened.find("privacy.try.speech.0").accessibleName() == (
        "A connection to the network (IPv4), by the program: refused"
    )
    assert opened.find("privacy.try.language.13").text() == "switched off"


def test_what_gets_through_is_shown_as_a_failure(opened: Driver) -> None:
    opened.services.privacy.through = {"inet"}
    open_page(opened)
    opened.click("privacy.prove")
    opened.wait(lambda: opened.seen("privacy.try.speech.0"))
    assert "4 of 28 tries got through" in opened.find("privacy.result.text").text()
    assert opened.find("privacy.result").property("tone") == "danger"
    assert opened.find("privacy.try.speech.0").text() == "got through"
    assert opened.find("privacy.try.speech.0").property("tone") == "danger"


def test_a_part_at_work_is_left_alone_and_a_part_that_cannot_start_is_said(opened: Driver) -> None:
    opened.services.privacy.busy = True
    open_page(opened)
    opened.click("privacy.prove")
    opened.wait(lambda: opened.seen("privacy.try.speech.0"))
    assert not opened.seen("privacy.try.language.0") and "14" in opened.find("privacy.result.text").text()
    opened.services.privacy.error = WorkerCrashed("speech worker")
    opened.click("privacy.prove")
    opened.wait(lambda: "could not be tried" in opened.find("privacy.result.text").text())
    assert opened.find("privacy.result").property("tone") == "danger"


def test_by_keys_alone(opened: Driver) -> None:
    opened.bot.keyClick(opened.window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    opened.wait(lambda: opened.window.stack.currentWidget().objectName() == "privacy")
    opened.bot.keyClick(opened.window, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    opened.wait(lambda: opened.seen("privacy.try.speech.0"))
    opened.bot.keyClick(opened.window, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    opened.wait(lambda: opened.window.stack.currentWidget().objectName() == "settings")


def test_leaving_forgets_what_was_tried(opened: Driver) -> None:
    open_page(opened)
    opened.click("privacy.prove")
    opened.wait(lambda: opened.seen("privacy.try.speech.0"))
    opened.click("nav.models")
    open_page(opened)
    assert not opened.seen("privacy.try.speech.0") and not opened.seen("privacy.result")


def test_every_page_shows_that_the_network_is_open(opened: Driver) -> None:
    assert not opened.seen("network")
    with gate.open_for(Reason.MODELS):
        opened.wait(lambda: opened.seen("network"))
        opened.click("nav.help")
        assert "install models" in opened.find("network.text").text()
    opened.wait(lambda: not opened.seen("network"))


def test_the_recorder_is_not_said_to_see_less_than_it_does() -> None:
    """It reads the system's sound settings too, and every recording there is."""
    said = PrivacyWords().protection(Protected("recorder", True, True, True))
    assert [text for text, _ in said] == ["No network", "Of the vault, sees only recordings"]
