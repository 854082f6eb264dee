"""The strip that shows on every page while models are fetched or copied, and what a lock does to that."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from app.domain.placement import Device, FellBack, Placed
from app.network import Reason, gate
from app.restart import LockNotice
from app.services.installing.progress import Halt, Report
from app.ui.errand import State
from app.ui.errands import QUEUE
from app.ui.window import Window
from tests.gui.conftest import Driver
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_models_page import running, to_models


def with_network(services: FakeServices) -> None:
    """A download opens the gate, as the real one does."""
    plain = services.installer.download

    def fetch(model_id: str, report: Report, halt: Halt) -> None:
        with gate.open_for(Reason.MODELS):
            plain(model_id, report, halt)

    cast(Any, services.installer).download = fetch


@pytest.fixture
def fetching(start):
    """A download that runs and waits at its half, seen from the list of sessions."""
    services = with_sessions(FakeServices())
    with_network(services)
    services.installer.hold.clear()
    at = start(services)
    at.wait_page("today")
    at.window.errands.download(["whisper-small"])
    running(at)
    yield at
    services.installer.hold.set()


def test_every_page_shows_how_far_it_is_and_can_pause_it(fetching):
    text = ("Sotto is using the network, to install models. Nothing of a session is sent. "
            "Fetching Whisper small: 242 MB of 484 MB · about a minute left")  # fmt: skip
    fetching.wait(lambda: fetching.seen("network.text") and fetching.find("network.text").text() == text)
    fetching.click("network.action")
    fetching.wait(lambda: not fetching.seen("network") and fetching.window.errands.running is None)
    assert [each.state for each in fetching.window.errands.all] == [State.PAUSED]
    assert not gate.is_open


def test_copying_a_pack_shows_as_well_and_says_nothing_of_a_network(start):
    services = with_sessions(FakeServices())
    services.installer.hold.clear()
    at = start(services)
    at.wait_page("today")
    at.window.errands.take_in(Path("/media/stick/clinic.sottopack"), ["qwen3-4b"])
    running(at)
    at.wait(lambda: at.seen("network.text") and "Installing from clinic.sottopack" in at.find("network.text").text())
    assert "network" not in at.find("network.text").text()
    services.installer.hold.set()
    at.wait(lambda: not at.seen("network"))


def test_what_a_lock_ends_the_next_process_goes_on_with(fetching, monkeypatch, qtbot):
    notices: list[LockNotice] = []
    monkeypatch.setattr(fetching.window.locker, "_restart", notices.append)
    fetching.click("nav.lock")
    fetching.wait(lambda: bool(notices))
    assert notices[0].installing and "installing" in notices[0].arguments()[0]
    fetching.wait(lambda: fetching.window.errands.running is None)
    assert fetching.services.preferences.get(QUEUE) == ["download\t\twhisper-small"]

    services = fetching.services
    services.installer.hold.set()
    told = LockNotice.read(notices[0].arguments()[0].removeprefix("--locked="), None)
    window = Window(cast(Any, services), restart=lambda _: None, after_lock=told)
    window.show()
    window.start()
    after = Driver(qtbot, services, window)
    after.wait_page("unlock")
    after.wait(lambda: services.models.of("whisper-small").installed)
    after.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_of_two_the_one_that_was_paused_stays_so_through_a_lock(fetching, monkeypatch, qtbot):
    fetching.click("network.action")
    fetching.wait(lambda: fetching.window.errands.running is None)
    fetching.window.errands.download(["qwen3-4b"])
    running(fetching)
    fetching.wait(lambda: fetching.services.preferences.get(QUEUE) == [
        "download paused\t\twhisper-small", "download\t\tqwen3-4b"])  # fmt: skip
    services, notices = fetching.services, []
    monkeypatch.setattr(fetching.window.locker, "_restart", notices.append)
    fetching.click("nav.lock")
    fetching.wait(lambda: bool(notices) and fetching.window.errands.running is None)
    window = Window(cast(Any, services), restart=lambda _: None, after_lock=notices[0])
    services.installer.hold.set()
    window.show()
    window.start()
    after = Driver(qtbot, services, window)
    after.wait(lambda: services.models.of("qwen3-4b").installed and not window.errands.open)
    assert [(each.ids, each.state) for each in window.errands.all] == [(("whisper-small",), State.PAUSED)]
    after.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_lock_with_nothing_to_install_says_so(start, monkeypatch):
    at = start()
    at.wait_page("today")
    notices: list[LockNotice] = []
    monkeypatch.setattr(at.window.locker, "_restart", notices.append)
    at.click("nav.lock")
    at.wait(lambda: bool(notices))
    assert not notices[0].installing


def test_a_paused_download_stays_paused_through_a_lock(fetching, monkeypatch):
    notices: list[LockNotice] = []
    monkeypatch.setattr(fetching.window.locker, "_restart", notices.append)
    fetching.click("network.action")
    fetching.wait(lambda: fetching.window.errands.running is None)
    fetching.click("nav.lock")
    fetching.wait(lambda: bool(notices))
    assert not notices[0].installing


@pytest.mark.parametrize("reason", [each for each in FellBack if each is not FellBack.NOT])
def test_why_a_graphics_card_is_not_used_is_said_for_each_reason(start, reason):
    services = with_sessions(FakeServices())
    services.workers.placed = {"speech": Placed(fell_back=reason), "note": Placed(Device.CUDA)}
    at = start(services)
    at.wait_page("today")
    to_models(at)
    at.wait(lambda: at.seen("models.advice.placed"))
    text = at.find("models.advice.placed.text").text()
    assert text.startswith("The graphics card is not used for: speech model, since ")
    assert text.endswith("The processor does the work.") and "{" not in text
    assert "On the graphics card: note model." in at.find("models.advice.facts").text()
