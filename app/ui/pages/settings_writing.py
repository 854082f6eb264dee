"""The cards of the settings about how notes are written: length, tense and terms; and the clinician's own way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.context import Page
from app.ui.widgets import Banner, Card, Foldable, Segmented, button, clear, column, label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from app.services.writing import Choices, Learned, WritingRule

SWITCHES = ("goals", "last_note")
NEW_RULE = "settings.rule"
"""Under which name a rule is kept that was typed and not added yet."""


def switch(rows: QVBoxLayout, name: str, text: str, about: str, turned: Callable[[bool], None]) -> QCheckBox:
    """A switch with a line about it below."""
    inner = column(gap=0.5)
    made = QCheckBox(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setAccessibleDescription(about)
    made.clicked.connect(turned)
    inner.addWidget(made)
    small = label(about, "caption", tone="muted", wrap=True)
    small.setContentsMargins(theme.px(30), 0, 0, 0)
    inner.addWidget(small)
    rows.addLayout(inner)
    return made


class WritingCard(Card):
    """Each choice is stored as it is made."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.tr("How notes are written"), gap=3)
        self._page = page
        self.rows.addWidget(label(
            self.tr("Clients are always written of in the third person. Words between quotation marks stay as they "
                    "were said."),
            tone="muted", wrap=True,
        ))  # fmt: skip
        pair = Foldable(560)
        self.length = self._segments(
            pair, "length", self.tr("Length"),
            [("brief", self.tr("Brief")), ("usual", self.tr("Usual")), ("full", self.tr("Full"))],
        )  # fmt: skip
        self.tense = self._segments(
            pair, "tense", self.tr("Tense"),
            [("past", self.tr("The client said")), ("present", self.tr("The client says"))],
        )  # fmt: skip
        self.rows.addWidget(pair)
        terms = Foldable(560)
        self.term = self._box(
            terms, "term", self.tr("A client is called"),
            [("client", self.tr("the client")), ("patient", self.tr("the patient")),
             ("initials", self.tr("by initials")), ("name", self.tr("by first name"))],
        )  # fmt: skip
        self.clinician = self._box(
            terms, "clinician", self.tr("You are called"),
            [("therapist", self.tr("the therapist")), ("clinician", self.tr("the clinician")),
             ("counselor", self.tr("the counselor")), ("writer", self.tr("this writer")), ("I", self.tr("I"))],
        )  # fmt: skip
        self.rows.addWidget(terms)
        self.rows.addWidget(label(
            self.tr("A client's own term and pronouns are kept with the client: choose the client for a new session, "
                    "then Names and medications."),
            "caption", tone="muted", wrap=True,
        ))  # fmt: skip
        self.refused = switch(
            self.rows, "settings.writing.refused", self.tr("Show what was not found in the session"),
            self.tr("A sentence that Sotto does not find in the session is left out, and the words that were said "
                    "stand in its place. Turned on, you see such sentences too: marked, each waiting for your "
                    "decision."),
            lambda on: self._choose("refused", "mark" if on else "quote"),
        )  # fmt: skip
        self.switches = {
            "goals": switch(
                self.rows, "settings.writing.goals", self.tr("Give the draft the goals of the treatment plan"),
                self.tr("What comes from there is shown as “From the plan”, never as said today, and waits for your "
                        "decision."),
                lambda on: self._choose("goals", on),
            ),
            "last_note": switch(
                self.rows, "settings.writing.last_note", self.tr("Give the draft the client's last signed note"),
                self.tr("Shown as “From the last note” in the same way. Only the note model uses it."),
                lambda on: self._choose("last_note", on),
            ),
        }  # fmt: skip

    def _segments(self, into: Foldable, name: str, words: str, options: list[tuple[str, str]]) -> Segmented:
        made = Segmented(f"settings.writing.{name}", options)
        made.setAccessibleName(words)
        made.chosen.connect(lambda value: self._choose(name, value))
        self._labelled(into, words, made)
        return made

    def _box(self, into: Foldable, name: str, words: str, options: list[tuple[str, str]]) -> QComboBox:
        made = QComboBox()
        made.setObjectName(f"settings.writing.{name}")
        made.setAccessibleName(words)
        for value, text in options:
            made.addItem(text, value)
        made.activated.connect(lambda _: self._choose(name, str(made.currentData())))
        self._labelled(into, words, made)
        return made

    @staticmethod
    def _labelled(into: Foldable, words: str, field: QWidget) -> None:
        holder = QWidget()
        rows = column(holder, gap=1.5)
        rows.addWidget(label(words, "strong"))
        rows.addWidget(field)
        rows.addStretch(1)
        into.line.addWidget(holder, 1)

    def enter(self) -> None:
        """Fetch what is chosen."""
        self._page.ask(self._page.services.writing.choices, self._show)

    def _show(self, chosen: Choices) -> None:
        self.length.choose(chosen.length)
        self.tense.choose(chosen.tense)
        for box, value in ((self.term, chosen.term), (self.clinician, chosen.clinician)):
            box.setCurrentIndex(box.findData(str(value)))
        self.refused.setChecked(chosen.refused == "mark")
        self.switches["goals"].setChecked(chosen.goals)
        self.switches["last_note"].setChecked(chosen.last_note)

    def _choose(self, name: str, value: str | bool) -> None:
        writing = self._page.services.writing

        def failed(error: Exception) -> None:
            self._page.ops.fail(self._page, error)
            self.enter()  # what is shown is what is stored

        self._page.ask(lambda: writing.choose(name, value), self._show, failed)


