"""Search, palette and audit trail over a real vault: the services as they are, and the window as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.moment import Moment
from app.domain.note import Note, NoteSentence, Origin, Verdict
from app.domain.session import SessionState, SessionType
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.services.container import Services, build_services
from app.services.paths import Places
from app.ui import theme
from app.ui.palette import Palette
from app.ui.window import Window
from tests.demo import CHEAP, PASSPHRASE
from tests.gui.conftest import Driver

SAID = ("How was your week?", "The heron at Lake Ness came back, and I slept.", "And the heron, what of it?")


@pytest.fixture
def at(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Driver]:
    """The window over a vault with one client, one session, a transcript and a note."""
    services = build_services(Places.below(tmp_path / "home"), CHEAP)
    services.vault.create(PASSPHRASE)
    fill(services)
    services.search.read_in()
    theme.apply(qapp, "light", 1.0)
    window = Window(services)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    window.start()
    driver = Driver(qtbot, cast(Any, services), window)
    driver.wait(lambda: driver.page() == "today" and window.ops.pending == 0)
    yield driver
    window._stored_all = True
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    services.close()


def fill(services: Services) -> None:
    """A client with a session that was drafted."""
    client = services.records.add_client("K-17", "Žofie Müller")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    turns = tuple(Turn(f"S{n % 2 + 1}", n * 5.0, n * 5.0 + 4.0, text) for n, text in enumerate(SAID))
    speakers = (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT))
    store = services.vault.store
    store.transcripts.save(session.id, Transcript(turns, speakers, 15.0))
    store.sessions.save(replace(session, state=SessionState.DRAFTED))
    sentence = NoteSentence("a", "data", "Client saw the heron again.", Origin.MODEL, Verdict.SUPPORTED, 0.9)
    services.notes.save(Note("n", session.id, "dap", (sentence,)))


def test_what_was_said_is_found_and_opens_at_its_moment(at: Driver) -> None:
    at.click("nav.search")
    field = at.find("search.field")
    at.bot.keyClicks(field, "lake hero")
    found = at.window.search_page.list.found
    at.wait(lambda: found.places() == 1)
    hit = next(line.hit for line in found.lines if line.hit is not None)
    assert {hit.text[a:b].lower() for a, b in hit.marks} == {"lake", "heron"} and hit.role is Role.CLIENT
    asked: list[Moment | None] = []
    prepare = at.window.workspace_page.prepare

    def noted(session_id: str, moment: Moment | None = None) -> None:
        asked.append(moment)
        prepare(session_id, moment)

    at.window.workspace_page.prepare = noted  # type: ignore[method-assign]
    at.bot.keyClick(field, Qt.Key.Key_Return)
    at.wait(lambda: at.page() == "workspace" and at.window.ops.pending == 0)
    assert asked == [Moment(hit.session_id, 1)]


def test_the_note_comes_before_what_was_said_and_limits_hold(at: Driver) -> None:
    at.click("nav.search")
    at.bot.keyClicks(at.find("search.field"), "heron")
    page = at.window.search_page
    at.wait(lambda: page.list.found.places() == 3)
    assert [line.hit.kind.value for line in page.list.found.lines if line.hit] == ["note", "turn", "turn"]
    page.role.setCurrentIndex(page.role.findData(Role.THERAPIST))
    at.wait(lambda: page.list.found.places() == 1)
    page.signed.setCurrentIndex(page.signed.findData(True))
    at.wait(lambda: at.seen("search.none"))


def test_the_palette_knows_the_client_and_the_trail_tells_of_her(at: Driver) -> None:
    at.window.assist.show_palette()
    palette = at.window.findChild(Palette)
    assert isinstance(palette, Palette)
    palette.field.setText("zofie")
    at.wait(lambda: any(entry.name.startswith("client.") for entry in palette.entries.rows))
    palette.reject()
    at.window.show_audit()
    at.wait(lambda: at.page() == "audit" and at.window.audit_page.list.acts.rowCount() > 3)
    acts = [line.act for line in at.window.audit_page.list.acts._lines if line.act is not None]
    assert {"client.created", "session.created", "note.edited"} <= {act.action for act in acts}
    assert any(act.about == "K-17 · Žofie Müller" for act in acts)
    at.click("audit.check")
    at.wait(lambda: "follows the one before it" in at.find("audit.result.text").text())
