"""What the eye would stumble over: titles that jump, words that stand out of line, two words for one thing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetricsF, QTextFormat
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.domain.progress import Stage
from app.domain.session import SessionState
from app.ui import icons, theme, words
from app.ui.models_strip import ModelsStrip
from app.ui.session_rows import session_row
from app.ui.stage_row import StageRow
from app.ui.tokens import TYPE_SCALE
from app.ui.widgets import EmptyState, Prose, button, caption
from app.ui.workspace.checklist import Checklist
from tests.gui.fake_services import FakeServices, with_sessions

PAGES = ("today", "clients", "search", "models", "settings", "privacy", "help")


def place(widget: QWidget, window: QWidget) -> tuple[int, int]:
    """The left upper corner of a control in the window."""
    at = widget.mapTo(window, QPoint(0, 0))
    return at.x(), at.y()


def test_the_title_of_each_page_stands_in_one_place(start):
    at = start()
    places, heights = {}, {}
    for name in PAGES:
        at.click(f"nav.{name}")
        at.wait_page(name)
        title = next(each for each in at.window.findChildren(QLabel) if each.isVisible() and each.text()
                     and each.property("role") == "title")  # fmt: skip
        places[name] = place(title, at.window)
        heights[name] = title.height()
    left, top = places["today"]
    assert all(abs(x - left) <= 1 for x, _ in places.values()), places
    assert all(abs(y - top) <= 1 for _, y in places.values()), places
    assert len(set(heights.values())) == 1, heights


def test_the_page_stays_where_it_is_with_and_without_a_button_in_the_strip(qtbot, qapp):
    theme.apply(qapp, "light")
    strip = ModelsStrip(lambda: None)
    qtbot.addWidget(strip)
    strip.demo_in_use = True
    strip.resize(1096, 42)
    heights = []
    for models_page in (False, True):
        strip.show_on(True, models_page=models_page)
        heights.append(strip.sizeHint().height())
    assert heights[0] == heights[1]


def test_the_titles_of_cards_beside_each_other_stand_in_one_line(start):
    services = with_sessions(FakeServices())
    at = start(services)
    at.click("nav.clients")
    at.wait_page("clients")
    tops = {}
    for client in ("A-104", "DEMO"):  # the one plans something, which shows a button; the other does not
        at.find("clients.find").setText(client)
        at.wait(lambda c=client: at.find("clients.client").text().startswith(c))
        titles = [each for each in at.window.findChildren(QLabel) if each.isVisible()
                  and each.text() in ("Goals", "Planned")]  # fmt: skip
        tops[client] = {place(each, at.window)[1] for each in titles}
        assert len(titles) == 2
    assert all(len(each) == 1 for each in tops.values()), tops


def test_the_name_of_a_client_is_written_out(start):
    long = "Maximiliane-Theodora Wolkenstein-Trostburg (new intake, evenings)"
    services = with_sessions(FakeServices())
    services.records.add_client(long)
    at = start(services, scale=1.5)
    at.click("nav.clients")
    at.wait_page("clients")
    at.find("clients.find").setText("Maximiliane")
    at.wait(lambda: at.find("clients.client").text() == long)
    title = at.find("clients.client")
    at.wait(lambda: title.height() >= title.heightForWidth(title.width()))
    assert title.wordWrap()


def test_a_sign_has_air_before_the_words_of_its_button(qtbot, qapp):
    theme.apply(qapp, "light")
    made = button("New session", name="a", icon="plus")
    alone = button("", name="b", icon="more", tip="More")
    for each in (made, alone):
        qtbot.addWidget(each)
    assert made.iconSize().width() == made.iconSize().height() + theme.px(icons.GAP)
    assert alone.iconSize().width() == alone.iconSize().height()
    caption(made, "")
    icons.fit(made)
    assert made.iconSize().width() == made.iconSize().height(), "without words it stands in the middle"


def test_the_signs_of_a_folded_navigation_stand_in_the_middle(start):
    at = start(scale=1.5)
    buttons = [each for each in at.window.navigation.findChildren(QPushButton) if not each.text()]
    assert buttons, "it is folded at this text size"
    assert all(each.iconSize().width() == each.iconSize().height() for each in buttons)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_an_empty_state_keeps_to_a_narrow_place(qtbot, qapp, scale):
    theme.apply(qapp, "light", scale)
    holder = QWidget()
    qtbot.addWidget(holder)
    empty = EmptyState("note", "No draft yet", "Sotto can draft the note from the transcript. Correct that first.")
    empty.setParent(holder)
    holder.resize(420, 700)
    empty.resize(420, 700)
    holder.show()
    qtbot.waitExposed(holder)
    body = empty.findChild(Prose)
    left = place(body, empty)[0]
    assert left >= 0
    assert left + body.width() <= empty.width()
    assert body.height() >= body.heightForWidth(body.width())
    theme.apply(qapp, "light")


def test_a_draft_is_called_the_same_whatever_is_left_to_do(start):
    services = with_sessions(FakeServices())
    line = next(each for each in services.overview.sessions().lines if each.state is SessionState.DRAFTED)
    assert session_row(line).chip == words.state_words(line) == "Draft ready"


def test_a_stage_that_has_not_begun_has_no_sign_to_press(qtbot, qapp):
    made = StageRow(Stage.DRAFT)
    qtbot.addWidget(made)
    assert made._sign.isHidden()
    made.show_part(0.2)
    assert not made._sign.isHidden()
    assert made._sign.property("tintName") != "next"


def test_a_heading_of_the_help_has_the_size_of_its_role(start):
    at = start()
    at.click("nav.help")
    at.wait_page("help")
    block = at.find("help.text").document().begin()
    sizes = []
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level and block.length() > 1:
            shape = block.begin().fragment().charFormat()
            assert not shape.hasProperty(QTextFormat.Property.FontSizeAdjustment)
            assert shape.font().pixelSize() == theme.font("title" if level == 1 else "heading").pixelSize()
            sizes.append(level)
        block = block.next()
    assert 1 in sizes
    assert 2 in sizes


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_sign_in_the_search_field_grows_with_the_text(start, scale):
    at = start(scale=scale)
    at.click("nav.search")
    at.wait_page("search")
    field = at.find("search.field")
    sign = next(each for each in field.findChildren(QLabel) if not each.pixmap().isNull())
    assert sign.width() == theme.px(18)
    assert field.textMargins().left() > sign.width(), "the words begin behind it"


def test_what_is_left_before_the_signature_stands_beside_its_sign(qtbot, qapp):
    theme.apply(qapp, "light")
    made = Checklist()
    qtbot.addWidget(made)
    made.resize(592, 36)
    made.say([])
    made.show()
    qtbot.waitExposed(made)
    sign, told = made._sign, made._words
    gap = place(told, made)[0] - (place(sign, made)[0] + sign.width())
    assert 0 <= gap <= theme.space(4)


def test_times_stand_in_columns_and_what_is_read_for_long_is_larger(qapp):
    theme.apply(qapp, "light")
    figures = QFontMetricsF(theme.font("figures"))
    assert figures.horizontalAdvance("11:11") == pytest.approx(figures.horizontalAdvance("08:46"), abs=0.1)
    body = QFontMetricsF(theme.font("body"))
    assert body.horizontalAdvance("11:11") < body.horizontalAdvance("08:46") - 1, "the usual figures are of many widths"
    assert theme.font("reading").pixelSize() > theme.font("body").pixelSize()
    assert TYPE_SCALE["caption"][0] >= 13, "the smallest print is read with reading glasses"


def test_where_there_are_no_clients_none_can_be_looked_for(start):
    services = FakeServices()
    services.vault.is_open = True
    at = start(services)
    at.click("nav.clients")
    at.wait(lambda: at.seen("clients.first"))
    assert not at.seen("clients.find")
    assert not at.seen("clients.count")
