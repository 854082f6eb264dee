"""The recording page's live words: hidden until wanted, small, and gone with one key.

The client may be looking at the screen. So nothing of what is said is shown unless the clinician turned it on;
only how far the words are behind is said in any case, since that says nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.progress import Live
from app.domain.transcript import Segment, SpeakerTurn
from app.ui import theme
from app.ui.context import Page
from app.ui.widgets import button, caption, column, hint, label, row

BEHIND = 5.0
"""Seconds of lag from which it is said."""
CAUGHT_UP = 2.0
"""Seconds of lag from which on the words have caught up; between the two what was said before stays."""
GOOD_NEWS_MS = 10_000
LINES = 4
LATEST = 40
"""Segments that are looked at; far more than ever fill the lines."""
WIDTH = 640
HIDDEN = "recording.hidden"
"""Where the vault holds the session whose words were hidden by hand; a lock ends the process that knows it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of one voice in a row; `speaker` is its label, "" where it is not known yet."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is shown; the first one of a voice carries its name, and so does the first of all."""

    name: str
    text: str


def by_voice(segments: Sequence[Segment], turns: Sequence[SpeakerTurn]) -> list[Spoken]:
    """Words in their order, cut where another voice begins.

    A word belongs to the turn in which its middle lies; between turns, to the voice before it.
    """
    spoken: list[Spoken] = []
    label_now = ""
    turns = [turn for turn in turns if segments and turn.end > segments[0].start]
    for segment in segments:
        for word in segment.words:
            middle = (word.start + word.end) / 2
            label_now = next((turn.label for turn in turns if turn.start <= middle < turn.end), label_now)
            text = word.text.strip()
            if not text:
                continue
            if spoken and spoken[-1].speaker == label_now:
                spoken[-1] = Spoken(label_now, f"{spoken[-1].text} {text}")
            else:
                spoken.append(Spoken(label_now, text))
    return spoken


def last_lines(
    spoken: Sequence[Spoken], name: Callable[[str], str], width: int, measure: Callable[[str], int], most: int = LINES
) -> list[Line]:
    """The last `most` lines of at most `width` by `measure`, the newest at the end.

    Several are broken as they are read, so that what stands there does not move; a single one is filled from its end.
    """
    if most == 1 and spoken:
        return [Line(name(spoken[-1].speaker), _ending(spoken[-1].text, width, measure))]
    broken = [(each.speaker, number, text) for each in spoken
              for number, text in enumerate(_broken(each.text, width, measure))]  # fmt: skip
    last = broken[-most:]
    return [Line("" if number and place else name(speaker), text) for place, (speaker, number, text) in enumerate(last)]


def _ending(text: str, width: int, measure: Callable[[str], int]) -> str:
    """The last words that fit into a line; one word at least."""
    words = text.split()
    line = words[-1]
    for word in reversed(words[:-1]):
        if measure(f"{word} {line}") > width:
            break
        line = f"{word} {line}"
    return line


