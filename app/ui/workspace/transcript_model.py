"""What the list of the transcript shows: a row for each turn, and for each stretch without words between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.domain.transcript import Stretch, StretchKind, Transcript
from app.ui import words
from app.ui.workspace.doubts import Place, Why, aligned, find_places, places_of, spans, unsure_words

if TYPE_CHECKING:
    from app.notes.medications import Suggestion

Index = QModelIndex | QPersistentModelIndex
Row = int | Stretch
TURN_ROLE = Qt.ItemDataRole.UserRole


class TranscriptModel(QAbstractListModel):
    """Turns and stretches, with what is highlighted and what is playing. Turns are named by their number."""

    edited = Signal(int, str)
    changing = Signal()
    """Before what is shown changes."""

    painted = Signal(int)
    """A row looks otherwise, and holds what it held: an editor that is open there keeps what was typed."""

    replaced = Signal()
    """Other words, turns or suggestions are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.transcript = Transcript()
        self.stretches: tuple[Stretch, ...] = ()
        self.tags: Mapping[int, str] = {}
        self.suggestions: dict[int, list[Suggestion]] = {}
        self.highlighted: frozenset[int] = frozenset()
        self.playing = -1
        self.sounding: Stretch | None = None
        self.sounding_word = -1
        """Which word of the turn that plays is heard now, -1 where that is not known."""
        self.found: dict[int, list[tuple[int, int]]] = {}
        """Where in the text of turns something sought was found."""
        self.found_at: tuple[int, int] | None = None
        """The turn, and which of its places, that is shown of them."""
        self.place: Place | None = None
        """The doubtful place that is shown."""
        self.writing: Stretch | None = None
        self.locked = False
        self.still = False
        """While a correction is being stored no other is begun: it may change which turn is which."""
        self.playable = True
        self._rows: list[Row] = []
        self._row_of: list[int] = []
        self._starts: list[float] = []  # of the turns
        self._places: list[Place] | None = None

    # ---- rows ------------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Row]:
        """The number of a turn, or a stretch, for each row."""
        return self._rows

    def row_at(self, row: int) -> Row:
        """The number of the turn in a row, or the stretch."""
        return self._rows[row]

    def turn_at(self, index: Index) -> int:
        """The number of the turn in a row, -1 for a stretch or no row."""
        found = self._rows[index.row()] if index.isValid() else -1
        return found if isinstance(found, int) else -1

    def stretch_at(self, index: Index) -> Stretch | None:
        """The stretch in a row, or None."""
        found = self._rows[index.row()] if index.isValid() else -1
        return found if isinstance(found, Stretch) else None

    def turn_index(self, turn: int) -> QModelIndex:
        """Where a turn stands; no index where there is no such turn."""
        return self.index(self._row_of[turn]) if 0 <= turn < len(self._row_of) else QModelIndex()

    def time_of(self, row: int) -> float:
        """When a row begins, in seconds."""
        found = self._rows[row]
        return found.start if isinstance(found, Stretch) else self.transcript.turns[found].start

    def end_of(self, row: int) -> float:
        """When a row ends, in seconds."""
        found = self._rows[row]
        return found.end if isinstance(found, Stretch) else self.transcript.turns[found].end

    def row_near(self, time: float) -> int:
        """The last row that begins no later than `time`, -1 without rows."""
        if not self._rows:
            return -1
        return max(0, bisect_right(self._rows, time + 0.001, key=self._begins) - 1)

    def _begins(self, row: Row) -> float:
        return row.start if isinstance(row, Stretch) else self.transcript.turns[row].start

    # ---- showing ---------------------------------------------------------------------------------

    def show(
        self,
        transcript: Transcript,
        tags: Mapping[int, str] | None = None,
        stretches: Sequence[Stretch] | None = None,
    ) -> None:
        """Show another transcript; the same rows keep the place.

        `tags` says what else is to be known of a turn (marked, a gap before it), `stretches` what lies between
        the turns, in order; None leaves either as it was.
        """
        self.changing.emit()
        again = self.tags
        if tags is not None:
            self.tags = tags
        if stretches is not None:
            self.stretches = tuple(stretches)
        asked, self.suggestions = self.suggestions, {}
        self._places, self.place = None, None
        self._starts = [turn.start for turn in transcript.turns]
        rows = _rows(transcript, self.stretches)
        if rows == self._rows and rows:
            before, self.transcript = self.transcript, transcript
            if before.speakers != transcript.speakers or again != self.tags:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            else:
                for turn, (was, now) in enumerate(zip(before.turns, transcript.turns, strict=True)):
                    if turn in asked or (was is not now and was != now):
                        self.dataChanged.emit(self.turn_index(turn), self.turn_index(turn))
            self.replaced.emit()
            return
        self.beginResetModel()
        self.transcript, self.highlighted, self.playing, self.sounding = transcript, frozenset(), -1, None
        self.sounding_word, self.found, self.found_at = -1, {}, None
        self._rows = rows
        self._row_of = [row for row, each in enumerate(rows) if isinstance(each, int)]
        self.endResetModel()
        self.replaced.emit()

    def suggest(self, suggestions: Sequence[Suggestion]) -> None:
        """Show what may have been meant, below the turns; instead of what was shown before."""
        shown: dict[int, list[Suggestion]] = {}
        for each in suggestions:
            if 0 <= each.turn < len(self._row_of):
                shown.setdefault(each.turn, []).append(each)
        if shown == self.suggestions:
            return
        self.changing.emit()
        touched, self.suggestions = set(self.suggestions), shown
        self._places = None
        for turn in sorted(touched | set(self.suggestions)):
            if turn < len(self._row_of):
                self.dataChanged.emit(self.turn_index(turn), self.turn_index(turn))
        self.replaced.emit()

    # ---- marking -------------------------------------------------------------------------------

    def mark(self, *, highlighted: frozenset[int] | None = None, playing: int | None = None) -> None:
        """Change which turns are highlighted or which one plays."""
        touched = set(self.highlighted) | {self.playing}
        if highlighted is not None:
            self.highlighted = highlighted
        if playing is not None and playing != self.playing:
            self.playing, self.sounding_word = playing, -1
        for turn in touched | set(self.highlighted) | {self.playing}:
            self._paint(turn)

    def mark_word(self, turn: int, word: int) -> None:
        """Which word of which turn is heard now; -1 for none."""
        if (turn, word) != (self.playing, self.sounding_word):
            before, self.playing, self.sounding_word = self.playing, turn, word
            for each in {before, turn}:
                self._paint(each)

    def mark_stretch(self, *, sounding: Stretch | None = None, writing: Stretch | None = None) -> None:
        """Change which stretch plays and which one is being written down."""
        touched = {self.sounding, self.writing, sounding, writing}
        self.sounding, self.writing = sounding, writing
        for row, each in enumerate(self._rows):
            if isinstance(each, Stretch) and each in touched:
                self.painted.emit(row)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Mark every place where a text stands; each as its turn and which of the turn's places it is."""
        touched = set(self.found)
        self.found = {n: at for n, turn in enumerate(self.transcript.turns) if (at := places_of(turn.text, text))}
        self.found_at = None
        for turn in touched | set(self.found):
            self._paint(turn)
        return [(turn, n) for turn, at in self.found.items() for n in range(len(at))]

    def show_found(self, at: tuple[int, int] | None) -> None:
        """Which of the places found is shown."""
        before, self.found_at = self.found_at, at
        for each in (before, at):
            if each is not None:
                self._paint(each[0])

    def show_place(self, place: Place | None) -> None:
        """Which doubtful place is shown."""
        before, self.place = self.place, place
        for each in (before, place):
            if each is not None and each.stretch is None:
                self._paint(each.turn)

    def _paint(self, turn: int) -> None:
        if 0 <= turn < len(self._row_of):
            self.painted.emit(self._row_of[turn])

    # ---- times and doubts ----------------------------------------------------------------------

    def places(self) -> list[Place]:
        """What wants a second look, by time."""
        if self._places is None:
            self._places = find_places(self.transcript, self.stretches, self.suggestions)
        return self._places

    def place_row(self, place: Place) -> int:
        """The row of a doubtful place, -1 where it is gone."""
        if place.stretch is not None:
            return self._rows.index(place.stretch) if place.stretch in self._rows else -1
        return self._row_of[place.turn] if 0 <= place.turn < len(self._row_of) else -1

    def heard_at(self, time: float, turn: int = -1) -> tuple[int, int]:
        """The turn and the word that are heard at a time; the last before it in a pause. -1 where there is none.

        `turn`: it is this turn, -1 where that is not known.
        """
        number = turn if turn >= 0 else bisect_right(self._starts, time) - 1
        if number < 0:
            return -1, -1
        said = self.transcript.turns[number]
        if not aligned(said) or time > said.end:
            return number, -1
        return number, max(0, bisect_right(said.words, time, key=lambda word: word.start) - 1)

    def word_span(self, turn: int, word: int) -> tuple[int, int] | None:
        """Where a word stands in the text of its turn."""
        found = spans(self.transcript.turns[turn].text) if word >= 0 else []
        return found[word] if 0 <= word < len(found) else None

    # ---- for Qt ----------------------------------------------------------------------------------

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """One row for each turn and each stretch."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The turn for the delegate; its text for editing; one line for screen readers."""
        found = self._rows[index.row()]
        if isinstance(found, Stretch):
            return self._of_stretch(found) if role in (_SHOWN, _READ) else None
        turn = self.transcript.turns[found]
        if role == TURN_ROLE:
            return turn
        if role == Qt.ItemDataRole.EditRole:
            return turn.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.doubt(found) or None
        if role in (_SHOWN, _READ):
            head = f"{self.transcript.name_of(turn.speaker)}, {words.clock(turn.start)}"
            asked = [self.question(each) for each in self.suggestions.get(found, ())]
            return " ".join((f"{', '.join((head, *self.notices(found)))}: {turn.text}", *asked))
        return None

    def _of_stretch(self, stretch: Stretch) -> str:
        """A stretch in one line, with what can be done there."""
        can = [self.tr("Space plays it.")] if self.can_play(stretch) else []
        can += [self.tr("Enter writes it down.")] if self.can_write(stretch) else []
        return " ".join((f"{words.stretch_words(stretch)}, {words.clock(stretch.start)}.", *can))

    def can_play(self, stretch: Stretch) -> bool:
        """Whether there is something to hear in a stretch."""
        return self.playable and stretch.kind is not StretchKind.PAUSE

    def can_write(self, stretch: Stretch) -> bool:
        """Whether a stretch can be written down now."""
        return self.can_play(stretch) and not self.locked and self.writing is None

    def doubt(self, turn: int) -> str:
        """What is not sure about a turn; "" where all is."""
        said = self.transcript.turns[turn]
        found = []
        if aligned(said) and any(word.uncertain for word in said.words):
            found.append(self.tr("Speaker uncertain where the words are underlined with dots"))
        elif said.uncertain:
            found.append(self.tr("Speaker uncertain"))
        if unsure_words(said):
            found.append(self.tr("Words uncertain where they are underlined with dashes"))
        return ". ".join(found)

    def notices(self, turn: int) -> list[str]:
        """What stands beside the time of a turn: its tag, and whether it is sure who spoke."""
        unsure = [self.tr("speaker uncertain")] if self.transcript.turns[turn].uncertain else []
        return ([self.tags[turn]] if turn in self.tags else []) + unsure

    def question(self, suggestion: Suggestion) -> str:
        """What is asked about words that may have been heard wrongly."""
        return self.tr("Did they say {word}?").replace("{word}", suggestion.meant)

    def place_words(self, place: Place) -> str:
        """A doubtful place in words, without what was said there: it may be read aloud."""
        why = {
            Why.HEARD: self.tr("Words uncertain"),
            Why.SPEAKER: self.tr("Speaker uncertain"),
            Why.MEANT: self.tr("Perhaps another word"),
            Why.UNCLEAR: self.tr("Unclear sound"),
        }[place.why]
        return f"{why}, {words.clock(place.start)}"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand an edit on; the model changes when the vault has stored it."""
        text, turn = " ".join(str(value).split()), self.turn_at(index)
        if role != Qt.ItemDataRole.EditRole or not text or turn < 0 or text == self.transcript.turns[turn].text:
            return False
        self.edited.emit(turn, text)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen, turns edited unless the note that stands on them is signed."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        kept = self.locked or self.still or self.turn_at(index) < 0
        return chosen if kept else chosen | Qt.ItemFlag.ItemIsEditable


_SHOWN, _READ = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole


def _rows(transcript: Transcript, stretches: Sequence[Stretch]) -> list[Row]:
    """Turns and stretches by the time at which they begin."""
    if not stretches:
        return list(range(len(transcript.turns)))
    rows: list[Row] = []
    waiting = list(reversed(stretches))
    for number, turn in enumerate(transcript.turns):
        while waiting and waiting[-1].start <= turn.start:
            rows.append(waiting.pop())
        rows.append(number)
    return [*rows, *reversed(waiting)]
