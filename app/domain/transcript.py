"""Words, turns and speakers.

Times are seconds from the start of the recording. `Transcript.to_json` is the documented exchange
format of the command line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.domain.errors import InputInvalid

SAMPLE_RATE = 16_000
"""Samples per second of all stored sound: mono, signed 16-bit little-endian PCM."""


class Role(StrEnum):
    """Who a speaker is."""

    THERAPIST = "therapist"
    CLIENT = "client"
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why a stretch of sound has no words that can be trusted. The values are stored."""

    NONE = ""
    SKIPPED = "skipped"  # there is sound, but no voice that voice activity knows: whispers, crying, a door
    EMPTY = "empty"  # voiced, and the recogniser found no words
    IMPROBABLE = "improbable"  # the recogniser does not believe its own words
    NO_SPEECH = "no_speech"  # the recogniser holds it for something else than speech
    REPEATED = "repeated"  # the same words over and over
    INVENTED = "invented"  # a phrase that recognisers are known to invent on silence


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word. `probability` is the recogniser's own, 0.0 to 1.0.

    `uncertain`: which voice spoke it is not clear.
    """

    text: str
    start: float
    end: float
    probability: float = 1.0
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of sound and the words recognised in it; where it has a `doubt` it has no words."""

    start: float
    end: float
    words: tuple[Word, ...] = ()
    doubt: Doubt = Doubt.NONE


@dataclass(frozen=True, slots=True)
class SpeakerTurn:
    """What diarization says: `label` (S1, S2, …) speaks from `start` to `end`."""

    start: float
    end: float
    label: str


class StretchKind(StrEnum):
    """What stands between the words of a transcript."""

    PAUSE = "pause"  # nobody spoke
    UNCLEAR = "unclear"  # somebody spoke, and no words can be trusted
    SKIPPED = "skipped"  # sound without a known voice: whispers, crying, a door


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the session without words, from `start` to `end`; shown with its length, and can be played."""

    kind: StretchKind
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice in the session: its stable label, its role, and the name shown if one was given."""

    label: str
    role: Role = Role.UNKNOWN
    name: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's words until another person speaks or a long pause ends them."""

    speaker: str
    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """The whole session in turns, numbered from 0 by their place in `turns`."""

    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    duration: float = 0.0

    def role_of(self, turn: Turn) -> Role:
        """The role of whoever speaks `turn`."""
        for speaker in self.speakers:
            if speaker.label == turn.speaker:
                return speaker.role
        return Role.UNKNOWN

    def name_of(self, label: str) -> str:
        """What the screen calls a speaker: the given name, else the role, else the label."""
        for speaker in self.speakers:
            if speaker.label == label:
                return speaker.name or (
                    speaker.role.value.capitalize() if speaker.role != Role.UNKNOWN else speaker.label
                )
        return label

    def with_roles(self, roles: dict[str, Role]) -> Transcript:
        """A copy with the roles of the labels in `roles` replaced."""
        speakers = tuple(replace(s, role=roles.get(s.label, s.role)) for s in self.speakers)
        return replace(self, speakers=speakers)

    def words(self) -> Iterator[Word]:
        """Every word in order."""
        for turn in self.turns:
            yield from turn.words

    def to_dict(self) -> dict[str, Any]:
        """The exchange format: turns with a speaker's role or name, times and text."""
        return {
            "duration": round(self.duration, 3),
            "turns": [
                {
                    "speaker": self._exchange_name(turn),
                    "start": round(turn.start, 3),
                    "end": round(turn.end, 3),
                    "text": turn.text,
                }
                for turn in self.turns
            ],
        }

    def _exchange_name(self, turn: Turn) -> str:
        role = self.role_of(turn)
        return role.value if role != Role.UNKNOWN else turn.speaker

    def to_json(self) -> str:
        """`to_dict` as indented JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1)


def clean_text(text: str) -> str:
    """Text from outside without control characters and halves of characters, which no text needs."""
    kept = (c if c.isprintable() or c in "\n\t" or c.isspace() else " " for c in text)
    return "".join(kept).encode("utf-8", "replace").decode("utf-8")


def transcript_from_dict(data: object) -> Transcript:
    """Read the exchange format.

    `{"turns": [{"speaker": "therapist", "start": 0.0, "end": 1.2, "text": "…"}]}`; `start` and
    `end` may be missing. A speaker called "therapist" or "client" gets that role, any other name
    is a speaker without one.

    Raises InputInvalid with the number of the turn that is wrong; never quotes its text.
    """
    if not isinstance(data, dict) or not isinstance(data.get("turns"), list):
        raise InputInvalid('The transcript must be a JSON object with a list called "turns".')
    turns: list[Turn] = []
    for number, item in enumerate(data["turns"]):
        turns.append(_turn_from_dict(number, item, turns[-1].end if turns else 0.0))
    labels = list(dict.fromkeys(turn.speaker for turn in turns))
    speakers = tuple(_speaker_from_name(label) for label in labels)
    return Transcript(tuple(turns), speakers, max((turn.end for turn in turns), default=0.0))


def _turn_from_dict(number: int, item: object, previous_end: float) -> Turn:
    if not isinstance(item, dict):
        raise InputInvalid(f"Turn {number} of the transcript is not a JSON object.")
    text, speaker = item.get("text"), item.get("speaker", "unknown")
    if not isinstance(text, str) or not isinstance(speaker, str):
        raise InputInvalid(f'Turn {number} of the transcript needs "speaker" and "text", both texts.')
    times: list[float] = []
    for key, default in (("start", previous_end), ("end", None)):
        value = item.get(key)
        if value is None:
            value = default if default is not None else times[0]
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
            raise InputInvalid(f'Turn {number} of the transcript: "{key}" must be a number of seconds.')
        times.append(float(value))
    if times[1] < times[0]:
        raise InputInvalid(f"Turn {number} of the transcript ends before it starts.")
    return Turn(clean_text(speaker).strip() or "unknown", times[0], times[1], clean_text(text))


def _speaker_from_name(label: str) -> Speaker:
    known = {
        "therapist": Role.THERAPIST,
        "counselor": Role.THERAPIST,
        "clinician": Role.THERAPIST,
        "client": Role.CLIENT,
        "patient": Role.CLIENT,
    }
    return Speaker(label, known.get(label.lower(), Role.UNKNOWN))
