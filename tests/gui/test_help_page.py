"""Help: a topic for each page, F1 from everywhere, searched as one types, and its links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl

from app.ui import help_pages, shortcuts
from app.ui.pages.help import NAME
from app.ui.resources import resource
from app.ui.rooms import ROOMS
from tests.gui.conftest import Driver
from tests.gui.fake_services import FakeServices, with_sessions


@pytest.fixture
def at(start: Callable[..., Driver]) -> Driver:
    """The window with an open vault, at the home page."""
    driver = start(with_sessions(FakeServices()))
    driver.wait_page("today")
    return driver


def shown(at: Driver) -> list[str]:
    """The names of the topics that are listed."""
    topics = at.find("help.topics")
    found = [topics.item(row).data(NAME) for row in range(topics.count())]
    return [name for name in found if name]


def title(at: Driver) -> str:
    return str(at.find("help.text").toPlainText()).split("\n", 1)[0]


def test_each_page_of_the_window_has_a_topic_of_the_help(at: Driver) -> None:
    wanted = {name: at.window.room(name).help_topic for name in ROOMS}
    assert [name for name, topic in wanted.items() if help_pages.topic(topic) is None] == []
    assert len(set(wanted.values())) == len(wanted)  # each its own


def test_every_topic_has_a_place_in_the_order_and_a_title() -> None:
    files = {re.sub(r"^\d+-", "", path.stem) for path in resource("help").glob("*.md")}
    assert set(help_pages.order()) == files | {help_pages.KEYS}
    assert all(topic.title and topic.text.startswith("# ") for topic in help_pages.topics())


def test_links_lead_to_topics_that_there_are() -> None:
    for topic in help_pages.topics():
        for link in re.findall(r"\]\(([^)]*)\)", topic.text):
            assert link.startswith("help:"), f"{topic.name} leads out of Sotto"
            assert help_pages.topic(link.removeprefix("help:")) is not None, f"{topic.name}: {link}"


def test_words_that_the_screen_never_says_are_not_in_it() -> None:
    for topic in help_pages.topics():
        if topic.name != "export-format":  # for programs
            text = help_pages.plain(topic.text).lower()
            for word in ("diarization", "embedding", "gguf", "hallucinat", "llm", "zero-trust", "pipeline", "!"):
                assert word not in text, f"{topic.name}: {word}"


def test_f1_opens_the_page_s_own_topic_and_there_is_a_way_back(at: Driver) -> None:
    at.click("nav.search")
    at.wait_page("search")
    at.bot.keyClick(at.window, Qt.Key.Key_F1)
    at.wait_page("help")
    assert title(at) == "Search" and at.seen("help.back")
    at.click("help.back")
    at.wait_page("search")
    at.click("nav.help")
    at.wait_page("help")
    assert not at.seen("help.back") and title(at) == "Search"  # where one was, without a way back that nobody came by
    at.bot.keyClick(at.window, Qt.Key.Key_F1)
    assert title(at) == "This help"


def test_all_keys_stand_on_one_page(at: Driver) -> None:
    at.bot.keyClick(at.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    at.wait_page("help")
    text = at.find("help.text").toPlainText()
    for place in shortcuts.places():
        for key in place.keys:
            assert key.words in text and all(shortcuts.native(each) in text for each in key.keys)


def test_the_help_is_searched_as_one_types(at: Driver) -> None:
    at.click("nav.help")
    at.wait_page("help")
    everything = len(shown(at))
    at.type("help.field", "caps lock")
    assert 0 < len(shown(at)) < everything
    assert at.window.help_page.text.marks >= 2  # marked in the text that is shown
    at.find("help.field").setText("xylophone")
    assert shown(at) == [] and at.seen("help.none")
    at.find("help.field").setText("audit")
    assert shown(at)[0] == "audit"  # the one with the word in its title comes first
    at.bot.keyClick(at.find("help.field"), Qt.Key.Key_Down)
    assert at.find("help.topics").hasFocus()
    at.bot.keyClick(at.find("help.field"), Qt.Key.Key_Escape)
    assert len(shown(at)) == everything and not at.seen("help.none")


def test_a_link_goes_to_its_topic_and_no_link_leaves_the_program(at: Driver) -> None:
    at.click("nav.help")
    at.wait_page("help")
    at.window.help_page.text.anchorClicked.emit(QUrl("help:recording"))
    assert title(at) == "Recording"
    at.window.help_page.text.anchorClicked.emit(QUrl("https://example.org/"))
    assert title(at) == "Recording"


def test_over_a_recording_and_before_the_vault_is_open_it_comes_as_a_dialog(start: Callable[..., Driver]) -> None:
    driver = start(FakeServices())
    driver.wait_page("unlock")
    driver.bot.keyClick(driver.window, Qt.Key.Key_F1)
    driver.wait(lambda: driver.seen("help.dialog"))
    assert title(driver) == "Opening and locking" and driver.page() == "unlock"
    driver.click("help.close")
    driver.wait(lambda: not driver.seen("help.dialog"))


def test_the_recording_is_not_left_for_its_help(at: Driver) -> None:
    at.services.recording.active = "rec"
    at.window.show_recording("rec")
    at.wait(lambda: at.page() == "recording")
    at.window.assist.show_help()
    at.wait(lambda: at.seen("help.dialog"))
    assert title(at) == "Recording" and at.page() == "recording"
    at.click("help.close")
