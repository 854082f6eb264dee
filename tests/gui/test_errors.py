"""Errors in one voice, and what can be copied of them: nothing of a client, a user or a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.errors import DiskFull, FolderNotWritable, SottoError, VaultDamaged
from app.ui import error_details, error_view
from app.ui.announce import voice
from app.ui.error_view import ErrorDialog, describe
from app.ui.widgets import Banner
from tests.gui.conftest import Driver
from tests.gui.fake_services import FakeServices, with_sessions

SECRET = "Katharina Mittermaier said heliotrope"
FOLDER = "/home/ruth/Clients/Mittermaier"


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    """The error as it comes from where it was raised."""
    try:
        raise error from cause
    except type(error) as caught:
        return caught


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (raised(FolderNotWritable(FOLDER), OSError(13, SECRET, FOLDER)), "disk.not-writable"),
        (raised(VaultDamaged(SECRET)), "vault.damaged"),
        (raised(KeyError(SECRET), ValueError(FOLDER)), "KeyError"),
    ],
)
def test_the_details_say_what_and_where_and_no_value(error: Exception, named: str) -> None:
    text = error_details.details(error)
    assert f"Error: {named}" in text and "tests.gui.test_errors.raised:" in text
    assert "Python 3." in text and "Qt 6." in text and "Sotto 0." in text
    for private in ("Katharina", "Mittermaier", "heliotrope", "ruth", "/home", str(Path.home()), str(Path.cwd())):
        assert private not in text
    if error.__cause__ is not None:
        assert f"Because of: {type(error.__cause__).__name__}" in text


def test_every_error_of_the_tree_says_what_happened_whether_anything_was_lost_and_what_to_do() -> None:
    kinds: list[type[SottoError]] = [SottoError]
    for each in kinds:
        kinds.extend(each.__subclasses__())
    assert len(kinds) > 60
    for kind in kinds:
        text = describe(kind("Something"))
        assert text.happened.strip() and text.lost.strip(), kind.__name__
        assert text.next_step.strip() or "{detail}" in kind.what, kind.__name__  # or the detail says it
        assert "!" not in text.whole() and text.code in text.details


@pytest.fixture
def at(start: Callable[..., Driver]) -> Driver:
    """The window with an open vault."""
    driver = start(with_sessions(FakeServices()))
    driver.wait_page("today")
    return driver


def test_the_dialog_says_three_things_and_copies_the_details(at: Driver) -> None:
    said: list[tuple[str, bool]] = []
    voice().said.connect(lambda text, urgent: said.append((text, urgent)))
    error_view.present(at.window, raised(DiskFull()))
    assert at.find("error.happened").text() == "The disk is full."
    assert at.find("error.lost").text() and at.find("error.next").text()
    assert any("The disk is full." in text and urgent for text, urgent in said)
    assert at.find("error.copy").toolTip().startswith("Sotto ")  # one sees what one hands on
    at.click("error.copy")
    assert "Error: disk.full" in QApplication.clipboard().text()
    assert at.find("error.copy").text() == "Copied"
    at.click("error.close")


def test_the_same_error_stands_there_once_and_another_one_as_well(at: Driver) -> None:
    for error in (DiskFull(), DiskFull(), VaultDamaged("a page is missing")):
        error_view.present(at.window, raised(error))
    codes = [each.code for each in at.window.findChildren(ErrorDialog) if each.isVisible()]
    assert sorted(codes) == ["disk.full", "vault.damaged"]
    for each in at.window.findChildren(ErrorDialog):
        each.reject()


def test_a_banner_says_it_in_the_same_voice(qtbot) -> None:
    banner = Banner("x")
    qtbot.addWidget(banner)
    text = error_view.say(banner, raised(DiskFull()))
    assert (
        banner.text
        == text.whole()
        == "The disk is full. Everything up to this moment is stored. Free some space, then go on."
    )
    QApplication.clipboard().clear()
    banner._button.click()
    assert QApplication.clipboard().text() == text.details
