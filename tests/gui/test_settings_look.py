"""The card that chooses the look: stored, seen at once, and as if the window had been opened with it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QWidget

from app.ui import theme, tokens
from app.ui.system_look import SystemLook


def opened(start, **more):
    at = start(**more)
    at.services.vault.is_open = True
    at.window.vault_opened()
    at.wait_page("today")
    at.window.show_settings()
    at.wait_page("settings")
    at.window.room("privacy")  # a page that nobody has looked at yet
    return at


def choose_size(at, percent: int) -> None:
    box = at.find("settings.text_size")
    box.setCurrentIndex(box.findData(percent))
    box.activated.emit(box.currentIndex())
    at.wait(at.idle)


def measures(window: QWidget) -> dict[str, tuple[int, ...]]:
    """Every fixed size and distance of the pages and strips that have a name, by that name."""
    found: dict[str, tuple[int, ...]] = {}
    for name in ("nav", "settings", "privacy", "unlock"):
        part = window.findChild(QWidget, name)
        for number, each in enumerate((part, *part.findChildren(QWidget))):
            if each.objectName() and not each.objectName().startswith("qt_"):
                low, high = each.minimumSize(), each.maximumSize()
                lowest = 0 if isinstance(each, QAbstractButton) else low.height()  # the style sheet's, when it is shown
                found[f"{name} {number} {each.objectName()}"] = (low.width(), lowest, high.width(), high.height())
        for number, layout in enumerate(part.findChildren(QLayout)):
            m = layout.contentsMargins()
            found[f"{name} layout {number}"] = (m.left(), m.top(), m.right(), m.bottom())
    return found


def test_the_theme_and_the_contrast_are_stored_and_seen_at_once(start):
    at = opened(start)
    at.click("settings.theme.dark")
    at.wait(lambda: theme.palette() is tokens.DARK)
    at.click("settings.contrast.high")
    at.wait(lambda: theme.palette() is tokens.HIGH_DARK)
    values = at.services.preferences.values
    assert (values["theme"], values["contrast"]) == ("dark", "high")
    at.click("settings.contrast.usual")
    at.wait(lambda: theme.palette() is tokens.DARK)


def test_the_card_shows_what_is_chosen(start):
    at = start()
    at.services.preferences.values |= {"contrast": "high", "text_size": 125, "accent": False}
    at.services.vault.is_open = True
    at.window.vault_opened()
    at.wait_page("today")
    at.window.show_settings()
    at.wait_page("settings")
    look = at.window.settings_page.look
    assert look.theme.value == "light"
    assert look.contrast.value == "high"
    assert look.text_size.currentData() == 125
    assert not look.accent.isChecked()
    assert theme.px(100) == 125


def test_another_text_size_is_as_if_the_window_had_been_opened_with_it(start):
    at = opened(start)
    before = at.find("settings.title").font().pixelSize()
    choose_size(at, 150)
    at.wait(lambda: theme.px(100) == 150)
    assert at.services.preferences.values["text_size"] == 150
    assert at.find("settings.title").fontInfo().pixelSize() == round(before * 1.5)
    changed = measures(at.window)
    fresh = opened(start, scale=1.5)
    made = measures(fresh.window)
    assert changed.keys() == made.keys()
    apart = {
        name: (changed[name], made[name])
        for name in made
        if any(abs(a - b) > 2 for a, b in zip(changed[name], made[name], strict=True))
    }
    assert apart == {}


def test_the_text_can_be_made_smaller_again(start):
    at = opened(start)
    first = measures(at.window)
    choose_size(at, 200)
    at.wait(lambda: theme.px(100) == 200)
    choose_size(at, 0)
    at.wait(lambda: theme.px(100) == 100)
    again = measures(at.window)
    assert {k: (first[k], again[k]) for k in first if first[k] != again[k]} == {}


def test_the_accent_can_be_left_alone(start, monkeypatch):
    at = opened(start)
    app = QApplication.instance()
    monkeypatch.setattr(theme, "system_look", lambda _own=None: SystemLook(accent="#c061cb"))
    theme._dress(app, theme.look())
    assert theme.palette().accent != tokens.LIGHT.accent
    assert tokens.short_of(theme.palette()) == []
    at.find("settings.accent").click()
    at.wait(lambda: theme.palette() is tokens.LIGHT)
    assert at.services.preferences.values["accent"] is False


@pytest.fixture(autouse=True)
def _as_it_was(qapp):
    yield
    theme.apply(qapp, "light")


def test_sottos_own_accent_is_not_taken_for_the_systems(qapp):
    theme.apply(qapp, "light")
    theme.start(qapp, theme.Look("light", "usual", accent=True))
    assert theme.palette() is tokens.LIGHT, "the application's palette was Sotto's own by then"
