"""A note after its transcript was corrected: each sentence stands on the same words, wherever they are now.

A correction parts, joins or hands over turns, and may change the words of one place. The words before and after
it are the same up to that place and from its end on, so each word is found again by counting.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from app.domain.corrections import turn_words
from app.domain.note import Evidence, Note, NoteSentence, Origin
from app.domain.transcript import Role, Transcript
from app.notes.members import AT, client_of
from app.notes.quoting import frames, quoted, speaker_name
from app.notes.roles import with_roles


class _Flat:
    """A transcript as one row of words; `starts` says with which word each turn begins."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        parts = [turn.text.split() for turn in transcript.turns]
        self.words = [word for part in parts for word in part]
        self.starts = list(accumulate((len(part) for part in parts), initial=0))

    def find(self, number: int, quote: str, time: float) -> tuple[int, int, float] | None:
        """The words of `quote` in a turn, as places in the row, and how far from `time` they are; the nearest."""
        wanted = quote.split()
        if not wanted or not 0 <= number < len(self.transcript.turns):
            return None
        start, end = self.starts[number], self.starts[number + 1]
        timed = turn_words(self.transcript.turns[number])
        found = [
            (abs(timed[at - start].start - time), at)
            for at in range(start, end - len(wanted) + 1)
            if self.words[at : at + len(wanted)] == wanted
        ]
        if not found:
            return None
        away, at = min(found)
        return at, at + len(wanted), away

    def turn_at(self, word: int) -> int:
        """The turn that holds a word of the row."""
        return bisect_right(self.starts, word) - 1

    def evidence(self, start: int, end: int) -> list[Evidence]:
        """The words from `start` to `end` as evidence, a piece for each turn."""
        pieces: list[Evidence] = []
        while start < end:
            number = self.turn_at(start)
            first, until = self.starts[number], min(end, self.starts[number + 1])
            said = turn_words(self.transcript.turns[number])[start - first : until - first]
            quote = " ".join(word.text for word in said)
            pieces.append(Evidence(number, said[0].start, max(said[-1].end, said[0].start), quote))
            start = until
        return pieces


@dataclass(frozen=True, slots=True)
class _Piece:
    """Evidence in the new transcript; `start` and `end` are its place in the row of words, -1 where not known."""

    evidence: Evidence
    turn_before: int
    start: int
    end: int
    same_words: bool


def follow(note: Note, before: Transcript, after: Transcript) -> Note:
    """The note of `before` as the note of `after`.

    Evidence gets the numbers, times and words of the turns where its words are now. A quotation whose words
    or speaker changed is written anew, since it is nothing but those. Any other sentence keeps its words, and
    is to be checked again where what it stands on was said by somebody else, or in other words, than was thought. What
    stands in one client's part of a group's note goes to the part of the client who said it.
    """
    if before == after or not note.sentences:
        return note
    moved = _Moved(with_roles(before), with_roles(after), note)  # as the draft and the check read them
    sentences = tuple(moved.sentence(sentence) for sentence in note.sentences)
    return note if sentences == note.sentences else replace(note, sentences=sentences)


