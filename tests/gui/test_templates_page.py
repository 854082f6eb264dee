"""The page of note formats: looking, writing one's own, files; and choosing a format with a modality's fields."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu

from app.domain.errors import DiskFull
from app.domain.note import NoteTemplate, Section
from app.notes.template_schema import Problem
from app.notes.templates import load_template
from app.ui import files
from app.ui.format_choice import FormatChoice
from app.ui.pages.templates_editor import PLACE, unpack
from app.ui.pages.templates_field import new_id
from app.ui.pages.templates_words import problem_words
from app.ui.widgets import Prose
from tests.gui.conftest import Driver
from tests.gui.fake_services import PASSPHRASE, FakeServices, with_sessions
from tests.gui.test_look import clipped, settled, unnamed

OWN = NoteTemplate("", "Brief", "Short.", (Section("data", "Data", "What was said.", topics=("sleep",)),), own=True)


def formats(start, services: FakeServices | None = None) -> Driver:
    """The page of formats, by way of the settings; everything fetched."""
    at = start(services)
    at.wait_page("today")
    at.click("nav.settings")
    at.wait_page("settings")
    at.find("settings.formats").click()
    at.wait_page("templates")
    return at


def with_own() -> FakeServices:
    services = with_sessions(FakeServices())
    services.templates.save(OWN)
    return services


def rows(at: Driver) -> list[str]:
    found = at.find("templates.list")
    return [found.item(n).text() for n in range(found.count())]


def choose(at: Driver, title: str) -> None:
    at.find("templates.list").setCurrentRow(rows(at).index(title))
    at.wait(at.idle)


def shown(at: Driver) -> list[str]:
    return [each.plain for each in at.find("templates.preview").findChildren(Prose) if each.isVisible()]


# ---- looking -----------------------------------------------------------------------------------


def test_every_format_is_listed_by_what_it_is_for_and_the_usual_one_is_shown(start):
    at = formats(start)
    listed = rows(at)
    assert len(listed) == 14 + 3, "with a heading for each kind"
    assert listed[0] == "Notes of a session" and listed.index("Treatment plan") > listed.index("Plans and summaries")
    assert at.find("templates.list").currentItem().text() == "DAP"
    at.wait(lambda: at.find("templates.name").text() == "DAP" and "Client: “Words for Data.”" in shown(at))
    assert not at.seen("templates.edit") and not at.seen("templates.delete"), "what ships is not changed"


def test_a_modality_adds_its_fields_to_the_preview(start):
    at = formats(start)
    modality = at.find("templates.modality")
    modality.setCurrentIndex(modality.findData("cbt"))
    at.wait(lambda: at.find("templates.name").text() == "DAP · CBT")
    at.wait(lambda: "Client: “Words for Automatic thought.”" in shown(at))
    assert ("preview", "dap+cbt") in at.services.calls
    choose(at, "Treatment plan")
    assert not at.seen("templates.modality"), "a plan is no note of a session"
    at.wait(lambda: at.find("templates.name").text() == "Treatment plan")


def test_a_field_of_the_clinicians_shows_its_points_and_no_words(start):
    at = formats(start)
    choose(at, "Crisis")
    at.wait(lambda: "☐  Suicide risk: not elevated at this time" in shown(at))
    assert not any("Words for Risk level" in text for text in shown(at))
    assert any("more points to tick" in text for text in shown(at))


def test_a_late_preview_is_not_shown_under_another_format(start):
    at = formats(start)
    at.wait(lambda: "Client: “Words for Data.”" in shown(at))
    at.services.templates.hold.clear()
    at.find("templates.list").setCurrentRow(rows(at).index("SOAP"))
    at.find("templates.list").setCurrentRow(rows(at).index("PIE"))
    at.services.templates.hold.set()
    at.wait(lambda: "Client: “Words for Problem.”" in shown(at))
    assert "Client: “Words for Subjective.”" not in shown(at)


# ---- writing -----------------------------------------------------------------------------------


def test_a_copy_is_changed_and_kept(start):
    at = formats(start)
    at.click("templates.copy")
    title = at.wait_for("templates.title")
    at.wait(lambda: title.text() == "DAP (own)")
    title.clear()
    at.type("templates.title", "Our DAP")
    fields = at.find("templates.fields")
    assert fields.item(1).text() == "Mood, affect and mental status  ·  yours alone"
    fields.setCurrentRow(0)
    at.find("templates.field.title").clear()
    at.type("templates.field.title", "What was said")
    at.find("templates.field.topic.sleep").click()
    at.click("templates.keep")
    at.wait(lambda: at.seen("templates.list") and at.idle())
    (kept,) = at.services.templates.kept.values()
    assert kept.title == "Our DAP" and kept.sections[0].title == "What was said" and kept.sections[0].id == "data"
    assert "sleep" not in kept.sections[0].topics and "symptoms" in kept.sections[0].topics
    assert kept.sections[1:] == at.services.templates.get("dap").sections[1:]
    assert at.find("templates.list").currentItem().text() == "Our DAP"
    assert at.find("templates.notice.text").text().startswith("Kept.")


def test_a_new_format_says_what_is_missing_until_it_can_be_kept(start):
    at = formats(start)
    at.click("templates.new")
    wrong = at.wait_for("templates.wrong.text")
    assert wrong.text().splitlines() == [
        "The format: It needs a title.", "Field 1: It needs a title.", "Field 1: Say what belongs here.",
    ]  # fmt: skip
    assert not at.find("templates.keep").isEnabled()
    at.type("templates.title", "soap")
    at.wait(lambda: "The format: Another format has this title." in wrong.text())
    at.type("templates.title", " of ours")
    at.type("templates.field.title", "Mood today")
    at.wait(lambda: "Field 1 (Mood today): What this title asks for is yours alone: choose “Only I”." in wrong.text())
    at.click("templates.field.who.clinician")
    at.type("templates.field.guidance", "What I saw.")
    at.find("templates.field.points").setPlainText("Calm\n\n  Tense ")
    at.wait(lambda: not at.seen("templates.wrong"))
    at.click("templates.keep")
    at.wait(lambda: bool(at.services.templates.kept) and at.idle())
    (kept,) = at.services.templates.kept.values()
    assert kept.sections == (
        Section("mood_today", "Mood today", "What I saw.", clinician_only=True, checklist=("Calm", "Tense"),
                longest=1200),
    )  # fmt: skip


def test_fields_are_added_moved_and_removed(start):
    at = formats(start)
    choose(at, "SOAP")
    at.click("templates.copy")
    fields = at.wait_for("templates.fields")
    at.wait(lambda: fields.count() == 9)
    fields.setCurrentRow(0)
    at.click("templates.down")
    assert [fields.item(n).text() for n in (0, 1)] == ["Objective", "Subjective"]
    at.click("templates.up")
    assert fields.item(0).text() == "Subjective" and not at.find("templates.up").isEnabled()
    at.click("templates.remove")
    assert fields.count() == 8
    at.click("templates.add")
    menu = at.window.findChild(QMenu, "templates.addMenu")
    offered = {action.text(): action for action in menu.actions() if action.text()}
    assert not offered["Risk level"].isEnabled(), "it is there already"
    offered["An empty field"].trigger()
    menu.close()
    at.wait(lambda: fields.count() == 9)
    assert fields.currentItem().text() == "(no title)"
    fields.setCurrentRow(next(n for n in range(9) if fields.item(n).text().startswith("Risk level")))
    at.click("templates.remove")
    at.bot.waitUntil(lambda: at.window.findChild(QMenu, "templates.addMenu") is None)
    at.click("templates.add")
    menu = at.window.findChild(QMenu, "templates.addMenu")
    next(action for action in menu.actions() if action.text() == "Risk level").trigger()
    menu.close()
    at.wait(lambda: fields.count() == 9)
    assert fields.currentItem().text() == "Risk level  ·  yours alone"
    assert "Suicide risk: low" in at.find("templates.field.points").toPlainText()
    for _ in range(9):
        at.click("templates.remove")
    at.wait(lambda: at.find("templates.wrong.text").text() == "A format needs at least one field.")
    assert not at.seen("templates.field") and not at.find("templates.keep").isEnabled()


def test_the_preview_follows_what_is_written(start):
    at = formats(start, with_own())
    choose(at, "Brief")
    at.click("templates.edit")
    at.wait(lambda: at.seen("templates.title") and "Client: “Words for Data.”" in shown(at))
    at.find("templates.field.topic.sleep").click()
    at.wait(lambda: any("Nothing is looked for" in text for text in shown(at)))


def test_cancel_keeps_nothing(start):
    at = formats(start, with_own())
    choose(at, "Brief")
    at.click("templates.edit")
    at.type("templates.title", "Other")
    at.click("templates.cancel")
    at.wait(lambda: at.seen("templates.list") and at.idle())
    assert [t.title for t in at.services.templates.kept.values()] == ["Brief"]
    assert at.services.state.unsent.get(PLACE, "") == ""


def test_a_format_that_cannot_be_kept_stays_on_the_screen(start):
    at = formats(start, with_own())
    choose(at, "Brief")
    at.click("templates.edit")
    at.type("templates.title", "Briefer")
    at.services.templates.error = DiskFull()
    at.click("templates.keep")
    at.wait(lambda: "The disk is full" in at.find("templates.error.text").text())
    assert at.find("templates.title").text() == "Briefer" and at.find("templates.keep").isEnabled()
    at.services.templates.error = None
    at.click("templates.keep")
    at.wait(lambda: at.seen("templates.list") and at.idle())
    assert [t.title for t in at.services.templates.kept.values()] == ["Briefer"]


def test_what_was_being_written_is_there_after_another_page_and_after_a_lock(start):
    at = formats(start, with_own())
    choose(at, "Brief")
    at.click("templates.edit")
    at.wait_for("templates.title").clear()
    at.type("templates.title", "Half done")
    at.click("nav.help")
    at.wait_page("help")
    at.click("nav.settings")
    at.wait_page("settings")
    at.find("settings.formats").click()
    at.wait_page("templates")
    at.wait(lambda: at.seen("templates.title") and at.find("templates.title").text() == "Half done")
    assert "not kept yet" in at.find("templates.error.text").text()
    at.click("nav.lock")
    at.wait_page("unlock")
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("today")
    at.click("nav.settings")
    at.wait_page("settings")
    at.find("settings.formats").click()
    at.wait_page("templates")
    at.wait(lambda: at.seen("templates.title") and at.find("templates.title").text() == "Half done")
    at.click("templates.keep")
    at.wait(lambda: at.seen("templates.list") and at.idle())
    assert [t.title for t in at.services.templates.kept.values()] == ["Half done"]
    assert at.services.state.unsent[PLACE] == ""


def test_a_format_that_is_deleted_is_asked_about_first(start):
    at = formats(start, with_own())
    choose(at, "Brief")
    at.click("templates.delete")
    at.click("deleteFormat.cancel")
    assert at.services.templates.kept
    at.click("templates.delete")
    at.click("deleteFormat.delete")
    at.wait(lambda: not at.services.templates.kept and at.idle())
    assert "Brief" not in rows(at)


# ---- files -------------------------------------------------------------------------------------


def test_a_format_goes_out_and_comes_in(start, monkeypatch, tmp_path: Path):
    at = formats(start)
    path = tmp_path / "f.yaml"
    monkeypatch.setattr(files, "ask_save", lambda *_: path)
    monkeypatch.setattr(files, "ask_open", lambda *_: path)
    at.find("templates.modality").setCurrentIndex(2)
    at.wait(lambda: at.find("templates.name").text() == "DAP · CBT")
    at.click("templates.export")
    at.wait(lambda: at.seen("templates.notice") and path.exists())
    written = load_template(path)
    assert "cbt_thought" in [s.id for s in written.sections]
    path.write_text(path.read_text(encoding="utf-8").replace("title: DAP · CBT", "title: Theirs"), encoding="utf-8")
    at.click("templates.import")
    at.wait(lambda: "Theirs" in rows(at) and at.idle())
    assert at.find("templates.list").currentItem().text() == "Theirs" and at.seen("templates.own")


def test_a_file_that_is_wrong_is_said_in_words(start, monkeypatch, tmp_path: Path):
    at = formats(start)
    path = tmp_path / "bad.yaml"
    path.write_text("id: x\ntitle: X\nsections:\n  - {id: a, title: Mood, guidance: G}\n", encoding="utf-8")
    monkeypatch.setattr(files, "ask_open", lambda *_: path)
    at.click("templates.import")
    at.wait(lambda: at.seen("error.dialog"))
    at.click("error.close")
    monkeypatch.setattr(files, "ask_open", lambda *_: None)
    at.click("templates.import")
    at.wait(at.idle)
    assert not at.services.templates.kept


# ---- choosing ----------------------------------------------------------------------------------


def test_the_usual_format_with_a_modality_is_stored_as_it_is_chosen(start):
    at = start()
    at.wait_page("today")
    at.click("nav.settings")
    at.wait_page("settings")
    box: QComboBox = at.find("settings.format")
    at.wait(lambda: box.count() > 10)
    box.setCurrentIndex(box.findData("soap"))
    at.wait(lambda: at.services.preferences.values["template"] == "soap")
    modality: QComboBox = at.find("settings.format.modality")
    modality.setCurrentIndex(modality.findData("emdr"))
    at.wait(lambda: at.services.preferences.values["template"] == "soap+emdr")
    box.setCurrentIndex(box.findData("discharge"))
    at.wait(lambda: at.services.preferences.values["template"] == "discharge")
    assert not modality.isEnabled()


def test_opening_the_settings_stores_no_format(start):
    at = start()
    at.wait_page("today")
    at.services.preferences.values["template"] = "girp+act"
    at.click("nav.settings")
    at.wait_page("settings")
    at.wait(lambda: at.find("settings.format").currentData() == "girp")
    assert at.find("settings.format.modality").currentData() == "act"
    assert at.services.preferences.values["template"] == "girp+act"


def test_the_choice_of_a_format_that_is_offered_no_longer(qtbot):
    choice = FormatChoice("x")
    qtbot.addWidget(choice)
    assert choice.empty and choice.value == ""
    templates = FakeServices().templates
    choice.fill(templates.list(), templates.overlays(), "own_gone+cbt")
    assert choice.value == "dap+cbt"
    choice.fill([replace(OWN, id="own_1")], [], "own_gone")
    assert choice.value == "own_1" and choice.about == "Short." and not choice.modality.isVisible()


# ---- look --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scale", "theme_name"), [(1.0, "light"), (1.5, "dark")])
def test_neither_list_nor_editor_clips_its_text(start, scale, theme_name):
    services = with_sessions(FakeServices())
    services.templates.save(replace(OWN, title="Featherstonehaugh-Cholmondeley " + "w" * 29, description="Long. " * 33))
    services.vault.is_open = True
    at = start(services, scale=scale, theme_name=theme_name)
    window = at.window
    window._show(window.templates_page)
    at.wait(lambda: at.seen("templates.list") and at.idle())
    at.find("templates.list").setCurrentRow(next(n for n, row in enumerate(rows(at)) if row.startswith("Feather")))
    at.wait(at.idle)
    settled(at, window)
    assert clipped(window) + unnamed(window) == []
    at.click("templates.edit")
    at.wait(lambda: at.seen("templates.title") and at.idle())
    at.find("templates.title").clear()
    at.type("templates.field.title", "Mood")
    settled(at, window)
    assert clipped(window) + unnamed(window) == []
    at.click("templates.cancel")


def test_the_editor_is_worked_by_keys_from_top_to_bottom(start):
    at = formats(start, with_own())
    choose(at, "Brief")
    at.click("templates.edit")
    at.wait(lambda: at.seen("templates.title"))
    page = at.window.templates_page.editor
    order, each = [], page.nextInFocusChain()
    while each is not page:
        if page.isAncestorOf(each) and each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(each.objectName())
        each = each.nextInFocusChain()
    wanted = ["templates.cancel", "templates.keep", "templates.title", "templates.fields", "templates.add",
              "templates.field.title", "templates.field.guidance", "templates.field.topic.sleep",
              "templates.field.wordsOf", "templates.field.longest", "templates.field.required"]  # fmt: skip
    assert [name for name in order if name in wanted] == wanted


# ---- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["title", "guidance", "sections", "checklist", "longest", "clinician_only"])
def test_problems_are_said_without_the_words_of_a_file(field: str):
    codes = {"title": "long", "guidance": "long", "sections": "shared", "checklist": "many", "longest": "length",
             "clinician_only": "judged"}  # fmt: skip
    said = problem_words(Problem(2, field, "technical", "Plan", codes[field]))
    assert said.startswith("Field 2 (Plan): ") and "technical" not in said and "_" not in said
    assert problem_words(Problem(1, "words_of", "must be one of", "")) == "Field 1: words_of must be one of."


def test_ids_come_from_titles():
    assert new_id("What was said?", set()) == "what_was_said"
    assert new_id("Plan", {"plan", "plan_2"}) == "plan_3"
    assert new_id("12 steps", set()) == "field_12_steps"
    assert new_id("Überblick", set()) == "berblick" and new_id("目标", set()) == "field"


def test_what_was_put_by_is_read_or_dropped():
    assert unpack("") is None and unpack("{}") is None and unpack("[1]") is None
    assert unpack('{"template": {"colour": 1}, "before": {}}') is None


def test_a_new_session_is_begun_with_the_fields_of_a_modality(start):
    at = start()
    at.wait_page("today")
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "A-104")
    modality = at.find("newSession.template.modality")
    at.wait(lambda: modality.count() == 7)
    modality.setCurrentIndex(modality.findData("mi"))
    at.find("newSession.consent").setChecked(True)
    at.click("newSession.record")
    at.wait_page("recording")
    session_id = next(call[1] for call in at.services.calls if call[0] == "new_session")
    assert at.services.state.sessions[session_id].template_id == "dap+mi"


def test_drafting_again_begins_with_the_format_of_the_note(start):
    services = with_sessions(FakeServices())
    note = services.state.notes["demo"]
    services.state.notes["demo"] = replace(note, template_id="soap+act")
    services.notes.template = services.templates.get
    at = start(services)
    at.wait_page("today")
    at.window.show_workspace("demo")
    at.wait_page("workspace")
    at.click("workspace.draftAgain")
    box = at.wait_for("draftAgain.format")
    assert box.currentData() == "soap" and at.find("draftAgain.format.modality").currentData() == "act"
    assert at.find("draftAgain.about").text().startswith("Subjective, objective")
    box.setCurrentIndex(box.findData("dap"))
    assert at.find("draftAgain.about").text().startswith("Data, assessment")
    at.click("draftAgain.cancel")
