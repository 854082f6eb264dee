"""Playing turns from the encrypted recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.note import Evidence
from app.domain.session import Session
from app.domain.transcript import Stretch
from app.ui.context import Context
from app.ui.error_view import describe
from app.ui.operations import Lane
from app.ui.workspace.transcript_view import TranscriptView

if TYPE_CHECKING:
    from app.audio.playback import Player

POLL_MS = 120
LEAD_IN_SECONDS = 0.15
"""Word times may be a little late; a turn must not lose its first sound."""


class Playing(QObject):
    """Plays what was clicked; a second click stops it; the turn or stretch that sounds is marked."""

    failed = Signal(str)  # what to say; once for each session that is opened

    def __init__(self, context: Context, view: TranscriptView) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._player: Player | None = None
        self._session_id = ""
        self._playable = False
        self._request = 0  # counts plays and stops: only the last one counts
        self._told = False
        self._span = (0.0, 0.0)  # what sounds
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._follow)
        view.played.connect(self.toggle)
        view.stretch_played.connect(self.toggle_stretch)
        view.editing.connect(self.stop)

    def open(self, session: Session) -> None:
        """Play from this session's recording from now on."""
        if session.id != self._session_id:
            self.close()
            self._told = False
        self._session_id = session.id
        self._playable = bool(session.recording_id) and session.audio_destroyed_at is None
        self._view.turns.playable = self._playable

    def close(self) -> None:
        """Stop, and let go of the recording."""
        self.stop()
        self._player, self._session_id, self._playable = None, "", False

    def toggle(self, number: int) -> None:
        """Play a turn, or stop it if it is the one that sounds."""
        turns = self._view.turns
        if turns.playing == number:
            self.stop()
        elif self._playable:
            turn = turns.transcript.turns[number]
            turns.mark_stretch(writing=turns.writing)
            turns.mark(playing=number)
            self._play(turn.start, turn.end)

    def toggle_evidence(self, evidence: Evidence) -> None:
        """Play the words of a sentence's evidence, or stop them if they are what sounds."""
        turns = self._view.turns
        if turns.playing == evidence.turn and self._span == (evidence.start, evidence.end):
            self.stop()
        elif self._playable and turns.turn_index(evidence.turn).isValid():
            turns.mark_stretch(writing=turns.writing)
            turns.mark(playing=evidence.turn)
            self._play(evidence.start, evidence.end)

    def toggle_stretch(self, stretch: Stretch) -> None:
        """Play a stretch without words, or stop it if it is the one that sounds."""
        turns = self._view.turns
        if turns.sounding == stretch:
            self.stop()
        elif self._playable:
            turns.mark(playing=-1)
            turns.mark_stretch(sounding=stretch, writing=turns.writing)
            self._play(stretch.start, stretch.end)

    def _play(self, start: float, end: float) -> None:
        session_id, known = self._session_id, self._player
        self._request += 1
        self._span = (start, end)
        request = self._request
        start = max(0.0, start - LEAD_IN_SECONDS)

        def play() -> Player:
            player = known or self._context.services.recording.player(session_id)
            player.play(start, end)
            return player

        def playing(player: Player) -> None:
            if request != self._request:
                if player is self._player:
                    return  # who asked for something else of this player has seen to it
                self._context.ops.run(self, player.stop, lane=Lane.SOUND)
                return
            self._player = player
            self._timer.start()

        self._context.ops.run(self, play, playing, lambda error: self._failed(request, error), lane=Lane.SOUND)

    def stop(self) -> None:
        """Silence."""
        self._request += 1
        self._timer.stop()
        self._silent()
        player = self._player
        if player is not None:
            self._context.ops.run(self, player.stop, lane=Lane.SOUND)

    def _failed(self, request: int, error: Exception) -> None:
        if request != self._request:
            return  # nobody waits for this sound any more
        self._silent()
        text = describe(error)
        if not self._told:
            self._told = True  # once: it must not come between the clinician and the words at every click
            self.failed.emit(" ".join(part for part in (text.happened, text.next_step) if part))

    def _follow(self) -> None:
        if self._player is None or not self._player.playing:
            self._timer.stop()
            self._silent()

    def _silent(self) -> None:
        """Nothing is marked as sounding."""
        turns = self._view.turns
        turns.mark(playing=-1)
        if turns.sounding is not None:
            turns.mark_stretch(writing=turns.writing)
