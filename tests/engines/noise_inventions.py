"""Counts the words that are written where nobody spoke: `python -m tests.engines.noise_inventions --minutes 30`.

Silence, noises and music go through the real voice activity and the real speech model with its thresholds, as while a
session is recorded; what was voiced, kept back and skipped is printed for each kind. With `--model FOLDER` another
model in CTranslate2's format than the demo's is asked.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.transcript import Segment
from app.engines.listening import Listener
from app.engines.sound import pcm_from
from app.engines.speech import SpeechSettings, WhisperRecogniser
from tests.demo import load_request
from tests.noises import KINDS

PIECE = 60.0


@dataclass
class Count:
    """What came of one kind of sound."""

    minutes: float = 0.0
    words: int = 0
    doubts: Counter[str] = field(default_factory=Counter)

    def add(self, segments: list[Segment]) -> None:
        """Count these segments."""
        self.words += sum(len(segment.words) for segment in segments)
        self.doubts.update(segment.doubt.value for segment in segments if segment.doubt)


def demo_recogniser() -> WhisperRecogniser:
    """The demo's speech model with the settings of the catalogue."""
    request = load_request("speech")
    return WhisperRecogniser(Path(request.path), SpeechSettings(**request.settings))


def count(recogniser: WhisperRecogniser, kind: str, minutes: float) -> Count:
    """Listen to `minutes` of one kind of sound, another seed each minute."""
    found, left, seed = Count(), minutes * 60.0, 1
    listener = Listener(recogniser)
    while left > 0:
        seconds = min(PIECE, left)
        left -= seconds
        found.add(listener.listen(pcm_from(KINDS[kind](seconds, seed)), left <= 0)[0])
        found.minutes += seconds / 60.0
        seed += 1
    return found


def main() -> int:
    """Print the table; 1 if a word was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0, help="of each kind")
    parser.add_argument("--model", type=Path)
    given = parser.parse_args()
    recogniser = WhisperRecogniser(given.model, SpeechSettings()) if given.model else demo_recogniser()
    total = 0
    print(f"{'sound':<14}{'minutes':>8}{'words':>7}  kept back")
    for kind in KINDS:
        found = count(recogniser, kind, given.minutes)
        total += found.words
        kept = ", ".join(f"{name} {number}" for name, number in sorted(found.doubts.items())) or "-"
        print(f"{kind:<14}{found.minutes:>8.1f}{found.words:>7}  {kept}", flush=True)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
