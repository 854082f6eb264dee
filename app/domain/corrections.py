"""What a clinician corrects in a transcript: who spoke, where a turn ends, which words were said.

Each function makes one correction and gives a new transcript; the one it was given stays as it is.
The words of a turn are counted from 0, as white space parts them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from app.domain.errors import NotAllowed, RecordMissing
from app.domain.transcript import Role, Speaker, Transcript, Turn, Word

JOINED_WITHIN = 3.6
"""Seconds: words of one speaker that lie further apart are turns of their own."""


def turn_words(turn: Turn) -> tuple[Word, ...]:
    """The words of a turn with their times, spread over the turn in order where the recogniser's are not known."""
    texts = turn.text.split()
    if len(texts) == len(turn.words):
        return turn.words
    return timed(texts, (), turn.start, turn.end)


def timed(texts: Sequence[str], words: Sequence[Word], start: float, end: float) -> tuple[Word, ...]:
    """Times for corrected words: each keeps its own where their number is the same. What somebody wrote is certain."""
    if len(texts) == len(words):
        return tuple(
            word if word.text == text else replace(word, text=text, probability=1.0)
            for word, text in zip(words, texts, strict=True)
        )
    step = (end - start) / max(len(texts), 1)
    return tuple(Word(text, start + i * step, start + (i + 1) * step) for i, text in enumerate(texts))


def place_of(transcript: Transcript, seen: Transcript | None, first: int, last: int) -> int:
    """Where in `transcript` the turns stand that were `first` to `last` (included) in `seen`, the number of the first.

    Somebody chose them in `seen`, and the transcript may have changed since; None: it cannot have.
    Raises NotAllowed where they are not as they were, and RecordMissing where `seen` has no such turns.
    """
    if seen is None:
        return first
    _turn(seen, first), _turn(seen, last)
    wanted, count = seen.turns[first : last + 1], last + 1 - first
    places: list[int] = [first, *range(len(transcript.turns))]
    for place in places:
        if wanted and transcript.turns[place : place + count] == wanted:
            return place
    raise NotAllowed("The transcript was changed meanwhile. Look at this place again.")


# ---- words -------------------------------------------------------------------------------------------


def edit_turn(transcript: Transcript, turn: int, text: str) -> Transcript:
    """Other words for a whole turn. Raises RecordMissing."""
    old = _turn(transcript, turn)
    new = replace(old, text=text.strip(), words=timed(text.split(), old.words, old.start, old.end))
    return replace(transcript, turns=_spliced(transcript.turns, turn, turn + 1, [new]))


def replace_words(transcript: Transcript, turn: int, first: int, last: int, meant: str) -> Transcript:
    """Other words for the words `first` to before `last` of a turn. Raises RecordMissing or NotAllowed."""
    old = _turn(transcript, turn)
    words = turn_words(old)
    if not 0 <= first < last <= len(words) or not meant.split():
        raise NotAllowed("These words are no longer there.")
    found = words[first:last]
    put = timed(meant.split(), found, found[0].start, found[-1].end)
    every = (*words[:first], *put, *words[last:])
    new = replace(old, text=_text(every), words=every)
    return replace(transcript, turns=_spliced(transcript.turns, turn, turn + 1, [new]))


# ---- who spoke ---------------------------------------------------------------------------------------


def split_turn(transcript: Transcript, turn: int, word: int) -> Transcript:
    """Two turns of the same speaker; the second one begins with `word`. Raises RecordMissing or NotAllowed."""
    parts = _cut(_turn(transcript, turn), word)
    return replace(transcript, turns=_spliced(transcript.turns, turn, turn + 1, parts))