def _broken(text: str, width: int, measure: Callable[[str], int]) -> list[str]:
    """Text in lines; a word that is wider than a line has one of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class LagNews:
    """What is to be said of the lag: how large it is, and once that it is gone."""

    def __init__(self) -> None:
        self._behind = 0.0

    def take(self, lag: float) -> str:
        """ "behind" or "caught up"; "" where there is nothing (new) to say."""
        if lag > BEHIND or (self._behind and lag > CAUGHT_UP):
            self._behind = max(lag, BEHIND)
            return "behind"
        was, self._behind = self._behind, 0.0
        return "caught up" if was else ""

    @property
    def seconds(self) -> int:
        """How far behind, rounded so that the words do not change all the time."""
        step = 5 if self._behind < 60 else 10
        return max(5, round(self._behind / step) * step)


class LiveWords(QWidget):
    """A switch, the last words where it is on, and one line about the lag. Follows `Live` by `show_live`."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._session_id = ""
        self._wanted = False
        self._asking = self._again = self._hid = False
        self._heard_to = -1.0
        self._turns: tuple[SpeakerTurn, ...] = ()
        self._segments: list[Segment] = []
        self._fit = LINES
        self._known = 0  # how many segments are no longer looked at
        self._news = LagNews()
        rows = column(self, gap=2)
        self.state = label(" ", "caption", tone="muted", name="recording.live")
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self.state)
        self.panel = self._make_panel()
        rows.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignHCenter)
        self.toggle = button(self.tr("Show the &words"), "quiet", name="recording.showWords", size="small")
        self.toggle.clicked.connect(lambda _=False: self._choose(not self._wanted))
        rows.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignHCenter)
        self._hide = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._hide.activated.connect(lambda: self._choose(False))
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(GOOD_NEWS_MS)
        self._quiet.timeout.connect(lambda: self.state.setText(" "))
        self._restarted = ""
        self.turn(False)

    def _make_panel(self) -> QWidget:
        panel = QWidget()
        panel.setObjectName("recording.words")
        panel.setAccessibleName(self.tr("The last words"))
        panel.setFixedWidth(theme.px(WIDTH))
        rows = column(panel, gap=1)
        self._lines: list[tuple[QLabel, QLabel]] = []
        for number in range(LINES):
            across = row(gap=3)
            who = label(" ", "caption", tone="muted")
            who.setFixedWidth(theme.px(72))
            text = label(" ", tone="" if number == LINES - 1 else "muted", name=f"recording.words.{number}")
            text.setMinimumWidth(0)
            across.addWidget(who)
            across.addWidget(text, 1)
            rows.addLayout(across)
            self._lines.append((who, text))
        return panel

    # ---- what the page tells -------------------------------------------------------------------

    def enter(self, session_id: str) -> None:
        """Follow a session; shown only if the settings say so and they were not hidden in it."""
        self.leave()
        self._session_id = session_id
        services = self._page.services

        def found(known: tuple[object, str]) -> None:
            self._hid = known[1] == session_id
            self.turn(known[0] is True and not self._hid)

        self._page.ask(lambda: (services.preferences.get("live_text"), services.notes.unsent(HIDDEN)), found)

    def ended(self) -> None:
        """The session is over: that its words were hidden is of no more use."""
        if self._hid:
            self._remember("")

    def _choose(self, shown: bool) -> None:
        """Show or hide the words because the clinician wants it so: that holds until the session ends."""
        self.turn(shown)
        self._remember("" if shown else self._session_id)

    def _remember(self, session_id: str) -> None:
        self._hid = bool(session_id)
        notes = self._page.services.notes

        def failed(_: Exception) -> None:
            if self._session_id:
                self.state.setText(self.tr("The words may be shown again after a lock; that you hid them could not be "
                                           "stored."))  # fmt: skip
                self._quiet.start()

        self._page.ops.run(self, lambda: notes.keep_unsent(HIDDEN, session_id), None, failed)

    def leave(self) -> None:
        """Take the words off the screen and forget them."""
        self._session_id = ""
        self.turn(False)
        self._heard_to, self._turns, self._restarted = -1.0, (), ""
        self._news = LagNews()
        self._quiet.stop()
        self.state.setText(" ")

    def turn(self, shown: bool) -> None:
        """Show or hide the words, until the page is left."""
        self._wanted = shown
        caption(self.toggle, self.tr("Hide the &words") if shown else self.tr("Show the &words"))
        hint(self.toggle, self.tr("Esc hides them at once") if shown else "")
        self._hide.setEnabled(shown)
        self.panel.setVisible(shown)
        if shown:
            self._ask()
        else:
            self._segments, self._known = [], 0
        self._show()

    def show_live(self, session_id: str, live: Live) -> None:
        """How far the work has come. What is told of another session is passed over."""
        if not self._session_id or session_id != self._session_id:
            return
        self._turns = live.turns
        self._say(live)
        if live.heard_to != self._heard_to:
            self._heard_to = live.heard_to
            self._ask()
        elif self._wanted:
            self._show()

    def show_failed(self, session_id: str) -> None:
        """The work along with a recording has ended; the recording goes on."""
        if self._session_id and session_id == self._session_id:
            self._quiet.stop()
            self.state.setText(self.tr("The words are written down after Stop; nothing is lost."))

    # ---- the line about the lag ----------------------------------------------------------------

    def _say(self, live: Live) -> None:
        news = self._news.take(live.lag)
        again = live.restarted if live.restarted != self._restarted else ""
        self._restarted = live.restarted
        if news == "behind":
            self._quiet.stop()
            self.state.setText(self._behind_words())
        elif news or again:
            self.state.setText(self.tr("The words have caught up.") if news else self._restart_words(again))
            self._quiet.start()
        elif not self._quiet.isActive():
            self.state.setText(" ")

    def _behind_words(self) -> str:
        seconds = self._news.seconds
        if seconds < 90:
            return self.tr("The words are {n} seconds behind; nothing is lost.").replace("{n}", str(seconds))
        text = self.tr("The words are {n} minutes behind; nothing is lost.")
        return text.replace("{n}", str(round(seconds / 60)))

    def _restart_words(self, reason: str) -> str:
        if reason == "killed":
            return self.tr("A part of Sotto was ended for want of memory and started again; nothing is lost.")
        return self.tr("A part of Sotto was started again; nothing is lost.")

    # ---- the words -----------------------------------------------------------------------------

    def _ask(self) -> None:
        """Fetch what is new; while an answer is awaited, once more after it."""
        if not self._wanted or not self._session_id:
            return
        if self._asking:
            self._again = True
            return
        self._asking = True
        session_id, known, records = self._session_id, self._known, self._page.services.records

        def arrived(segments: list[Segment]) -> None:
            self._arrived(session_id, known, segments)

        self._page.ops.run(self, lambda: records.segments(session_id)[known:], arrived, self._failed)

    def _arrived(self, session_id: str, known: int, segments: list[Segment]) -> None:
        self._asking = False
        again, self._again = self._again, False
        if session_id == self._session_id and self._wanted and known == self._known:
            self._segments = segments[-LATEST:]
            self._known += max(0, len(segments) - LATEST)
            self._show()
        if again:
            self._ask()

    def _failed(self, error: Exception) -> None:
        self._asking = self._again = False
        if self._wanted and self._session_id:
            self.turn(False)  # nothing pops up where a client may be looking
            self.state.setText(self.tr("The words cannot be shown just now. They are stored as they come."))
            self._quiet.start()

    def _show(self) -> None:
        width = self._lines[0][1].width()
        measure = self._lines[0][1].fontMetrics().horizontalAdvance
        spoken = by_voice(self._segments, self._turns) if self._wanted else []
        lines = last_lines(spoken, self._name, width, measure, self._fit)
        if self._wanted and not lines:
            lines = [Line("", self.tr("The words come at each pause."))]
        blank = [Line("", "")] * (LINES - len(lines))
        for (who, text), each in zip(self._lines, [*blank, *lines], strict=True):
            who.setText(each.name or " ")
            text.setText(each.text or " ")
        for number, labels in enumerate(self._lines):
            for each_label in labels:
                each_label.setVisible(number >= LINES - self._fit)
        self.panel.setAccessibleDescription(" ".join(f"{each.name} {each.text}".strip() for each in lines))

    def _name(self, speaker: str) -> str:
        """What a provisional label is called; the number is all that is known yet."""
        number = speaker.removeprefix("S")
        return self.tr("Speaker {n}").replace("{n}", number) if number.isdigit() else ""

    @property
    def wanted(self) -> bool:
        """Whether the words are turned on."""
        return self._wanted

    def fit(self, lines: int) -> None:
        """Show so many lines, 1 to `LINES`."""
        if lines != self._fit:
            self._fit = lines
            self._show()

    def tighten(self, tight: bool) -> None:
        """Take no room for the line about the lag while it says nothing."""
        self.state.setVisible(not tight or bool(self.state.text().strip()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._show()
