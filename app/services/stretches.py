"""What lies between the words of a session: pauses, what could not be understood, sound without a known voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.domain.session import Gap
from app.domain.transcript import Doubt, Segment, Stretch, StretchKind, Transcript

LONGEST_UNNAMED = 10.0
"""Seconds for which nobody may speak before it is shown as a pause."""
NEAR = 1.0
"""Seconds between stretches of one kind that are shown as one."""


def find_stretches(
    segments: Sequence[Segment], transcript: Transcript, duration: float, gaps: Iterable[Gap] = ()
) -> list[Stretch]:
    """The stretches of a session in order; times are seconds of the recording.

    `duration` is how long the recording is. A gap takes no time in it, but nobody knows what was done while it
    lasted: a silence with a gap in it is two silences.
    """
    doubtful = _doubtful(sorted(segments, key=lambda each: each.start))
    heard = [(s.start, s.end) for s in segments] + [(t.start, t.end) for t in transcript.turns]
    return sorted([*doubtful, *_pauses(heard, duration, [gap.at for gap in gaps])], key=lambda s: (s.start, s.end))


def parts_of(stretch: Stretch, segments: Sequence[Segment]) -> list[tuple[int, Segment]]:
    """The stored segments that a stretch was made of, each with its place among `segments`."""
    return [
        (place, segment)
        for place, segment in enumerate(segments)
        if segment.doubt is not Doubt.NONE
        and _kind(segment.doubt) is stretch.kind
        and stretch.start <= (segment.start + segment.end) / 2 <= stretch.end
    ]


def _kind(doubt: Doubt) -> StretchKind:
    return StretchKind.SKIPPED if doubt is Doubt.SKIPPED else StretchKind.UNCLEAR


def _doubtful(segments: Iterable[Segment]) -> list[Stretch]:
    """Segments without words; neighbours of one kind as one, unless words stand between them."""
    made: list[Stretch] = []
    beside = False
    for segment in segments:
        if segment.doubt is Doubt.NONE:
            beside = beside and not segment.words
            continue
        kind, last = _kind(segment.doubt), made[-1] if made else None
        if last is not None and beside and last.kind is kind and segment.start - last.end <= NEAR:
            made[-1] = Stretch(kind, last.start, max(last.end, segment.end))
        elif segment.end > segment.start:
            made.append(Stretch(kind, segment.start, segment.end))
        beside = True
    return made


def _pauses(heard: Iterable[tuple[float, float]], duration: float, cuts: Sequence[float]) -> list[Stretch]:
    found: list[Stretch] = []
    at = 0.0
    for start, end in [*sorted(heard), (duration, duration)]:
        edges = [at, *sorted(cut for cut in cuts if at < cut < start), start]
        for first, last in pairwise(edges):
            if last - first >= LONGEST_UNNAMED:
                found.append(Stretch(StretchKind.PAUSE, first, last))
        at = max(at, end)
    return found