def reassign(
    transcript: Transcript, first: int, last: int, label: str, words: tuple[int, int] | None = None
) -> Transcript:
    """The turns `first` to `last` (included) were spoken by `label`, which may be new.

    `words` (from, to; the end not included) takes only these words of the turn `first`. Neighbours that come
    to be of one speaker become one turn. What the clinician has said is certain from then on.
    Raises RecordMissing or NotAllowed.
    """
    if not label.strip() or not first <= last:
        raise NotAllowed("Choose who spoke.")
    _turn(transcript, first), _turn(transcript, last)
    made: list[Turn] = []
    changed: set[int] = set()

    def add(turn: Turn, *, theirs: bool) -> None:
        if theirs:
            if turn.speaker != label:
                changed.add(len(made))
            turn = _certain(replace(turn, speaker=label))
        made.append(turn)

    for number, turn in enumerate(transcript.turns):
        inside = first <= number <= last
        if not inside or words is None or words == (0, len(turn.text.split())):
            add(turn, theirs=inside)
            continue
        if turn.speaker == label:
            made.append(_certain(turn, words))
            continue
        for part, theirs in _parts(turn, *words):
            add(part, theirs=theirs)
    return _told(transcript, _joined(made, changed))


def merge_speakers(transcript: Transcript, gone: str, into: str) -> Transcript:
    """Two voices are one person: what `gone` said was said by `into`. Raises RecordMissing or NotAllowed."""
    known = {s.label: s for s in transcript.speakers}
    if gone not in known or into not in known:
        raise RecordMissing("speaker")
    if gone == into:
        raise NotAllowed("Choose two different speakers.")
    kept, other = known[into], known[gone]
    role = kept.role if kept.role is not Role.UNKNOWN else other.role
    speakers = tuple(
        replace(kept, role=role, name=kept.name or other.name) if s.label == into else s
        for s in transcript.speakers
        if s.label != gone
    )
    changed = {n for n, turn in enumerate(transcript.turns) if turn.speaker == gone}
    turns = [replace(turn, speaker=into) if n in changed else turn for n, turn in enumerate(transcript.turns)]
    return replace(transcript, turns=_joined(turns, changed), speakers=speakers)


def swap_roles(transcript: Transcript) -> Transcript:
    """The therapist becomes a client, and the other way round."""
    swapped = {Role.THERAPIST: Role.CLIENT, Role.CLIENT: Role.THERAPIST}
    return transcript.with_roles({s.label: swapped.get(s.role, s.role) for s in transcript.speakers})


def name_speakers(transcript: Transcript, names: Mapping[str, str], roles: Mapping[str, Role]) -> Transcript:
    """Names (an empty one takes the name away) and roles by label."""
    speakers = tuple(
        replace(s, name=names.get(s.label, s.name).strip(), role=roles.get(s.label, s.role))
        for s in transcript.speakers
    )
    return replace(transcript, speakers=speakers)


def new_label(transcript: Transcript) -> str:
    """The label of a speaker who is not there yet."""
    numbers = [int(m.group(1)) for s in transcript.speakers if (m := re.fullmatch(r"S(\d+)", s.label))]
    return f"S{max(numbers, default=0) + 1}"


# ---- words that were not there -----------------------------------------------------------------------


def insert_words(transcript: Transcript, words: Sequence[Word]) -> Transcript:
    """A turn of its own, uncertain, for words from a stretch that had none; a turn around it is parted.

    It is given to whoever speaks nearest to it. Raises NotAllowed without words.
    """
    if not words:
        raise NotAllowed("There are no words to put in.")
    start, end = words[0].start, words[-1].end
    label, place, turns = "", 0, list(transcript.turns)
    nearest = float("inf")
    for number, turn in enumerate(transcript.turns):
        away = max(turn.start - end, start - turn.end, 0.0)
        if away < nearest:
            nearest, label = away, turn.speaker
        if turn.start <= start:
            place = number + 1
    if place and turns[place - 1].end > start:
        around = turns[place - 1]
        before = sum(w.start < start for w in turn_words(around))
        if 0 < before < len(turn_words(around)):
            turns[place - 1 : place] = _cut(around, before)
    label = label or next((s.label for s in transcript.speakers), "S1")
    new = Turn(label, start, end, _text(words), tuple(replace(w, uncertain=True) for w in words), uncertain=True)
    turns.insert(place, new)
    told = _told(transcript, turns)
    return replace(told, duration=max(told.duration, end))


