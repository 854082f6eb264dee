"""Words of a transcript that may have been misheard, looked for once for each turn as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.transcript import Transcript
from app.notes.medications import Suggestion, suggestions

_BESIDE = 10
"""Words of the turn before that may say what the talk is of; as in `app.notes.medications`."""

_Key = tuple[str, str, tuple[str, ...]]


class Misheard:
    """Remembers what was found in one session, so that a correction costs the turns that it changed."""

    def __init__(self) -> None:
        self._session_id = ""
        self._found: dict[_Key, tuple[Suggestion, ...]] = {}

    def forget(self) -> None:
        """Nothing of a session is remembered any more."""
        self._session_id, self._found = "", {}

    def find(self, session_id: str, transcript: Transcript, own: Sequence[str] = ()) -> list[Suggestion]:
        """As `app.notes.medications.suggestions`, which raises TemplateInvalid."""
        if session_id != self._session_id:
            self._session_id, self._found = session_id, {}
        keys = _keys(transcript, tuple(own))
        missing = [number for number, key in enumerate(keys) if key not in self._found]
        for first, last in _runs(missing):
            before = max(first - 1, 0)
            part = replace(transcript, turns=transcript.turns[before : last + 1])
            found = suggestions(part, own)
            for number in range(first, last + 1):
                self._found[keys[number]] = tuple(each for each in found if each.turn == number - before)
        self._found = {key: self._found[key] for key in keys}
        return [replace(each, turn=number) for number, key in enumerate(keys) for each in self._found[key]]


def _keys(transcript: Transcript, own: tuple[str, ...]) -> list[_Key]:
    keys: list[_Key] = []
    before = ""
    for turn in transcript.turns:
        keys.append((before, turn.text, own))
        before = " ".join(turn.text.split()[-_BESIDE:])
    return keys


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each row of numbers without a hole."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
