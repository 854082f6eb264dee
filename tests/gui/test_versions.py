"""Versions of a note: each readable, any two beside each other, and figures for the clinician."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.domain.note import Origin, VersionKind
from app.domain.review import Decision, Review
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_main_job import open_session


def changed() -> FakeServices:
    """A draft, an edit, and the note as it stands."""
    services = with_sessions(FakeServices())
    draft = replace(services.state.notes["demo"], kind=VersionKind.DRAFT)
    first, *others = draft.sentences
    edited = replace(first, text="The client reported sleeping well, about six hours a night.")
    middle = replace(draft, version=2, kind=VersionKind.EDIT, sentences=(edited, *others))
    own = replace(others[-2], kept=True, origin=Origin.CLINICIAN)
    services.state.notes["demo"] = replace(middle, version=3, sentences=(edited, *others[:-2], own))
    services.deletion.earlier["demo"] = [middle, draft]
    services.review.kept["demo"] = Review("demo", 312.0, {own.id: Decision.KEPT, others[-1].id: Decision.DELETED})
    return services


def opened(start, entry: str):
    at = start(changed())
    open_session(at, "demo")
    at.wait_page("workspace")
    at.click("workspace.more")
    at.wait(lambda: bool(at.window.findChildren(QMenu, "deleting.menu")))
    menu = at.window.findChild(QMenu, "deleting.menu")
    menu.findChild(QAction, f"deleting.{entry}").trigger()
    menu.close()
    at.wait_for("versions.text")
    return at


def text(at) -> str:
    return at.find("versions.text").toPlainText()


def test_what_the_clinician_changed_since_the_draft_is_read_without_colour(start):
    at = opened(start, "changes")
    assert at.find("versions.choice").currentText().startswith("Version 3 · changed by you")
    assert "Version 1 · drafted by Sotto" in at.find("versions.against").currentText()
    assert "sleeping [− better, −] [+ well, +] about six hours a [− night, up from four. −] [+ night. +]" in text(at)
    assert "[− The client will call their sister on Sunday. −]" in text(at)
    assert "The client shows clear signs of an anxiety disorder. (kept as my own observation)" in text(at)
    assert "Data" in text(at) and at.find("versions.legend").text().startswith("[+ words +] came in")
    said = at.find("versions.figures").text()
    assert "Of 7 drafted sentences: 5 left as drafted, 1 edited, 1 deleted." in said
    assert "1 kept, 1 deleted" in said and "in review 5 min" in said and "stay on this computer" in said


def test_any_two_versions_can_be_compared_whichever_is_chosen_first(start):
    at = opened(start, "versions")
    assert "[" not in text(at) and not at.seen("versions.legend")
    at.find("versions.choice").setCurrentIndex(1)
    at.find("versions.against").setCurrentIndex(1)
    forward = text(at)
    assert "[− The client will call their sister on Sunday. −]" in forward and "well" in forward
    at.find("versions.choice").setCurrentIndex(0)
    at.find("versions.against").setCurrentIndex(2)
    assert text(at) == forward, "what came later came in, whichever way it is asked"
    at.find("versions.against").setCurrentIndex(1)
    assert "[" not in text(at) and not at.seen("versions.legend"), "a version beside itself is that version"


def test_a_version_that_is_deleted_is_no_longer_compared_with(start):
    at = opened(start, "changes")
    at.find("versions.choice").setCurrentIndex(2)
    at.click("versions.remove")
    at.click("versions.error.action")
    at.wait(lambda: at.find("versions.choice").count() == 2 and at.find("versions.choice").isEnabled())
    box = at.find("versions.against")
    assert [box.itemData(n) for n in range(box.count())] == [0, 3, 2]


def test_the_signed_version_holds_its_addenda(start):
    at = start()
    open_session(at, "signed")
    at.wait_page("workspace")
    at.click("workspace.more")
    at.wait(lambda: bool(at.window.findChildren(QMenu, "deleting.menu")))
    menu = at.window.findChild(QMenu, "deleting.menu")
    menu.findChild(QAction, "deleting.versions").trigger()
    menu.close()
    at.wait_for("versions.text")
    assert at.find("versions.choice").currentText().endswith("signed")
    assert "The client called on Monday to confirm the next appointment." in text(at)
