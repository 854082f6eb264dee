"""Who the session is with, of what kind, with how many people and in which format: what was chosen last time for a
client is chosen again, as far as nothing was chosen by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.domain.session import Session, SessionType
from app.ui import theme, words
from app.ui.format_choice import FormatChoice
from app.ui.pages.new_session_client import ClientField
from app.ui.pages.new_session_parts import Choices, PeopleField, Who
from app.ui.widgets import Card, Segmented, label

FORMATS = {SessionType.COUPLE: "couple_family", SessionType.FAMILY: "couple_family", SessionType.GROUP: "group"}
"""Which format a kind of session usually takes; any other kind takes that of the settings."""


class WhoCard(Card):
    """`written`: this client's sessions are usually written down, not recorded."""

    changed = Signal()
    """Somebody else is meant, or other choices hold."""
    settled = Signal()
    """It is clear who it is: go on."""

    def __init__(self) -> None:
        super().__init__(gap=2, padding=6)
        self.written = False
        self._touched = False  # something was chosen since the form was empty, or filled anew
        self._by_hand: set[str] = set()  # what the clinician chose on this page: nothing else replaces it
        self.client = ClientField()
        self.client.changed.connect(self._client_changed)
        self.client.settled.connect(self.settled)
        self.rows.addWidget(self.client)
        self.rows.addSpacing(theme.space(1))
        self.rows.addWidget(label(self.tr("Kind of session"), "strong"))
        self.kind = Segmented("newSession.type", [(t.value, words.type_words(t)) for t in SessionType])
        self.kind.chosen.connect(self._kind_chosen)
        self.rows.addWidget(self.kind)
        self.rows.addSpacing(theme.space(1))
        self.people = PeopleField()
        self.people.chosen.connect(self._people_chosen)
        self.template = FormatChoice("newSession.template")
        self.rows.addWidget(label(self.tr("People in the room"), "strong"))
        self.rows.addWidget(self.people)
        self.rows.addSpacing(theme.space(1))
        self.rows.addWidget(label(self.tr("Note format"), "strong"))
        self.rows.addWidget(self.template)
        self.rows.addStretch(1)

    @property
    def chosen(self) -> bool:
        """Whether there is a kind, a number of people or a format that somebody has chosen, with no client yet."""
        return self._touched or self.template.by_hand

    def begin(self) -> None:
        """An empty form."""
        self._by_hand.clear()
        self._touched = False
        self.written = False
        self.kind.choose(SessionType.INDIVIDUAL.value)
        self.people.setValue(SessionType.INDIVIDUAL.usual_speakers)

    def fill(self, found: Choices) -> None:
        """Offer clients and formats; with a session that is there already, show what was said when it was made."""
        session = found.session
        self.template.fill(found.templates, found.overlays, session.template_id if session else found.template)
        if session is None:  # the kind may have been chosen meanwhile
            self.template.suggest(FORMATS.get(SessionType(self.kind.value), ""))
        else:
            self._by_hand |= {"kind", "people", "template"}
        self.client.fill(found.clients, found.last)
        if session is not None:
            self._show(session)

    def _show(self, session: Session) -> None:
        self.client.take(session.client_id)
        self.kind.choose(session.type.value)
        self.people.setValue(session.speakers)

    def type_again(self, who: Who) -> None:
        """What was chosen before the page was left."""
        self._by_hand |= {"kind", "people", "template"}
        self.client.box.setEditText(who.code)
        self.client.name.setText(who.name)
        self.kind.choose(who.kind.value)
        self.people.setValue(who.people)
        self.template.choose(who.template)
        self._touched = not (who.code or who.name)

    def who(self, terms: str) -> Who:
        """What the form says; `terms` belong to the client who is not there yet."""
        return Who(
            self.client.known,
            self.client.text,
            self.client.name.text().strip(),
            SessionType(self.kind.value or SessionType.INDIVIDUAL.value),
            self.people.value(),
            self.template.value,
            terms,
        )

    def settle(self, settled: bool) -> None:
        """Once a session is made it stays with its client: another one is a session of its own."""
        for each in (self.client.box, self.client.name, self.kind, self.people):
            each.setEnabled(not settled)

    def _people_chosen(self) -> None:
        self._by_hand.add("people")
        self._touched = True

    def _kind_chosen(self, value: str) -> None:
        kind = SessionType(value)
        self._by_hand.add("kind")
        self._touched = True
        self.people.setValue(kind.usual_speakers)
        self.template.suggest(FORMATS.get(kind, ""))

    def _client_changed(self) -> None:
        self._recall()
        self.changed.emit()

    def _recall(self) -> None:
        last = self.client.last
        kind = last.type if last is not None else SessionType.INDIVIDUAL
        if "kind" not in self._by_hand:
            self.kind.choose(kind.value)
            if "people" not in self._by_hand:
                self.people.setValue(last.speakers if last is not None else kind.usual_speakers)
        if "template" not in self._by_hand and not self.template.empty:
            if last is not None and SessionType(self.kind.value) is last.type:
                self.template.recall(last.template_id)
            else:
                self.template.suggest(FORMATS.get(SessionType(self.kind.value), ""))
        self.written = last is not None and last.written
