"""Who the session is with: a code or a name, typed or picked; Enter takes the one client who is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from app.domain.overview import LastTime
from app.domain.session import Client
from app.ui import words
from app.ui.session_rows import short_date
from app.ui.widgets import button, column, label, row

FOLDED_ROLE = Qt.ItemDataRole.UserRole + 1


def meant(typed: str, clients: Sequence[Client]) -> list[Client]:
    """Whose code, or a word of whose name, begins with what was typed; only the one whose code or label it is."""
    wanted = words.folded(typed)
    if not wanted:
        return []
    exact = [each for each in clients if wanted in (words.folded(each.code), words.folded(each.label))]
    if exact:
        return exact[:1]
    starts = (
        (each, [words.folded(each.code), words.folded(each.label), *words.folded(each.name).split()])
        for each in clients
    )
    return [each for each, begins in starts if any(begin.startswith(wanted) for begin in begins)]


class _Completer(QCompleter):
    """Looks anywhere in code and name, without minding case and accents."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What is put into the field."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))

    def splitPath(self, path: str) -> list[str]:
        """What is looked for."""
        return [words.folded(path)]


class ClientBox(QComboBox):
    """A client's code or name: typed, or picked from those there are."""

    taken = Signal()
    """One of the list was picked."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("newSession.client")
        self.setAccessibleName(self.tr("Client: code or name"))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        finder = _Completer(self)
        finder.setModel(self.model())
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setCompletionRole(FOLDED_ROLE)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        finder.setMaxVisibleItems(8)
        self.setCompleter(finder)
        finder.activated.connect(lambda _: self.taken.emit())
        self.activated.connect(lambda _: self.taken.emit())
        self.field = self.lineEdit() or QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Type a code or a name"))
        self.field.setObjectName("newSession.clientField")
        self.field.setAccessibleName(self.accessibleName())

    def offer(self, clients: Sequence[Client]) -> None:
        """Fill the list, and leave what was typed."""
        typed = self.currentText()
        self.blockSignals(True)
        self.clear()
        for place, each in enumerate(clients):
            self.addItem(each.label, each.id)
            self.setItemData(place, words.folded(each.label), FOLDED_ROLE)
        self.setCurrentIndex(-1)
        self.setEditText(typed)
        self.blockSignals(False)

    @property
    def choosing(self) -> bool:
        """Whether a row of the list below the field is marked: Enter takes that one."""
        finder = self.completer()
        popup = finder.popup() if finder is not None else None
        return popup is not None and popup.isVisible() and popup.currentIndex().isValid()


class ClientField(QWidget):
    """The field, what it makes of what was typed, and the name of a client who is new."""

    changed = Signal()
    """Something else stands there."""
    settled = Signal()
    """It is said who it is: go on."""

    def __init__(self) -> None:
        super().__init__()
        rows = column(self, gap=2)
        rows.addWidget(label(self.tr("Client"), "strong"))
        self.box = ClientBox()
        rows.addWidget(self.box)
        self.hint = label(" ", "caption", tone="muted", wrap=True, name="newSession.clientHint")
        about = row(gap=2)
        about.addWidget(self.hint, 1)
        self.terms = button(self.tr("Names and medications…"), "link", name="newSession.terms", size="small",
                            tip=self.tr("What the speech model is to expect with this client"))  # fmt: skip
        about.addWidget(self.terms)
        rows.addLayout(about)
        self.name = QLineEdit()
        self.name.setObjectName("newSession.clientName")
        self.name.setAccessibleName(self.tr("Name of the new client, optional"))
        self.name.setPlaceholderText(self.tr("Name (optional; stored in the vault only)"))
        self.name.returnPressed.connect(self.settled)
        rows.addWidget(self.name)
        self.clients: list[Client] = []
        self._last: Mapping[str, LastTime] = {}
        self.box.editTextChanged.connect(lambda _: self._changed())
        self.box.taken.connect(self._picked)
        self.box.field.returnPressed.connect(self._enter)
        self._changed()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.box.currentText().strip()

    @property
    def known(self) -> Client | None:
        """The client whose code or label was typed."""
        typed = self.text.casefold()
        return next((c for c in self.clients if typed in (c.label.casefold(), c.code.casefold())), None)

    @property
    def last(self) -> LastTime | None:
        """What was chosen for that client's newest session."""
        known = self.known
        return self._last.get(known.id) if known is not None else None

    def fill(self, clients: Sequence[Client], last: Mapping[str, LastTime]) -> None:
        """Offer these clients."""
        self.clients, self._last = list(clients), last
        self.box.offer(clients)
        self._changed()

    def know(self, client: Client) -> None:
        """A client is there now, or has changed."""
        self.clients = [each for each in self.clients if each.id != client.id] + [client]
        self._changed()

    def take(self, client_id: str) -> None:
        """Choose a client."""
        self.box.setCurrentIndex(self.box.findData(client_id))

    def wipe(self) -> None:
        """Hold no name any more."""
        self.clients, self._last = [], {}
        self.box.clear()
        self.box.clearEditText()
        self.name.clear()

    def _changed(self) -> None:
        known, typed = self.known, self.text
        self.name.setVisible(bool(typed) and known is None)
        self.terms.setVisible(bool(typed))
        self.hint.setText(self._hint(typed, known))
        self.box.setAccessibleDescription(self.hint.text())
        self.changed.emit()

    def _hint(self, typed: str, known: Client | None) -> str:
        if not typed:
            return self.tr("A code is enough, for example initials or a number.")
        if known is not None:
            last = self._last.get(known.id)
            if last is None:
                return self.tr("Known client.")
            day = short_date(words.local(last.at).date())
            return self.tr("Known client, last here {day}: chosen as then.").replace("{day}", day)
        could = meant(typed, self.clients)
        if len(could) == 1:
            return self.tr("Enter takes {client}. Tab: a new client.").replace("{client}", could[0].label)
        if could:
            many = self.tr("{n} clients begin so: type on, or choose with the arrow keys. Tab: a new client.")
            return many.replace("{n}", str(len(could)))
        return self.tr("New client: will be added.")

    def _enter(self) -> None:
        """Enter: the one client who is meant, or a new one of that code; never one out of several."""
        if self.box.choosing or not self.text:
            return  # the list does it
        known, could = self.known, meant(self.text, self.clients)
        if known is None and len(could) > 1:
            return
        if known is None and could:
            self.box.setEditText(could[0].label)
        self._close_list()
        self.settled.emit()

    def _picked(self) -> None:
        """A row of the list was taken, by key or by mouse."""
        if self.known is not None:
            self.settled.emit()

    def _close_list(self) -> None:
        finder = self.box.completer()
        popup = finder.popup() if finder is not None else None
        if popup is not None:
            popup.hide()
