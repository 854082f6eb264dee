"""What is being done about models: a row for each errand, with its progress and its buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.ui import error_view
from app.ui.errand import Errand, Kind, State
from app.ui.errands import Errands
from app.ui.pages.models_words import ModelWords
from app.ui.widgets import Banner, button, caption, column, label, row


class ErrandRow(QWidget):
    """One errand. It is told to show itself anew; it asks nobody."""

    def __init__(self, name: str, errand: Errand, errands: Errands, words: ModelWords) -> None:
        super().__init__()
        self.errand = errand
        self._words = words
        self.setObjectName(name)
        rows = column(self, gap=2)
        across = row(gap=3)
        texts = column(gap=0.5)
        self.title = label("", "strong", wrap=True, name=f"{name}.title")
        self.standing = label("", "caption", tone="muted", wrap=True, name=f"{name}.standing")
        texts.addWidget(self.title)
        texts.addWidget(self.standing)
        across.addLayout(texts, 1)
        self.stop = button(self.tr("Pause"), size="small", name=f"{name}.pause", icon="pause")
        self.go_on = button(self.tr("Go on"), size="small", name=f"{name}.goOn", icon="play")
        self.drop = button(self.tr("Give up"), "quiet", size="small", name=f"{name}.drop")
        self.stop.clicked.connect(lambda _=False: errands.pause(errand))
        self.go_on.clicked.connect(lambda _=False: errands.go_on(errand))
        self.drop.clicked.connect(lambda _=False: errands.give_up(errand))
        for each in (self.stop, self.go_on, self.drop):
            across.addWidget(each)
        rows.addLayout(across)
        self.bar = QProgressBar()
        self.bar.setObjectName(f"{name}.bar")
        self.bar.setTextVisible(False)
        rows.addWidget(self.bar)
        self.error = Banner(f"{name}.error")
        rows.addWidget(self.error)

    def show_errand(self, titles: dict[str, str]) -> None:
        """Show how it stands."""
        errand = self.errand
        what = self._words.doing(errand, titles)
        self.title.setText(what)
        failed = errand.state is State.FAILED
        self.standing.setText("" if failed else self._words.standing(errand))
        self.standing.setVisible(not failed)
        # What can be gone on with is paused; for anything else the button says that it ends.
        keeps = errand.kind in (Kind.DOWNLOAD, Kind.IMPORT)
        caption(self.stop, self.tr("Pause") if keeps else self.tr("Stop"))
        caption(self.go_on, self.tr("Try again") if failed else self.tr("Go on"))
        caption(self.drop, self.tr("Leave it") if failed and not keeps else self.tr("Give up"))
        for each in (self.stop, self.go_on, self.drop):
            each.setAccessibleName(f"{each.text()}: {what}")
        can_stop = errand.kind not in (Kind.CHECK, Kind.TEST)
        self.stop.setVisible(not errand.over and can_stop)
        self.stop.setEnabled(not errand.halt.asked)
        self.go_on.setVisible(errand.over)
        self.drop.setVisible(errand.over or errand.state is State.WAITING)
        part = errand.part if errand.state is not State.WAITING else 0.0
        # A bar that runs to and fro where nobody knows how far it is.
        self.bar.setRange(0, 0 if part is None and errand.state is State.RUNNING else 1000)
        self.bar.setValue(round((part or 0.0) * 1000))
        self.bar.setAccessibleName(f"{what}: {self.standing.text()}")
        self.bar.setVisible(not failed)
        if failed and errand.error is not None:
            error_view.say(self.error, errand.error)
        else:
            self.error.hide()


class ErrandList:
    """Keeps a layout in step with the errands; rows stay while their errands stay, so that nothing flickers and the
    keyboard's focus is not lost."""

    def __init__(
        self, name: str, rows: QVBoxLayout, errands: Errands, words: ModelWords,
        titles: Callable[[], dict[str, str]],
    ) -> None:  # fmt: skip
        self._name = name
        self._rows = rows
        self._errands = errands
        self._words = words
        self._titles = titles
        self._shown: dict[Errand, ErrandRow] = {}

    def refresh(self) -> bool:
        """Show how things stand; whether there is anything to show."""
        wanted = list(self._errands.all)
        for errand in [each for each in self._shown if each not in wanted]:
            gone = self._shown.pop(errand)
            gone.hide()
            self._rows.removeWidget(gone)
            gone.deleteLater()
        for errand in wanted:
            if errand not in self._shown:
                about = f"{errand.kind}.{errand.ids[0]}" if len(errand.ids) == 1 else str(errand.kind)
                made = ErrandRow(f"{self._name}.{about}", errand, self._errands, self._words)
                self._shown[errand] = made
                self._rows.addWidget(made)
        titles = self._titles()
        for each in self._shown.values():
            each.show_errand(titles)
        return bool(wanted)