class RulesCard(Card):
    """The clinician's own way of writing: rules learned from their signed notes, each of which they can change."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.tr("Your way of writing"), gap=3)
        self._page = page
        self._shown: tuple[WritingRule, ...] = ()
        self._fields: dict[str, QLineEdit] = {}
        self._kept = ""  # what the vault has of a rule that is not added yet
        self.rows.addWidget(label(
            self.tr("Sotto can learn how you write from the sentences of your own in signed notes: how they begin, "
                    "their verbs, a few terms, their length. Nothing that was in a note becomes part of a rule: no "
                    "name, no number, no client's words."),
            tone="muted", wrap=True,
        ))  # fmt: skip
        self.told = switch(
            self.rows, "settings.voice_rules.on", self.tr("Tell the note model these rules"),
            self.tr("It follows them as well as it can. The check of each sentence stays the same."),
            self._turn,
        )  # fmt: skip
        across = row(gap=3)
        self.learn = button(self.tr("Learn from my notes"), name="settings.voice_rules.learn")
        self.learn.clicked.connect(lambda _=False: self._change(self._page.services.writing.learn))
        self.count = label("", "caption", tone="muted", wrap=True, name="settings.voice_rules.count")
        across.addWidget(self.learn)
        across.addWidget(self.count, 1)
        self.rows.addLayout(across)
        self.result = Banner("settings.voice_rules.result")
        self.rows.addWidget(self.result)
        self._list = column(gap=1.5)
        self.rows.addLayout(self._list)
        adding = row(gap=2)
        self.new = QLineEdit()
        self.new.setObjectName("settings.voice_rules.new")
        self.new.setAccessibleName(self.tr("A rule of your own"))
        self.new.setPlaceholderText(self.tr("A rule of your own, without names"))
        self.new.setMaxLength(160)
        self.add = button(self.tr("Add"), name="settings.voice_rules.add", size="small")
        self.add.clicked.connect(lambda _=False: self._add())
        self.new.returnPressed.connect(self._add)
        adding.addWidget(self.new, 1)
        adding.addWidget(self.add)
        self.rows.addLayout(adding)

    def enter(self) -> None:
        """Fetch the rules."""
        writing, notes = self._page.services.writing, self._page.services.notes
        self._page.ask(lambda: (writing.choices().voice, writing.learned()), self._show_all)
        self._page.ask(lambda: notes.unsent(NEW_RULE), self._begun_before)

    def _begun_before(self, text: str) -> None:
        """A rule that was typed and not added when the page was left."""
        self._kept = text
        if text and not self.new.text():
            self.new.setText(text)

    def leave(self) -> None:
        """Take them off the screen: a rule may hold what the clinician wrote into it."""
        self._shown, self._fields = (), {}
        clear(self._list)
        self.new.clear()
        self.result.hide()

    def flush(self, done: Callable[[], None]) -> None:
        """Store a rule that was just changed, keep one that is not added yet, then call `done`."""
        changed = [rule for rule in self._shown if self._typed(rule) not in ("", rule.text)]
        writing = self._page.services.writing

        def store() -> None:
            for rule_id, text in [(rule.id, texts[rule.id]) for rule in changed]:
                writing.change_rule(rule_id, text=text)
            notes.keep_unsent(NEW_RULE, begun)

        def failed(error: Exception) -> None:
            self._page.ops.fail(self._page, error)
            done()  # a window that cannot be locked would be worse

        begun, notes = self.new.text().strip(), self._page.services.notes
        if not changed and begun == self._kept:
            done()
            return
        self._kept = begun
        texts = {rule.id: self._typed(rule) for rule in changed}
        self._page.ops.run(self._page, store, lambda _: done(), failed)

    def _typed(self, rule: WritingRule) -> str:
        field = self._fields.get(rule.id)
        return field.text().strip() if field is not None else rule.text

    def _show_all(self, found: tuple[bool, Learned]) -> None:
        self.told.setChecked(found[0])
        self._show(found[1])

    def _show(self, learned: Learned) -> None:
        if self.learn.isEnabled() != learned.possible:
            self.learn.setEnabled(learned.possible)
        text = (
            self.tr("Signed notes with sentences of your own: {n}.")
            if learned.possible
            else self.tr("It takes five signed notes with sentences of your own. So far: {n}.")
        )
        self.count.setText(text.replace("{n}", str(learned.notes)))
        if learned.rules == self._shown and self._fields:
            return
        self._shown = learned.rules
        self._fields = {}
        clear(self._list)
        before: QWidget = self.learn
        for number, rule in enumerate(learned.rules):
            for made in self._rule(number, rule):
                QWidget.setTabOrder(before, made)
                before = made
        QWidget.setTabOrder(before, self.new)
        QWidget.setTabOrder(self.new, self.add)

    def _rule(self, number: int, rule: WritingRule) -> tuple[QCheckBox, QLineEdit, QPushButton]:
        """The controls of one rule, put into the list."""
        across = row(gap=2)
        on = QCheckBox()
        on.setObjectName(f"settings.voice_rules.{number}.on")
        on.setAccessibleName(self.tr("Tell the note model: {rule}").replace("{rule}", rule.text))
        on.setChecked(rule.on)
        writing, rule_id = self._page.services.writing, rule.id
        on.clicked.connect(lambda turned: self._change(lambda: writing.change_rule(rule_id, on=turned)))
        field = QLineEdit(rule.text)
        field.setObjectName(f"settings.voice_rules.{number}.text")
        field.setAccessibleName(self.tr("Rule {n}").replace("{n}", str(number + 1)))
        field.setMaxLength(160)
        field.setCursorPosition(0)
        field.editingFinished.connect(lambda: self._reworded(rule))
        remove = button("", "quiet", name=f"settings.voice_rules.{number}.delete", icon="close", size="small",
                        tip=self.tr("Delete this rule"))  # fmt: skip
        remove.clicked.connect(lambda _=False: self._change(lambda: writing.delete_rule(rule_id)))
        across.addWidget(on)
        across.addWidget(field, 1)
        across.addWidget(remove)
        self._list.addLayout(across)
        self._fields[rule.id] = field
        return on, field, remove

    def _reworded(self, rule: WritingRule) -> None:
        text = self._typed(rule)
        if text and text != rule.text:
            self._change(lambda: self._page.services.writing.change_rule(rule.id, text=text))

    def _add(self) -> None:
        text = self.new.text().strip()
        if text:
            self.new.clear()
            self._kept = ""
            notes = self._page.services.notes
            self._page.ops.run(self._page, lambda: notes.keep_unsent(NEW_RULE, ""))
            self._change(lambda: self._page.services.writing.add_rule(text))

    def _turn(self, on: bool) -> None:
        writing = self._page.services.writing

        def failed(error: Exception) -> None:
            self._page.ops.fail(self._page, error)
            self.enter()

        self._page.ask(lambda: writing.choose("voice", on), lambda _: None, failed)

    def _change(self, act: Callable[[], Learned]) -> None:
        def failed(error: Exception) -> None:
            self._page.ops.fail(self._page, error)
            self._shown = ()
            self.enter()

        self._page.ask(act, self._show, failed)
