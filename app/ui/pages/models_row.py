"""One model in the list of all of them: what it is good for, what it takes, what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QRadioButton, QWidget

from app.ui import theme
from app.ui.widgets import button, chip, column, label, row

if TYPE_CHECKING:
    from app.services.models import ModelInfo
    from app.ui.pages.models_words import ModelWords


class ModelRow(QWidget):
    """Says what is wanted by `asked`: "use", "install", "check", "test", "remove" or "about"."""

    asked = Signal(str)

    def __init__(
        self, group: QButtonGroup, model: ModelInfo, words: ModelWords, *, chosen: bool, coming: bool,
        begun: bool = False, hint: str = "",
    ) -> None:  # fmt: skip
        """`coming`: it is being installed already; `begun`: that broke off. `hint`: what else is to be known of it on
        this computer."""
        super().__init__()
        self.model = model
        name = f"models.{model.task}.{model.id}"
        across = row(self, gap=3)
        choice = QRadioButton(model.title)
        choice.setObjectName(name)
        choice.setAccessibleName(model.title)
        choice.setAccessibleDescription(f"{model.description} {words.facts(model)}")
        choice.setFont(theme.font("strong"))
        choice.setChecked(chosen)
        choice.setEnabled(model.installed)
        choice.clicked.connect(lambda: self.asked.emit("use"))
        group.addButton(choice)
        texts = column(gap=0.5)
        texts.addWidget(choice)
        for text, role, part in (
            (model.good_for or model.description, "body", "for"),
            (words.facts(model), "caption", "facts"),
            (hint, "caption", "hint"),
        ):
            if text:
                said = label(text, role, tone="muted", wrap=True, name=f"{name}.{part}")
                said.setContentsMargins(theme.px(30), 0, 0, 0)
                texts.addWidget(said)
        across.addLayout(texts, 1)
        if model.demo:
            across.addWidget(chip(self.tr("Demo"), "warning"))
        self._state(across, name, chosen=chosen, coming=coming, begun=begun)
        more = button("", "quiet", name=f"{name}.more", icon="more", tip=self.tr("More about {title}").replace(
            "{title}", model.title))  # fmt: skip
        menu = self._menu(name)
        more.clicked.connect(lambda _=False: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        across.addWidget(more)

    def _state(self, across: QHBoxLayout, name: str, *, chosen: bool, coming: bool, begun: bool) -> None:
        """One sign or one button: how it stands, or the way to get it."""
        model, add = self.model, across.addWidget
        said = ""
        if chosen:
            said = self.tr("In use")
        elif model.installed:
            said = self.tr("Installed")
        elif coming:
            said = self.tr("On its way")
        elif not model.downloadable:
            said = self.tr("Not confirmed") if model.unconfirmed else self.tr("Not installed")
        if said:
            made = chip(said, "accent" if chosen else "", name=f"{name}.state")
            made.setAccessibleName(f"{model.title}: {said}")
            add(made)
        else:
            install = button(self.tr("Go on") if begun else self.tr("Install"), name=f"{name}.install", size="small")
            install.setAccessibleName(self.tr("Install {title}").replace("{title}", model.title))
            install.clicked.connect(lambda _=False: self.asked.emit("install"))
            add(install)

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(f"{name}.menu")
        model = self.model
        offered = [
            ("check", self.tr("Check every part now"), model.installed),
            ("test", self.tr("Try it on this computer"), model.installed),
            ("remove", self.tr("Remove…"), model.installed and model.removable),
            ("about", self.tr("Licence and source…"), True),
        ]
        for what, text, there in offered:
            if there:
                action = QAction(text, menu)
                action.setObjectName(f"{name}.{what}")
                action.triggered.connect(lambda _=False, w=what: self.asked.emit(w))
                menu.addAction(action)
        return menu
