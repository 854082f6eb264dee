"""The words of turns laid out in lines: kept for those that are looked at, counted for all."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetrics, QTextCharFormat, QTextLayout, QTextOption

from app.domain.transcript import Turn
from app.ui import theme
from app.ui.workspace.doubts import spans, uncertain_words, unsure_words

LINE_HEIGHT = 1.45
KEPT = 240
"""Layouts that are kept: some screens of turns."""
COUNTED = 20_000
"""Turns of which it is kept how many lines they take."""
Key = tuple[str, int]
SAMPLE = "I slept better this week, maybe six hours a night, and then on Friday my manager asked for a meeting."


@dataclass(slots=True)
class Looks:
    """Fonts and what follows from them at the theme and text size in use: asked for at every row that is painted."""

    body: QFont
    caption: QFont
    strong: QFont
    caption_metrics: QFontMetrics
    strong_metrics: QFontMetrics
    head: int
    """Pixels of a line in the caption's font."""
    step: float
    """Pixels from one line of words to the next."""
    letter: float
    """Pixels of a letter, on average."""
    colours: dict[str, QColor]
    rest: tuple[int, int, int] | None = None
    """See `TurnDelegate`."""

    @classmethod
    def now(cls) -> Looks:
        """As the theme is now."""
        body, caption, strong = theme.font("reading"), theme.font("caption"), theme.font("caption")
        strong.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(body)
        return cls(
            body,
            caption,
            strong,
            QFontMetrics(caption),
            QFontMetrics(strong),
            QFontMetrics(caption).height(),
            metrics.height() * LINE_HEIGHT / 1.21,
            metrics.horizontalAdvance(SAMPLE) / len(SAMPLE),
            {},
        )

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        if role not in self.colours:
            self.colours[role] = theme.colour(role)
        return self.colours[role]


class TurnLayouts:
    """Lines of the words of turns at one width, theme and text size."""

    def __init__(self) -> None:
        self._looks: Looks | None = None
        self._made: OrderedDict[Key, QTextLayout] = OrderedDict()
        self._lines: dict[Key, tuple[int, Turn]] = {}  # with the turn, so that no other takes its words' place
        self._width = 0

    @property
    def looks(self) -> Looks:
        """Fonts and colours in use."""
        if self._looks is None:
            self._looks = Looks.now()
        return self._looks

    def forget(self) -> None:
        """The theme or the text size is another one now."""
        self._looks = None
        self._made.clear()
        self._lines.clear()

    def wipe(self) -> None:
        """Keep no words."""
        self._made.clear()
        self._lines.clear()

    def of(self, turn: Turn, width: int) -> QTextLayout:
        """The words of a turn in lines of a width."""
        key = self._key(turn, width)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._lay_out(turn, width)
            self._lines[key] = found.lineCount(), turn
            if len(self._made) > KEPT:
                self._made.popitem(last=False)
        else:
            self._made.move_to_end(key)
        return found

    def lines(self, turn: Turn, width: int) -> int:
        """How many lines the words of a turn take."""
        key = self._key(turn, width)
        if key not in self._lines:
            if len(self._lines) > COUNTED:
                self._lines.clear()
            self._lines[key] = self._lay_out(turn, width).lineCount(), turn
        return self._lines[key][0]

    def guesses(self, turns: Sequence[Turn], width: int) -> list[tuple[int, bool]]:
        """For each turn about how many lines its words take, and whether it is just so many.

        All of a session is asked for at once before its first row is shown.
        """
        self._fit(width)
        known, share = self._lines, self.looks.letter * 1.03 / max(1, width)
        return [
            (max(1, math.ceil(len(turn.text) * share)), False)
            if (found := known.get((turn.text, id(turn.words)))) is None
            else (found[0], True)
            for turn in turns
        ]

    def _fit(self, width: int) -> None:
        if width != self._width:
            self._width = width
            self._made.clear()
            self._lines.clear()

    def _key(self, turn: Turn, width: int) -> Key:
        """The words that are laid out: what is in doubt is told by them, too."""
        self._fit(width)
        return turn.text, id(turn.words)

    def _lay_out(self, turn: Turn, width: int) -> QTextLayout:
        looks = self.looks
        made = QTextLayout(turn.text, looks.body)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setTextOption(option)
        marked = self._marks(turn)
        if marked:
            made.setFormats(marked)
        made.beginLayout()
        y = 0.0
        while (line := made.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += looks.step
        made.endLayout()
        return made

    def _marks(self, turn: Turn) -> list[QTextLayout.FormatRange]:
        """Dashes under words that may be others, dots under words that may be another person's."""
        other, others = unsure_words(turn), uncertain_words(turn)
        if not other and not others:
            return []
        places, styles = spans(turn.text), QTextCharFormat.UnderlineStyle
        listed = {word: styles.DashUnderline for word in other} | {word: styles.DotLine for word in others}
        found = []
        for word, style in sorted(listed.items()):
            underlined = QTextCharFormat()
            underlined.setUnderlineStyle(style)
            underlined.setUnderlineColor(self.looks.colour("warning_ink"))
            found.append(format_range(*places[word], underlined))
        return found


def format_range(start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    """A look for part of a text."""
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, look
    return made
