"""Which words of a speech model can be trusted.

Whisper writes sentences where nobody spoke. What gives them away: the model's own probabilities, its
token for "no speech", text that repeats itself (all three: Radford et al. 2022, section 4.5, with their limits),
more words than anybody can say in that time, and phrases that are known to be invented
(`resources/lexicons/invented_phrases.yaml`). Nothing is dropped without a trace: what is not trusted
becomes a part without words, with its doubt.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from app.domain.transcript import Doubt, Word

PHRASES = (
    Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent.parent))
    / "resources"
    / "lexicons"
    / "invented_phrases.yaml"
)
LONGEST_CREDIT = 12
"""Words of a passage in which a mark of invented credits counts."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on words are doubted. Log-probabilities are means per token, times in seconds.

    The first three are those of Whisper itself; there all three lead to another attempt, here to a doubt. Somebody
    who cries "no, no, no" repeats one word: only loops beyond what people do count.
    """

    log_probability: float = -1.0
    no_speech: float = 0.6
    no_speech_log_probability: float = -0.7
    compression: float = 2.4
    words_per_second: float = 9.0
    loops_of_one: int = 10
    loops: int = 5
    longest_loop: int = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a speech model wrote for one stretch, and what speaks for it.

    `voiced`: seconds of voice in the stretch, None where they were not counted. `hotwords`: what the model was given.
    """

    words: tuple[Word, ...]
    log_probability: float
    no_speech: float
    compression: float
    voiced: float | None = None
    hotwords: tuple[str, ...] = ()

    @property
    def weak(self) -> bool:
        """Whether little speaks for it: hardly any voice, or a model that does not believe itself."""
        sure = sum(word.probability for word in self.words) / max(len(self.words), 1)
        short = self.voiced is not None and self.voiced < 0.3
        return short or sure < 0.5 or self.log_probability < -0.7 or self.no_speech > 0.3


@dataclass(frozen=True, slots=True)
class Part:
    """The words from number `first` up to, and without, number `last`, and what is doubted about them."""

    first: int
    last: int
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is known to be invented, in `plain` letters."""

    marks: tuple[str, ...]
    never_said: frozenset[str]
    when_weak: frozenset[str]


def plain(text: str) -> str:
    """Small letters and single spaces, no punctuation: what phrases are compared by."""
    return " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold().replace("’", "'")))


@cache
def load_phrases(path: Path = PHRASES) -> Phrases:
    """The list of invented phrases. Raises OSError or yaml.YAMLError: it is part of the program."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    sets = [frozenset(plain(p) for group in data[key].values() for p in group) for key in ("never_said", "when_weak")]
    return Phrases(tuple(plain(mark) for mark in data["marks"]), *sets)


def sift(evidence: Evidence, *, wanted: bool = False, limits: Limits | None = None) -> list[Part]:
    """The words in order, in parts that are trusted (Doubt.NONE) or not; at least one part.

    `wanted`: the clinician asked for the words of this sound, and judges them: only what was certainly not
    said (loops, credits) is kept back.
    """
    limits, count = limits or Limits(), len(evidence.words)
    whole = _whole(evidence, limits, wanted)
    if whole is not Doubt.NONE:
        return [Part(0, count, whole)]
    texts = [plain(word.text) for word in evidence.words]
    loop = _loop(texts, limits)
    if loop is not None:
        return _around(count, loop, Doubt.REPEATED)
    if evidence.compression > limits.compression:
        return [Part(0, count, Doubt.REPEATED)]
    credit = _invented(evidence, texts, wanted)
    if credit is not None:
        return _around(count, credit, Doubt.INVENTED)
    return [Part(0, count, Doubt.NONE)]


def _whole(evidence: Evidence, limits: Limits, wanted: bool) -> Doubt:
    if not any(plain(word.text) for word in evidence.words):
        return Doubt.EMPTY
    if wanted:
        return Doubt.NONE
    if evidence.no_speech > limits.no_speech and evidence.log_probability < limits.no_speech_log_probability:
        return Doubt.NO_SPEECH
    if evidence.log_probability < limits.log_probability:
        return Doubt.IMPROBABLE
    # Half a second more: the model of voice activity leaves out soft beginnings and ends.
    time = evidence.voiced + 0.5 if evidence.voiced is not None else None
    if time is not None and len(evidence.words) > 4 and len(evidence.words) / time > limits.words_per_second:
        return Doubt.IMPROBABLE
    return Doubt.NONE


def _around(count: int, span: tuple[int, int], doubt: Doubt) -> list[Part]:
    first, last = span
    parts = [Part(0, first, Doubt.NONE), Part(first, last, doubt), Part(last, count, Doubt.NONE)]
    return [part for part in parts if part.last > part.first]


def _loop(texts: Sequence[str], limits: Limits) -> tuple[int, int] | None:
    """The longest run of words in which the same one to twelve words come over and over."""
    best: tuple[int, int] | None = None
    for period in range(1, limits.longest_loop + 1):
        least = limits.loops_of_one if period == 1 else limits.loops
        run = 0
        for at in range(period, len(texts) + 1):
            if at < len(texts) and texts[at] == texts[at - period]:
                run += 1
                continue
            length = run + period
            if length >= least * period and (best is None or length > best[1] - best[0]):
                best = (at - length, at)
            run = 0
    return best


def _invented(evidence: Evidence, texts: Sequence[str], wanted: bool) -> tuple[int, int] | None:
    """Words that were not said: the whole, or the last sentence, where inventions follow what was said."""
    phrases = load_phrases()
    starts = [
        0,
        *(n for n in range(1, len(texts)) if evidence.words[n - 1].text.rstrip("\"'”’").endswith((".", "!", "?"))),
    ]
    for first in (0, starts[-1]):
        text = plain(" ".join(texts[first:]))
        credit = len(texts) - first <= LONGEST_CREDIT and any(mark in text for mark in phrases.marks)
        if credit or text in phrases.never_said:
            return first, len(texts)
    if wanted or not evidence.weak:
        return None
    return (0, len(texts)) if plain(" ".join(texts)) in phrases.when_weak or _echo(texts, evidence.hotwords) else None


def _echo(texts: Sequence[str], hotwords: Sequence[str]) -> bool:
    """Whether the model only says again the words that it was told to expect."""
    given = {part for word in hotwords for part in plain(word).split()}
    return len(texts) >= 3 and all(text in given for text in texts)
