"""Dialogs for correcting who spoke: a part of a turn, several turns, two voices of one person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from app.domain.transcript import Transcript
from app.ui import theme, words
from app.ui.widgets import Elided, label
from app.ui.workspace.dialogs import Form

MOST_TURNS = 200
"""How many turns one range can hold: more are done in two acts."""


def shown_names(transcript: Transcript) -> dict[str, str]:
    """What the screen calls each speaker, by label; with the label where two are called alike."""
    names = {s.label: transcript.name_of(s.label) for s in transcript.speakers}
    alike = [name for name in names.values() if list(names.values()).count(name) > 1]
    return {who: f"{name} ({who})" if name in alike else name for who, name in names.items()}


class WhoForm(Form):
    """A dialog that asks, among other things, who spoke."""

    def __init__(self, parent: QWidget, name: str, title: str, text: str, action: str, transcript: Transcript) -> None:
        super().__init__(parent, name, title, text, action)
        self.transcript = transcript

    def choice(self, words_: str, name: str) -> QComboBox:
        """A labelled list."""
        self.rows.addWidget(label(words_, "strong"))
        made = QComboBox()
        made.setObjectName(name)
        made.setAccessibleName(words_)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rows.addWidget(made)
        self.rows.addSpacing(theme.space(1))
        return made

    def whose(self, words_: str, name: str, chosen: str, *, new: bool = True) -> QComboBox:
        """A list of the speakers, "" for somebody new."""
        made = self.choice(words_, name)
        for who, shown in shown_names(self.transcript).items():
            made.addItem(shown, who)
        if new:
            made.addItem(self.tr("Somebody else"), "")
        made.setCurrentIndex(max(0, made.findData(chosen)))
        return made

    def another(self, speaker: str) -> str:
        """Who most likely speaks where `speaker` does not."""
        others = [s.label for s in self.transcript.speakers if s.label != speaker]
        return others[0] if others else ""


class PartDialog(WhoForm):
    """Where a turn ends, and who goes on; or which of its words somebody else said."""

    def __init__(self, parent: QWidget, transcript: Transcript, turn: int, word: int) -> None:
        """The cursor begins before `word`; in the middle where that is no place to split."""
        super().__init__(
            parent,
            "part",
            parent.tr("Split this turn"),
            parent.tr(
                "Put the cursor where somebody else begins to speak, or select the words that somebody else said."
            ),
            parent.tr("&Split"),
            transcript,
        )
        said = transcript.turns[turn]
        self._words = said.text.split()
        self.text = QPlainTextEdit(" ".join(self._words))
        self.text.setObjectName("part.text")
        self.text.setAccessibleName(self.tr("Words of this turn"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.text.setCursorWidth(2)
        self.text.setFixedHeight(theme.px(100))
        self.rows.addWidget(self.text)
        self.preview = Elided("caption", "part.preview")
        self.preview.setProperty("tone", "muted")
        self.rows.addWidget(self.preview)
        self.rows.addSpacing(theme.space(1))
        self.who = self.whose(self.tr("Who goes on"), "part.who", self.another(said.speaker))
        self._put(word if 0 < word < len(self._words) else len(self._words) // 2)
        self.text.cursorPositionChanged.connect(self._refresh)
        self.text.selectionChanged.connect(self._refresh)
        self._refresh()
        self.text.setFocus()
        whole = self.layout()
        assert whole is not None  # Qt takes no account of wrapped lines where a small screen makes it save height
        self.setMinimumHeight(whole.minimumHeightForWidth(self.minimumWidth()))

    def _put(self, word: int) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(sum(len(each) + 1 for each in self._words[:word]))
        self.text.setTextCursor(cursor)

    @property
    def chosen(self) -> tuple[int, int]:
        """The words that go to somebody else, from and to (not included)."""
        cursor = self.text.textCursor()
        if cursor.hasSelection():
            first, last = self._word_at(cursor.selectionStart(), begins=True), self._word_at(cursor.selectionEnd())
            return first, max(first + 1, last)
        return self._word_at(cursor.position()), len(self._words)

    def _word_at(self, position: int, *, begins: bool = False) -> int:
        """How many words end before a place in the text: a word in which it lies counts by its nearer end.

        `begins`: a word in which it lies is taken as a whole.
        """
        at = 0
        for number, word in enumerate(self._words):
            if position <= at:
                return number
            if position < at + len(word):
                return number if begins or position - at < len(word) / 2 else number + 1
            at += len(word) + 1
        return len(self._words)

    def _refresh(self) -> None:
        first, last = self.chosen
        possible = first < last and (first, last) != (0, len(self._words))
        self.ok.setEnabled(possible)
        if not possible:
            self.preview.say(self.tr("Choose a place between two words."))
            return
        part = self._words[first:last]
        shown = " ".join(part) if len(part) <= 8 else f"{' '.join(part[:5])} … {part[-1]}"
        self.preview.say(self.tr("Goes to somebody else: “{words}”").replace("{words}", shown))


class RangeDialog(WhoForm):
    """Several turns in a row were one person's."""

    def __init__(self, parent: QWidget, transcript: Transcript, turn: int) -> None:
        super().__init__(
            parent,
            "range",
            parent.tr("From here to…"),
            parent.tr("All turns from {time} on, up to the one that you choose, are given to one speaker.").replace(
                "{time}", words.clock(transcript.turns[turn].start)
            ),
            parent.tr("&Change"),
            transcript,
        )
        self.last = self.choice(self.tr("Up to and with"), "range.last")
        names = shown_names(transcript)
        for number in range(turn, min(len(transcript.turns), turn + MOST_TURNS)):
            said = transcript.turns[number]
            beginning = " ".join(said.text.split()[:7])
            self.last.addItem(f"{words.clock(said.start)} {names.get(said.speaker, said.speaker)}: {beginning}", number)
        self.last.setCurrentIndex(min(1, self.last.count() - 1))
        self.who = self.whose(self.tr("Who spoke"), "range.who", transcript.turns[turn].speaker)
        self.last.setFocus()


class MergeDialog(WhoForm):
    """Two voices are one person."""

    def __init__(self, parent: QWidget, transcript: Transcript, speaker: str) -> None:
        super().__init__(
            parent,
            "merge",
            parent.tr("Merge speakers"),
            parent.tr("For one person who was taken for two. It can be undone."),
            parent.tr("&Merge"),
            transcript,
        )
        self.gone = self.whose(self.tr("What this speaker said…"), "merge.gone", speaker, new=False)
        self.into = self.whose(self.tr("…was said by"), "merge.into", self.another(speaker), new=False)
        for each in (self.gone, self.into):
            each.currentIndexChanged.connect(self._refresh)
        self._refresh()
        self.gone.setFocus()

    def _refresh(self) -> None:
        self.ok.setEnabled(self.gone.currentData() != self.into.currentData())
