"""Corrections of a transcript in memory: the rules are the real ones, what is stored is not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain import corrections as c
from app.domain.errors import Cancelled, NotAllowed, NoteSigned, SottoError
from app.domain.note import Note
from app.domain.transcript import Role, Stretch, Transcript, Word
from app.notes.medications import Suggestion
from app.notes.moved_evidence import follow
from app.services.corrections import Corrected

if TYPE_CHECKING:
    from tests.gui.fake_services import FakeState


class FakeCorrections:
    """`heard` is what a stretch turns out to hold; `asked` are the suggestions; `hold` lets the recogniser wait."""

    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.heard = "I was whispering."
        self.asked: list[Suggestion] = []
        self.error: SottoError | None = None
        self.hold = threading.Event()
        self.hold.set()
        self._done: dict[str, list[tuple[Transcript, tuple[Stretch, ...]]]] = {}
        self._undone: dict[str, list[tuple[Transcript, tuple[Stretch, ...]]]] = {}

    def followed(self, note: Note, before: Transcript, after: Transcript) -> Note:
        return follow(note, before, after)

    def opened(self, session_id: str) -> tuple[bool, bool]:
        return bool(self._done.get(session_id)), bool(self._undone.get(session_id))

    def _now(self, session_id: str) -> tuple[Transcript, tuple[Stretch, ...]]:
        return self._s.transcripts[session_id], tuple(self._s.stretches)

    def _put(self, session_id: str, after: Transcript) -> Corrected:
        before = self._s.transcripts[session_id]
        note = self._s.notes.get(session_id)
        if note is not None and note.signed:
            raise NoteSigned
        self._s.transcripts[session_id] = after
        if note is not None:
            moved = follow(note, before, after)
            self._s.notes[session_id] = moved if moved is note else replace(moved, version=note.version + 1)
        return Corrected(before, after, *self.opened(session_id))

    def _act(self, session_id: str, name: str, change: Callable[[Transcript], Transcript]) -> Corrected:
        if self.error is not None:
            raise self.error
        after, kept = change(self._s.transcripts[session_id]), self._now(session_id)
        self._done.setdefault(session_id, []).append(kept)
        self._undone[session_id] = []
        self._s.calls.append((name, session_id))
        return self._put(session_id, after)

    def edit_turn(self, session_id: str, turn: int, text: str, seen: Transcript | None = None) -> Corrected:
        return self._act(session_id, "edit", lambda t: c.edit_turn(t, c.place_of(t, seen, turn, turn), text))

    def replace_words(
        self,
        session_id: str,
        turn: int,
        first: int,
        last: int,
        heard: str,
        meant: str,
        seen: Transcript | None = None,
    ) -> Corrected:
        self.asked = [each for each in self.asked if each.heard != heard]
        return self._act(
            session_id, "replace", lambda t: c.replace_words(t, c.place_of(t, seen, turn, turn), first, last, meant)
        )

    def name_speakers(self, session_id: str, names: Mapping[str, str], roles: Mapping[str, Role]) -> Corrected:
        return self._act(session_id, "names", lambda t: c.name_speakers(t, names, roles))

    def swap_roles(self, session_id: str) -> Corrected:
        return self._act(session_id, "swap", c.swap_roles)

    def merge_speakers(self, session_id: str, gone: str, into: str) -> Corrected:
        return self._act(session_id, "merge", lambda t: c.merge_speakers(t, gone, into))

    def split_turn(
        self, session_id: str, turn: int, word: int, speaker: str | None = None, seen: Transcript | None = None
    ) -> Corrected:
        def change(transcript: Transcript) -> Transcript:
            at = c.place_of(transcript, seen, turn, turn)
            split = c.split_turn(transcript, at, word)
            if speaker is None or speaker == transcript.turns[at].speaker:
                return split
            return c.reassign(split, at + 1, at + 1, speaker or c.new_label(transcript))

        return self._act(session_id, "split", change)

    def reassign(
        self,
        session_id: str,
        first: int,
        last: int,
        speaker: str,
        words: tuple[int, int] | None = None,
        seen: Transcript | None = None,
    ) -> Corrected:
        def change(transcript: Transcript) -> Transcript:
            at = c.place_of(transcript, seen, first, last)
            return c.reassign(transcript, at, at + last - first, speaker or c.new_label(transcript), words)

        return self._act(session_id, "reassign", change)

    def undo(self, session_id: str) -> Corrected:
        return self._back(session_id, self._done, self._undone, "undo")

    def redo(self, session_id: str) -> Corrected:
        return self._back(session_id, self._undone, self._done, "redo")

    def _back(self, session_id: str, source: dict[str, Any], target: dict[str, Any], name: str) -> Corrected:
        if not source.get(session_id):
            raise NotAllowed("There is nothing there.")
        transcript, stretches = source[session_id].pop()
        target.setdefault(session_id, []).append(self._now(session_id))
        self._s.calls.append((name, session_id))
        self._s.stretches = list(stretches)
        return self._put(session_id, transcript)

    def transcribe_stretch(self, session_id: str, stretch: Stretch, cancelled: Callable[[], bool]) -> Corrected | None:
        while not self.hold.wait(0.01):
            if cancelled():
                raise Cancelled
        if self.error is not None:
            raise self.error
        if not self.heard:
            return None
        texts = self.heard.split()
        step = (stretch.end - stretch.start) / len(texts)
        said = [Word(w, stretch.start + i * step, stretch.start + (i + 1) * step) for i, w in enumerate(texts)]
        done = self._act(session_id, "write", lambda t: c.insert_words(t, said))
        self._s.stretches = [each for each in self._s.stretches if each != stretch]
        return done

    def suggestions(self, session_id: str) -> list[Suggestion]:
        return list(self.asked)

    def leave(self, session_id: str, suggestion: Suggestion) -> None:
        self._s.calls.append(("leave", suggestion.heard))
        self.asked.remove(suggestion)