# ---- parts of turns ----------------------------------------------------------------------------------


def _turn(transcript: Transcript, number: int) -> Turn:
    if not 0 <= number < len(transcript.turns):
        raise RecordMissing("turn")
    return transcript.turns[number]


def _spliced(turns: Sequence[Turn], start: int, end: int, put: Sequence[Turn]) -> tuple[Turn, ...]:
    return (*turns[:start], *put, *turns[end:])


def _cut(turn: Turn, word: int) -> list[Turn]:
    """A turn in two parts, the second beginning with `word`. Raises NotAllowed where one would be empty."""
    words = turn_words(turn)
    if not 0 < word < len(words):
        raise NotAllowed("A turn can be split only between two of its words.")
    first, second = words[:word], words[word:]
    told = any(w.uncertain for w in words)  # which words are uncertain is known: so it is of each part
    return [
        replace(turn, end=max(first[-1].end, turn.start), text=_text(first), words=first,
                uncertain=any(w.uncertain for w in first) if told else turn.uncertain),
        replace(turn, start=second[0].start, text=_text(second), words=second,
                uncertain=any(w.uncertain for w in second) if told else turn.uncertain),
    ]  # fmt: skip


def _parts(turn: Turn, start: int, end: int) -> list[tuple[Turn, bool]]:
    """A turn in up to three parts, and which of them are the words from `start` to `end`."""
    count = len(turn.text.split())
    if not 0 <= start < end <= count:
        raise NotAllowed("These words are no longer there.")
    rest, parts = turn, []
    if end < count:
        rest, after = _cut(rest, end)
        parts.append((after, False))
    if start > 0:
        before, rest = _cut(rest, start)
        return [(before, False), (rest, True), *parts]
    return [(rest, True), *parts]


def _certain(turn: Turn, words: tuple[int, int] | None = None) -> Turn:
    """Somebody who was there has said who spoke: all of it, or some words."""
    start, end = words or (0, len(turn.words))
    told = tuple(replace(w, uncertain=False) if start <= i < end else w for i, w in enumerate(turn.words))
    left = any(w.uncertain for w in told)
    return replace(turn, words=told, uncertain=left if words is None or turn.words else turn.uncertain)


def _joined(turns: Sequence[Turn], changed: Collection[int]) -> tuple[Turn, ...]:
    """Neighbours of one speaker as one turn, where a turn that changed its speaker is one of them.

    What the clinician has split stays split.
    """
    runs: list[list[Turn]] = []
    touched = False  # whether the last run ends with one that changed
    for number, turn in enumerate(turns):
        last = runs[-1][-1] if runs else None
        near = last is not None and last.speaker == turn.speaker and turn.start - last.end < JOINED_WITHIN
        if near and (touched or number in changed):
            runs[-1].append(turn)
        else:
            runs.append([turn])
        touched = number in changed
    return tuple(_together(run) for run in runs)


def _together(run: Sequence[Turn]) -> Turn:
    if len(run) == 1:
        return run[0]
    known = any(turn.words for turn in run)
    return replace(
        run[0],
        end=max(turn.end for turn in run),
        text=" ".join(turn.text for turn in run).strip(),
        words=tuple(word for turn in run for word in turn_words(turn)) if known else (),
        uncertain=any(turn.uncertain for turn in run),
    )


def _told(transcript: Transcript, turns: Sequence[Turn]) -> Transcript:
    """With these turns; a speaker who has none any more is gone, a new one is added."""
    spoke, speaks = {t.speaker for t in transcript.turns}, {t.speaker for t in turns}
    kept = [s for s in transcript.speakers if s.label in speaks or s.label not in spoke]
    known = {s.label for s in kept}
    new = [Speaker(label) for label in dict.fromkeys(t.speaker for t in turns) if label not in known]
    return replace(transcript, turns=tuple(turns), speakers=(*kept, *new))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
