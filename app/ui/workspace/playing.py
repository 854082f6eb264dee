"""Playing from the encrypted recording: the sound follows the text, and the text the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from app.domain.note import Evidence
from app.domain.session import Session
from app.domain.transcript import Stretch
from app.ui import error_view
from app.ui.announce import announce
from app.ui.context import Command, Context
from app.ui.operations import Lane
from app.ui.workspace.player_bar import BACK, PlayerBar, speed_words
from app.ui.workspace.timeline import Timeline
from app.ui.workspace.transcript_view import TranscriptView

if TYPE_CHECKING:
    from app.audio.playback import Player

POLL_MS = 60
LEAD_IN_SECONDS = 0.15
"""Word times may be a little late; a turn must not lose its first sound."""
SPEED = "playback_speed"
"""The setting that keeps how fast somebody likes to listen."""


class Playing(QObject):
    """Plays what was clicked, a second click stops it; or plays on from where one is.

    The turn and the word that sound are marked, and stay in view unless the reader goes elsewhere.
    """

    failed = Signal(object)  # the error; once for each session that is opened

    def __init__(self, context: Context, view: TranscriptView, timeline: Timeline, bar: PlayerBar) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._bar = bar
        self._timeline = timeline
        self._player: Player | None = None
        self._session_id = ""
        self._playable = False
        self._request = 0  # counts plays and stops: only the last one counts
        self._asked = False  # a play was asked for that has not ended
        self._told = False
        self._span: tuple[float, float | None] = (0.0, 0.0)  # what sounds
        self._turn = -1  # the one turn that sounds, -1 where it is played on and on
        self._following = True
        self.here = 0.0
        """Where it would be played on from, in seconds of the recording."""
        self.speed = _speed(context.services.preferences.get(SPEED))
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._follow)
        view.played.connect(self.toggle)
        view.word_played.connect(self.play_word)
        view.stretch_played.connect(self.toggle_stretch)
        view.editing.connect(self.stop)
        view.scrolled.connect(self._elsewhere)
        view.selectionModel().currentChanged.connect(self._chosen)
        timeline.chosen.connect(self.go)
        timeline.play_wanted.connect(self.play_from)
        bar.play.clicked.connect(lambda _=False: self.play_or_stop())
        bar.back.clicked.connect(lambda _=False: self.back())
        bar.follow.clicked.connect(lambda _=False: self._here_again())
        bar.speed_wanted.connect(self.set_speed)
        bar.show_speed(self.speed)

    def commands(self) -> list[Command]:
        """What can be done by key, wherever the focus is on the page."""
        able, sounds = self._playable, self._asked
        say = self.tr("Stop the sound") if sounds else self.tr("Play from here")
        return [
            Command("player.play", say, self.play_or_stop, "Ctrl+Space", able),
            Command("player.back", self.tr("Back 3 seconds"), self.back, "Ctrl+Shift+Space", able),
            Command("player.faster", self.tr("Play faster"), lambda: self._bar.step_speed(1), "Ctrl+Shift+Up", able),
            Command("player.slower", self.tr("Play slower"), lambda: self._bar.step_speed(-1), "Ctrl+Shift+Down", able),
        ]

    def open(self, session: Session) -> None:
        """Play from this session's recording from now on."""
        if session.id != self._session_id:
            self.close()
            self._told = False
        self._session_id = session.id
        self._playable = bool(session.recording_id) and session.audio_destroyed_at is None
        self._view.turns.playable = self._playable
        self._bar.show_session(self._playable, session.duration)
        self._put(self.here)

    def close(self) -> None:
        """Stop, and let go of the recording."""
        self.stop()
        self._player, self._session_id, self._playable = None, "", False
        self._put(0.0)

    # ---- what is played ------------------------------------------------------------------------

    def toggle(self, number: int) -> None:
        """Play a turn, or stop it if it is the one that sounds."""
        turns = self._view.turns
        if turns.playing == number:
            self.stop()
        elif self._playable:
            turn = turns.transcript.turns[number]
            self._begin(turn.start, turn.end, number)

    def play_word(self, number: int, word: int) -> None:
        """Play a turn from one of its words on."""
        turn = self._view.turns.transcript.turns[number]
        if self._playable:
            start = turn.words[word].start if word < len(turn.words) == len(turn.text.split()) else turn.start
            self._begin(start, turn.end, number)

    def toggle_evidence(self, evidence: Evidence) -> None:
        """Play the words of a sentence's evidence, or stop them if they are what sounds."""
        turns = self._view.turns
        if turns.playing == evidence.turn and self._span == (evidence.start, evidence.end):
            self.stop()
        elif self._playable and turns.turn_index(evidence.turn).isValid():
            self._begin(evidence.start, evidence.end, evidence.turn)

    def toggle_stretch(self, stretch: Stretch) -> None:
        """Play a stretch without words, or stop it if it is the one that sounds."""
        turns = self._view.turns
        if turns.sounding == stretch:
            self.stop()
        elif self._playable:
            turns.mark(playing=-1)
            turns.mark_stretch(sounding=stretch, writing=turns.writing)
            self._turn = -1
            self._play(stretch.start, stretch.end)

    def play_or_stop(self) -> None:
        """Stop, or play on from here; while words are typed only their turn."""
        if self._asked:
            self.stop()
        elif self._playable and self._view.editor_open:
            number = self._view.turns.turn_at(self._view.currentIndex())
            turn = self._view.turns.transcript.turns[number]
            self._begin(turn.start, turn.end, number)
        elif self._playable:
            self.play_from(self.here)

    def play_from(self, at: float) -> None:
        """Play on from a second of the recording."""
        if self._playable:
            self._begin(at, None, -1)

    def back(self) -> None:
        """Three seconds back: what sounded sounds again."""
        if self._playable:
            at = self._player.position if self._asked and self._player is not None else self.here
            end = self._span[1] if self._asked else None
            self._begin(max(0.0, at - BACK), end, self._turn if end is not None else -1)

    def go(self, at: float) -> None:
        """To a second of the session: the list goes there, and the sound too where something sounds."""
        turns = self._view.turns
        row = turns.row_near(at)
        if row >= 0:
            self._view.choose(turns.index(row))
            self._view.scrollTo(turns.index(row), TranscriptView.ScrollHint.PositionAtCenter)
        if self._asked:
            self.play_from(at)
        else:
            self._put(at)

    def set_speed(self, speed: float) -> None:
        """How fast to play, now and from now on."""
        self.speed = _speed(speed)
        if self._player is not None:
            self._player.speed = self.speed
        self._bar.show_speed(self.speed)
        announce(self._bar, self.tr("Speed {speed}").replace("{speed}", speed_words(self.speed)))
        preferences = self._context.services.preferences
        self._context.ops.run(self, lambda: preferences.set(SPEED, self.speed))

    def _begin(self, start: float, end: float | None, turn: int) -> None:
        """Play, and mark the turn that sounds: `turn`, or with -1 whichever it is."""
        turns = self._view.turns
        turns.mark_stretch(writing=turns.writing)
        self._turn = turn
        turns.mark(playing=turn if turn >= 0 else turns.heard_at(start)[0])
        self._play(start, end)

    def _play(self, start: float, end: float | None) -> None:
        session_id, known, speed = self._session_id, self._player, self.speed
        self._request += 1
        self._span = (start, end)
        self._asked, self._following = True, True
        self._bar.show_playing(True)
        self._bar.show_follow(False)
        request = self._request
        start = max(0.0, start - LEAD_IN_SECONDS)

        def play() -> Player:
            player = known or self._context.services.recording.player(session_id)
            player.speed = speed
            player.play(start, end)
            return player

        def playing(player: Player) -> None:
            if request != self._request:
                if player is self._player:
                    return  # who asked for something else of this player has seen to it
                self._context.ops.run(self, player.stop, lane=Lane.SOUND)
                return
            self._player = player
            player.speed = self.speed  # it may have been changed meanwhile
            self._timer.start()

        self._context.ops.run(self, play, playing, lambda error: self._failed(request, error), lane=Lane.SOUND)

    def stop(self) -> None:
        """Silence; it would be played on from where it was."""
        self._request += 1
        player = self._player
        if self._timer.isActive() and player is not None:
            self._put(player.position)
        self._timer.stop()
        self._silent()
        if player is not None:
            self._context.ops.run(self, player.stop, lane=Lane.SOUND)

    def _failed(self, request: int, error: Exception) -> None:
        if request != self._request:
            return  # nobody waits for this sound any more
        self._silent()
        if not self._told:
            self._told = True  # once: it must not come between the clinician and the words at every click
            self.failed.emit(error)
        else:
            error_view.note(error)

    # ---- the text follows ----------------------------------------------------------------------

    def _follow(self) -> None:
        player = self._player
        if player is None or not player.playing:
            self._timer.stop()
            self._put(player.position if player is not None else self.here)
            self._silent()
            return
        at = max(player.position, self._span[0])
        self._put(player.position)
        self._timeline.show_sounding(at)
        turns = self._view.turns
        if turns.sounding is not None:
            return
        number, word = turns.heard_at(at, self._turn)
        changed = (number, word) != (turns.playing, turns.sounding_word)
        turns.mark_word(number, word)
        if changed and self._following and number >= 0 and not self._view.editor_open:
            self._view.follow(number, word)

    def ready(self, at: float) -> None:
        """It is to be played on from there next, unless something sounds."""
        if not self._asked:
            self._put(at)

    def _put(self, at: float) -> None:
        """Where it would be played on from."""
        self.here = at
        self._bar.show_time(at)

    def _elsewhere(self) -> None:
        """The reader went elsewhere: the list stays where they are."""
        if self._asked and self._following:
            self._following = False
            self._bar.show_follow(True)

    def _here_again(self) -> None:
        self._following = True
        self._bar.show_follow(False)
        turns = self._view.turns
        if turns.playing >= 0:
            self._view.follow(turns.playing, turns.sounding_word)

    def _chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        """Another row is the one that keys act on: it would be played from there."""
        if now.isValid() and not self._asked:
            self._put(self._view.turns.time_of(now.row()))

    def _silent(self) -> None:
        """Nothing is marked as sounding."""
        turns = self._view.turns
        self._asked = False
        self._bar.show_playing(False)
        self._bar.show_follow(False)
        self._timeline.show_sounding(-1.0)
        turns.mark(playing=-1)
        if turns.sounding is not None:
            turns.mark_stretch(writing=turns.writing)


def _speed(wanted: object) -> float:
    """A speed that can be played, whatever was stored."""
    usable = isinstance(wanted, int | float) and not isinstance(wanted, bool)
    return min(2.0, max(0.75, float(wanted))) if usable else 1.0  # type: ignore[arg-type]
