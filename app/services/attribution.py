"""Words and speakers brought together into turns.

Word times come from the recogniser, speaker times from diarization; both are off by some tenths of
a second, so a word at a boundary cannot be trusted alone. People change over at the ends of
sentences: a sentence goes as a whole to the voice that has most of it, and is marked uncertain
where that is not clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.transcript import Segment, Speaker, SpeakerTurn, Transcript, Turn, Word

LONGEST_PAUSE = 3.6
"""Seconds of silence that always end a turn."""
CLEAR_SHARE = 0.75
"""A sentence is certain when one voice has at least this share of its voiced time."""
SPLIT_SHARE = 0.6
"""Below this share, with long stretches of both, the sentence is cut where the voices change."""
ENDINGS = (".", "?", "!", "…")


def build_transcript(segments: Sequence[Segment], spoken: Sequence[SpeakerTurn], duration: float) -> Transcript:
    """Turns in order, with the speakers in order of their first words; roles are not known yet."""
    turns: list[Turn] = []
    for words, label, uncertain in _sentences(segments, spoken):
        last = turns[-1] if turns else None
        if last is not None and last.speaker == label and words[0].start - last.end < LONGEST_PAUSE:
            turns[-1] = Turn(
                label,
                last.start,
                words[-1].end,
                f"{last.text} {_text(words)}",
                last.words + words,
                last.uncertain or uncertain,
            )
        else:
            turns.append(Turn(label, words[0].start, words[-1].end, _text(words), words, uncertain))
    labels = list(dict.fromkeys(turn.speaker for turn in turns))
    return Transcript(tuple(turns), tuple(Speaker(label) for label in labels), duration)


def _sentences(
    segments: Sequence[Segment], spoken: Sequence[SpeakerTurn]
) -> Iterator[tuple[tuple[Word, ...], str, bool]]:
    """Each sentence (or part of one) with its speaker, and whether that is uncertain."""
    previous = spoken[0].label if spoken else "S1"
    for segment in segments:
        for words in _split(segment.words):
            shares = _shares(words, spoken)
            label = max(shares, key=lambda name: shares[name]) if shares else previous
            total = sum(shares.values())
            share = shares.get(label, 0.0) / total if total else 0.0
            if shares and share < SPLIT_SHARE and len(words) > 3:
                yield from _by_voice(words, spoken)
            else:
                yield words, label, share < CLEAR_SHARE
            previous = label


def _split(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    start = 0
    for i, word in enumerate(words):
        if word.text.endswith(ENDINGS):
            yield tuple(words[start : i + 1])
            start = i + 1
    if start < len(words):
        yield tuple(words[start:])


def _shares(words: Sequence[Word], spoken: Sequence[SpeakerTurn]) -> dict[str, float]:
    """Seconds of each voice within the words' time."""
    start, end = words[0].start, words[-1].end
    shares: dict[str, float] = {}
    for turn in spoken:
        overlap = min(end, turn.end) - max(start, turn.start)
        if overlap > 0:
            shares[turn.label] = shares.get(turn.label, 0.0) + overlap
    return shares


def _by_voice(words: Sequence[Word], spoken: Sequence[SpeakerTurn]) -> Iterator[tuple[tuple[Word, ...], str, bool]]:
    """Cut a sentence that two people share into runs of words by the voice nearest to each word."""
    run: list[Word] = []
    label = ""
    for word in words:
        middle = (word.start + word.end) / 2
        nearest = min(spoken, key=lambda turn: max(turn.start - middle, middle - turn.end, 0.0)).label
        if run and nearest != label:
            yield tuple(run), label, True
            run = []
        run.append(word)
        label = nearest
    if run:
        yield tuple(run), label, True


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
