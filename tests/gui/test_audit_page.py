"""The page of the audit trail: plain words, limits, more as one scrolls, and the check."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import VaultDamaged
from app.services.audit import FAMILIES, AuditFilter, AuditKind
from app.ui.pages import audit_words
from tests.gui.conftest import Driver
from tests.gui.fake_audit import PAGE
from tests.gui.fake_services import FakeServices, with_sessions

APP = Path(__file__).parents[2] / "app"


@pytest.fixture
def at(start: Callable[..., Driver]) -> Driver:
    """The window with an open vault, at the audit trail, come to from the privacy page."""
    services = with_sessions(FakeServices())
    driver = start(services)
    driver.wait_page("today")
    driver.click("nav.privacy")
    driver.wait_page("privacy")
    driver.click("privacy.audit")
    driver.wait_page("audit")
    return driver


def rows(at: Driver) -> list[str]:
    model = at.window.audit_page.list.acts
    return [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def test_who_did_what_when_stands_there_in_plain_words(at: Driver) -> None:
    assert at.find("audit.head").text() == "Newest entry: 128 · 3f9a 71c2 8d0e"
    assert len(rows(at)) == 7  # five acts on two days
    signed = rows(at)[1]
    assert "Note signed" in signed and "A-104, session of 20 Nov" in signed and "Clinician" in signed
    assert "deleted since" in rows(at)[2]
    assert "from.the-future" in rows(at)[-1]  # what this version does not know is shown as it stands


def test_limits_are_asked_for_and_taken_back(at: Driver) -> None:
    page = at.window.audit_page
    assert not at.seen("audit.clear")
    page.kind.setCurrentIndex(page.kind.findData(AuditKind.NOTES))
    at.wait(lambda: len(rows(at)) == 3)
    assert at.services.calls[-1] == ("audit", AuditFilter(AuditKind.NOTES), 0)
    page.client.choose("c2")
    page.client.changed.emit()
    at.wait(lambda: at.seen("audit.none"))
    at.click("audit.clear")
    at.wait(lambda: len(rows(at)) == 7 and not at.seen("audit.none"))


def test_older_entries_come_as_one_scrolls_and_none_twice(at: Driver) -> None:
    at.services.audit.many(3 * PAGE)
    at.click("nav.help")
    at.window.show_audit()
    at.wait_page("audit")
    acts = [row for row in rows(at) if "Session looked at" in row]
    assert PAGE <= len(acts) < 3 * PAGE
    bar = at.window.audit_page.list.verticalScrollBar()

    def all_there() -> bool:
        bar.setValue(bar.maximum())
        lines = [line.act for line in at.window.audit_page.list.acts._lines if line.act is not None]
        return [line.sequence for line in lines] == list(range(3 * PAGE, 0, -1))

    at.wait(all_there)


def test_enter_opens_what_an_entry_is_about(at: Driver) -> None:
    found = at.find("audit.list")
    found.setFocus()
    found.setCurrentIndex(found.model().index(3))  # the client who was added
    at.bot.keyClick(found, Qt.Key.Key_Return)
    at.wait_page("clients")


def test_the_check_says_that_all_is_well_or_what_is_not(at: Driver) -> None:
    at.click("audit.check")
    at.wait(lambda: "follows the one before it" in at.find("audit.result.text").text())
    at.type("audit.printed", "12 · 3f9a 71c2 8d0e")
    at.bot.keyClick(at.find("audit.printed"), Qt.Key.Key_Return)
    at.wait(lambda: "the figures that you gave" in at.find("audit.result.text").text())
    assert ("check_trail", "12 · 3f9a 71c2 8d0e") in at.services.calls
    at.services.audit.problems = ["Entry 3 of the audit trail was changed."]
    at.click("audit.check")
    at.wait(lambda: at.find("audit.result.text").text() == "Entry 3 of the audit trail was changed.")


def test_a_check_that_cannot_be_made_says_so_where_it_was_asked_for(at: Driver, monkeypatch) -> None:
    def fail(_: str) -> list[str]:
        raise VaultDamaged("a stored time is not readable")

    monkeypatch.setattr(at.services.audit, "check", fail)
    at.click("audit.check")
    at.wait(lambda: "could not be read" in at.find("audit.result.text").text())
    assert at.find("audit.check").isEnabled() and at.seen("audit.result.action")


def test_no_name_is_left_when_the_page_is_left(at: Driver) -> None:
    at.type("audit.printed", "12")
    at.click("nav.help")
    at.wait_page("help")
    page = at.window.audit_page
    assert page.list.acts.rowCount() == 0 and page.client.box.count() == 1
    assert page.printed.text() == "" and page.head.text() == ""


def test_there_are_words_for_every_act_that_the_program_notes() -> None:
    families = {family for kind in AuditKind for family in FAMILIES[kind]}
    noted: set[str] = set()
    for path in [*APP.glob("services/**/*.py"), *APP.glob("vault/*.py"), *APP.glob("store/*.py")]:
        text = path.read_text(encoding="utf-8")
        noted |= set(re.findall(r'append\(\s*"([a-z]+\.[a-z-]+)"', text))
        if "audit" in text or "_note(" in text:  # acts that are chosen among, or handed on
            shaped = set(re.findall(r'"([a-z]+\.[a-z-]+)"', text))
            noted |= {act for act in shaped if act in audit_words.known()}
    assert len(noted) > 50
    assert noted - audit_words.known() - {"policy.recordings"} == set()
    assert {act.partition(".")[0] for act in noted} <= families
    for act in ("transcript.split", "goal.reached", "keychain.on", "vault.unlocked", "client.renamed"):
        assert act in noted