class _Moved:
    def __init__(self, before: Transcript, after: Transcript, note: Note) -> None:
        self._before, self._after = _Flat(before), _Flat(after)
        self._frames = _frames(note, before)
        old, new = self._before.words, self._after.words
        self._head = _alike(old, new)
        most = min(len(old), len(new)) - self._head
        self._tail = min(most, _alike(old[::-1], new[::-1]))

    def sentence(self, sentence: NoteSentence) -> NoteSentence:
        if not sentence.evidence:
            return sentence
        if not self._before.words:
            return sentence.to_check()
        found = [self._piece(evidence) for evidence in sentence.evidence]
        known = [piece for each in found if each is not None for piece in each]
        if any(each is None for each in found):
            return sentence.to_check()
        doubtful = any(not piece.same_words or self._said_by_another(piece) for piece in known)
        pieces = _coalesced(known)
        evidence = tuple(piece.evidence for piece in pieces)
        section = self._section(sentence.section, evidence)
        text = self._quotation(sentence, evidence)
        if text is not None:
            return replace(sentence, text=text, evidence=evidence, section=section)
        if doubtful:
            return replace(sentence.to_check(), section=section)
        return replace(sentence, evidence=evidence, section=section)

    def _quotation(self, sentence: NoteSentence, evidence: Sequence[Evidence]) -> str | None:
        """A quotation as it is written now, its speakers called as before; None for any other sentence."""
        shown = frames(sentence.text) if sentence.origin is Origin.QUOTATION else None
        if shown is None or any(not 0 <= e.turn < len(self._before.transcript.turns) for e in sentence.evidence):
            return None
        usual = frames(quoted(sentence.evidence, self._before.transcript)) or []
        if [words for _, words in usual] != [words for _, words in shown]:
            return None
        own = client_of(sentence.section)

        def name(transcript: Transcript, label: str) -> str:
            called = speaker_name(transcript, label)
            role = _role(transcript, label)
            key = (role, label) if own or (role, label) in self._frames else (role, "")
            return self._frames.get(key, called)

        return quoted(evidence, self._after.transcript, name)

    def _section(self, section: str, evidence: Sequence[Evidence]) -> str:
        """The part of a group's note that is for the client who said it."""
        own = client_of(section)
        turns = [self._after.transcript.turns[e.turn] for e in evidence]
        clients = {t.speaker for t in turns if _role(self._after.transcript, t.speaker) is not Role.THERAPIST}
        if not own or own in clients or len(clients) != 1:
            return section
        return f"{section.partition(AT)[0]}{AT}{clients.pop()}"

    def _piece(self, evidence: Evidence) -> list[_Piece] | None:
        """Where evidence is now; None where its words are there no longer."""
        number = evidence.turn
        old = self._before.find(number, evidence.quote, evidence.start)
        new = self._after.find(number, evidence.quote, evidence.start)
        if new is not None and (old is None or new[2] < old[2]):
            # Checked after the correction, while its answer was on the way: the number is a new one already.
            return [_Piece(evidence, self._before.turn_at(max(0, self._back(new[0]))), new[0], new[1], True)]
        if old is None:
            return self._whole_turn(evidence)
        span = self._forth(old[0], old[1])
        if span is None:
            return None
        start, end = span
        same = self._after.words[start:end] == self._before.words[old[0] : old[1]]
        pieces = self._after.evidence(start, end)
        if len(pieces) == 1 and same:
            pieces = [replace(evidence, turn=pieces[0].turn)]
        made: list[_Piece] = []
        for piece in pieces:
            until = start + len(piece.quote.split())
            made.append(_Piece(piece, number, start, until, same))
            start = until
        return made or None

    def _whole_turn(self, evidence: Evidence) -> list[_Piece] | None:
        """Evidence that is not word for word in its turn: good as long as the turn is the same."""
        number = evidence.turn
        if not 0 <= number < len(self._before.transcript.turns):
            return None
        start, end = self._before.starts[number], self._before.starts[number + 1]
        span = self._forth(start, end) if start < end else None
        if span is None or self._after.words[span[0] : span[1]] != self._before.words[start:end]:
            return None
        now = self._after.turn_at(span[0])
        if span[1] > self._after.starts[now + 1]:
            return None
        return [_Piece(replace(evidence, turn=now), number, -1, -1, True)]

    def _forth(self, start: int, end: int) -> tuple[int, int] | None:
        """Words of the old row in the new one; None where the change begins or ends in the middle of them."""
        old = len(self._before.words)
        shift = len(self._after.words) - old
        if end <= self._head:
            return start, end
        if start >= old - self._tail:
            return start + shift, end + shift
        if start <= self._head and end >= old - self._tail:
            return (start, end + shift) if end + shift > start else None
        return None

    def _back(self, word: int) -> int:
        """A word of the new row in the old one, roughly where it is within the change."""
        if word < self._head:
            return word
        shift = len(self._after.words) - len(self._before.words)
        return min(max(word - shift, self._head), len(self._before.words) - 1)

    def _said_by_another(self, piece: _Piece) -> bool:
        before, after = self._before.transcript, self._after.transcript
        was, now = before.turns[piece.turn_before], after.turns[piece.evidence.turn]
        return (was.speaker, before.role_of(was)) != (now.speaker, after.role_of(now))


def _alike(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words the two begin with alike."""
    for number, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return number
    return min(len(first), len(second))


def _coalesced(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Pieces of different turns that have come to be one turn's, and follow each other there, as one."""
    made: list[_Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        joined = (
            last is not None
            and last.evidence.turn == piece.evidence.turn
            and last.turn_before != piece.turn_before
            and last.end == piece.start >= 0
        )
        if last is None or not joined:
            made.append(piece)
            continue
        one, other = last.evidence, piece.evidence
        whole = replace(one, end=max(one.end, other.end), quote=f"{one.quote} {other.quote}")
        made[-1] = _Piece(whole, piece.turn_before, last.start, piece.end, last.same_words and piece.same_words)
    return made


def _frames(note: Note, transcript: Transcript) -> dict[tuple[Role, str], str]:
    """What the note's quotations call its speakers where that is not the usual name: by role and label; by the role
    alone (label "") where everybody of that role is called the same."""
    found: dict[tuple[Role, str], str] = {}
    by_role: dict[Role, set[str]] = {}
    for sentence in note.sentences:
        shown = frames(sentence.text) if sentence.origin is Origin.QUOTATION else None
        if shown is None or len(shown) != len(sentence.evidence):
            continue
        for (who, _), evidence in zip(shown, sentence.evidence, strict=True):
            if not 0 <= evidence.turn < len(transcript.turns):
                continue
            label = transcript.turns[evidence.turn].speaker
            role = _role(transcript, label)
            by_role.setdefault(role, set()).add(who)
            if who != speaker_name(transcript, label):
                found[role, label] = who
    usual = {role: {speaker_name(transcript, s.label) for s in transcript.speakers if s.role is role} for role in Role}
    for role, called in by_role.items():
        if len(called) == 1 and not called <= usual[role]:
            found[role, ""] = next(iter(called))
    return found


def _role(transcript: Transcript, label: str) -> Role:
    return next((s.role for s in transcript.speakers if s.label == label), Role.UNKNOWN)
