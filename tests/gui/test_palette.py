"""The command palette: everything by its name, by keyboard alone, and nothing of a client where one may be looking."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.ui.announce import voice
from app.ui.context import Command
from app.ui.palette import ROW_ROLE, Palette
from app.ui.palette_entries import RECENT, Entry, Group, fitting
from tests.gui.conftest import Driver
from tests.gui.fake_services import FakeServices, with_sessions

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def at(start: Callable[..., Driver]) -> Driver:
    """The window with an open vault, at the home page."""
    driver = start(with_sessions(FakeServices()))
    driver.wait_page("today")
    return driver


def press(at: Driver) -> Palette:
    """Ctrl+K, wherever the keys are."""
    at.bot.keyClick(at.window.focusWidget() or at.window, Qt.Key.Key_K, CTRL)
    at.wait(lambda: at.seen("palette.field") and at.idle())
    found = at.window.findChild(Palette)
    assert isinstance(found, Palette)
    return found


def names(palette: Palette) -> list[str]:
    return [entry.name for entry in palette.entries.rows]


def choose(at: Driver, typed: str) -> None:
    """Type into the palette and press Enter."""
    palette = press(at)
    at.bot.keyClicks(palette.field, typed)
    at.bot.keyClick(palette.field, Qt.Key.Key_Return)
    at.wait(lambda: not at.seen("palette"))


def test_it_offers_the_page_first_then_sessions_and_places_and_no_client_yet(at: Driver) -> None:
    palette = press(at)
    groups = [entry.group for entry in palette.entries.rows]
    assert groups[0] is Group.COMMAND and names(palette)[0] == "today.new"
    assert groups.count(Group.SESSION) == RECENT and Group.CLIENT not in groups
    assert {f"go.{place}" for place in ("today", "clients", "search", "audit", "templates")} <= set(names(palette))
    assert palette.field.hasFocus()


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("priv", "privacy"),
        ("audi", "audit"),
        ("note form", "templates"),
        ("setti", "settings"),
        ("new sess", "newSession"),
    ],
)
def test_a_few_letters_and_enter_go_there(at: Driver, typed: str, page: str) -> None:
    choose(at, typed)
    at.wait_page(page)


def test_a_client_and_a_session_are_found_by_their_names_accents_or_not(at: Driver) -> None:
    palette = press(at)
    palette.field.setText("mítter")
    assert names(palette)[0] == "client.c2" and names(palette)[-1] == "search"
    assert {name for name in names(palette) if name.startswith("session.")} == {"session.cut", "session.plan"}
    at.bot.keyClick(palette.field, Qt.Key.Key_Return)
    at.wait_page("clients")


def test_a_session_opens_where_it_is_to_be_gone_on_with(at: Driver) -> None:
    choose(at, "demo yesterday")
    at.wait_page("workspace")


def test_one_that_was_cut_off_is_asked_about(at: Driver) -> None:
    at.click("nav.help")
    at.wait_page("help")
    choose(at, "mitter yesterday")
    at.wait_page("today")
    at.wait(lambda: at.seen("interrupted.goOn"))
    at.click("interrupted.cancel")


def test_what_is_typed_can_be_searched_for_everywhere(at: Driver) -> None:
    choose(at, "heliotrope")
    at.wait_page("search")
    assert at.find("search.field").text() == "heliotrope"


def test_the_keys_move_in_the_list_and_letters_go_on_in_the_field(at: Driver) -> None:
    palette = press(at)
    at.bot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.hasFocus() and palette.list.currentIndex().row() == 1
    at.bot.keyClick(palette.list, Qt.Key.Key_Up)
    at.bot.keyClick(palette.list, Qt.Key.Key_Up)
    assert palette.field.hasFocus()
    at.bot.keyClick(palette.field, Qt.Key.Key_Down)
    at.bot.keyClick(palette.list, "p")
    assert palette.field.hasFocus() and palette.field.text() == "p"
    at.bot.keyClick(palette.field, Qt.Key.Key_Escape)
    at.wait(lambda: not at.seen("palette"))
    assert at.page() == "today"


def test_the_key_that_opened_it_closes_it(at: Driver) -> None:
    palette = press(at)
    at.bot.keyClick(palette.field, Qt.Key.Key_K, CTRL)
    at.wait(lambda: not at.seen("palette"))


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_key_is_the_window_s_in_a_text_field_too(at: Driver, kind: type[QLineEdit] | type[QPlainTextEdit]) -> None:
    field = kind(at.window.page())
    field.setGeometry(0, 0, 200, 60)
    field.show()
    field.setFocus()
    at.bot.keyClicks(field, "some words")
    press(at)
    assert (field.text() if isinstance(field, QLineEdit) else field.toPlainText()) == "some words"


def test_what_cannot_be_done_now_is_shown_and_not_done(at: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(at.window.page(), "commands", lambda: [
        Command("x.off", "Sign the note", lambda: done.append("off"), enabled=False),
        Command("x.on", "Sign out", lambda: done.append("on")),
    ])  # fmt: skip
    palette = press(at)
    assert names(palette)[:2] == ["x.off", "x.on"] and palette.list.currentIndex().row() == 1
    assert palette.entries.index(0).flags() == Qt.ItemFlag.NoItemFlags
    palette._run(palette.entries.index(0).data(ROW_ROLE))
    assert palette.isVisible()
    palette.run_chosen()
    at.wait(lambda: done == ["on"])


def test_a_page_that_names_no_commands_offers_its_buttons(at: Driver) -> None:
    at.click("nav.models")
    at.wait_page("models")
    palette = press(at)
    commands = [entry for entry in palette.entries.rows if entry.group is Group.COMMAND]
    assert "models.fromFolder" in [entry.name for entry in commands]
    words = [entry.words for entry in commands]
    assert len(words) == len(set(words))


def test_while_recording_it_offers_nothing_of_any_client(at: Driver) -> None:
    at.services.recording.active = "rec"
    at.window.show_recording("rec")
    at.wait(lambda: at.page() == "recording")
    at.window.assist.show_palette()
    at.wait(lambda: at.seen("palette.field"))
    palette = at.window.findChild(Palette)
    assert isinstance(palette, Palette)
    groups = {entry.group for entry in palette.entries.rows}
    assert groups <= {Group.COMMAND, Group.PLACE} and "lock" in names(palette)
    assert not any(name.startswith("go.") for name in names(palette))
    at.bot.keyClicks(palette.field, "mitter")
    assert at.seen("palette.none") and names(palette) == []
    palette.reject()


def test_before_the_vault_is_open_there_is_none(start: Callable[..., Driver]) -> None:
    driver = start(FakeServices())
    driver.wait_page("unlock")
    driver.window.assist.show_palette()
    driver.window.assist.show_search()
    assert not driver.seen("palette") and driver.page() == "unlock"


def test_a_lock_takes_it_away(at: Driver) -> None:
    palette = press(at)
    at.bot.keyClick(palette.field, Qt.Key.Key_L, CTRL)
    at.wait_page("unlock")
    assert not at.seen("palette")


def test_a_screen_reader_hears_how_many_fit_and_each_entry_with_its_keys(at: Driver) -> None:
    said: list[str] = []
    voice().said.connect(lambda text, _: said.append(text))
    palette = press(at)
    at.bot.keyClicks(palette.field, "priv")
    assert said[-1].endswith(" fit") and not any("Mittermaier" in text for text in said)
    assert palette.entries.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Privacy, Go there, Ctrl+6"


def test_the_button_in_the_navigation_opens_it(at: Driver) -> None:
    at.click("nav.palette")
    at.wait(lambda: at.seen("palette.field"))


def test_ctrl_n_begins_a_session_and_ctrl_shift_f_a_search_on_any_page(at: Driver) -> None:
    at.click("nav.help")
    at.wait_page("help")
    at.bot.keyClick(at.window, Qt.Key.Key_N, CTRL)
    at.wait_page("newSession")
    at.bot.keyClick(at.window, Qt.Key.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
    at.wait_page("search")
    at.type("search.field", "abc")
    at.window.search_page.client.box.setFocus()
    at.bot.keyClick(at.window, Qt.Key.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert at.find("search.field").hasFocus() and at.find("search.field").selectedText() == "abc"


# ---- what fits -----------------------------------------------------------------------------------


def entry(group: Group, words: str, *, also: str = "", enabled: bool = True) -> Entry:
    return Entry(group, words, words, lambda: None, also=also, enabled=enabled)


def test_it_closes_with_the_page_it_was_opened_over_and_its_commands_do_nothing_then(
    at: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.window.show_workspace("demo")
    at.wait_page("workspace")
    palette, page = press(at), at.window.workspace_page
    more = next(entry for entry in palette.entries.rows if entry.name == "workspace.more")
    did: list[str] = []
    monkeypatch.setattr(page, "more", lambda: did.append(page.session_id))
    at.window.show_today()  # as work in the background, the tray and a notification do
    at.wait_page("today")
    at.wait(lambda: not at.seen("palette"))
    more.act()
    assert did == []


def test_what_cannot_be_done_any_more_when_it_is_chosen_is_not_done(
    at: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    did: list[str] = []

    def commands(*, enabled: bool) -> list[Command]:
        return [Command("today.sign", "Sign everything", lambda: did.append("signed"), enabled=enabled)]

    monkeypatch.setattr(at.window.today_page, "commands", lambda: commands(enabled=True))
    palette = press(at)
    at.bot.keyClicks(palette.field, "sign every")
    monkeypatch.setattr(at.window.today_page, "commands", lambda: commands(enabled=False))
    at.bot.keyClick(palette.field, Qt.Key.Key_Return)
    at.wait(lambda: not at.seen("palette"))
    at.bot.wait(20)
    assert did == []


def test_the_help_leads_back_to_what_is_being_written(at: Driver) -> None:
    at.window.show_writing("plan")
    at.wait_page("writing")
    at.type("writing.text", "She slept well.")
    at.bot.keyClick(at.window.focusWidget(), Qt.Key.Key_F1)
    at.wait_page("help")
    at.click("help.back")
    at.wait_page("writing")
    assert at.find("writing.text").toPlainText() == "She slept well."


def test_what_begins_so_comes_before_what_only_has_it() -> None:
    found = fitting(
        [
            entry(Group.CLIENT, "Signe Lund"),
            entry(Group.PLACE, "Design"),
            entry(Group.COMMAND, "Undo", also="signature"),
            entry(Group.COMMAND, "Sign the note", enabled=False),
            entry(Group.COMMAND, "Sign out"),
        ],
        "sign",
    )
    assert [each.words for each in found] == ["Sign out", "Signe Lund", "Undo", "Design", "Sign the note"]


def test_every_word_must_be_in_it_in_any_order() -> None:
    entries = [entry(Group.PLACE, "Note formats"), entry(Group.PLACE, "Notes")]
    assert [each.words for each in fitting(entries, "form not")] == ["Note formats"]
    assert fitting(entries, "note xylophone") == []
