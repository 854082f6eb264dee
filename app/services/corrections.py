"""Correcting a transcript: each act is one step that can be undone, and the draft's evidence follows.

Versions of a transcript are kept anyway; undoing stores the one before as a new version. What can be undone is
known as long as the vault stays open and nobody else writes a transcript of the session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

from app.domain import corrections as c
from app.domain.errors import NotAllowed, NoteSigned, RecordMissing
from app.domain.note import Note, VersionKind
from app.domain.session import SessionState
from app.domain.transcript import SAMPLE_RATE, Doubt, Role, Segment, Stretch, StretchKind, Transcript, Word
from app.late import late
from app.notes.medications import Suggestion
from app.notes.moved_evidence import follow
from app.notes.summary import is_summary
from app.services.access import Store, VaultService
from app.services.misheard import Misheard
from app.services.records import RecordService
from app.services.session_models import ModelSource
from app.services.stretches import parts_of
from app.workers.host import Never, OnDeath, WorkerHost
from app.workers.protocol import Heard, Recognise

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

LONGEST_PIECE = 28.0
"""Seconds of sound that are recognised at once."""
SILENCE = 33
"""The largest sample (of 32768: 60 dB below full scale) of sound in which nobody can be heard: a recogniser that is
asked for words all the same would make some up."""

_Stored = tuple[int, Segment, Segment]  # the place of a segment, what it was, what it became


@dataclass(frozen=True, slots=True)
class Corrected:
    """A transcript before and after an act, and whether there is something to undo or to do again then."""

    before: Transcript
    after: Transcript
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """One act: numbers of the versions before and after it."""

    before: int
    after: int
    segments: tuple[_Stored, ...] = ()


@dataclass(slots=True)
class _History:
    """What was done in a session since it was opened. `current` is the version that the history knows as the last."""

    current: int
    done: list[_Step] = field(default_factory=list)
    undone: list[_Step] = field(default_factory=list)


class CorrectionService:
    """Every method raises VaultLocked, RecordMissing, and NoteSigned once the note is signed.

    `seen` is the transcript in which somebody chose a turn by its number: the turn is found again where others came
    before it since, and NotAllowed is raised where it is not as it was. None: the number is the present one.
    """

    def __init__(
        self,
        vault: VaultService,
        records: RecordService,
        models: ModelSource,
        speech: WorkerHost,
        hotwords: Callable[[str], Sequence[str]],
    ) -> None:
        """`speech` is the speech worker; `hotwords` gives the words that recognition of a session is prepared for."""
        self._vault = vault
        self._records = records
        self._models = models
        self._speech = speech
        self._hotwords = hotwords
        self._histories: dict[str, _History] = {}
        self._acting = Lock()
        self._misheard = Misheard()
        vault.on_lock(self._forget)

    def followed(self, note: Note, before: Transcript, after: Transcript) -> Note:
        """A note of `before` as a note of `after`: see `app.notes.moved_evidence.follow`. Stores nothing."""
        return follow(note, before, after)

    def opened(self, session_id: str) -> tuple[bool, bool]:
        """Somebody looks at a session: whether there is something to undo, and to do again."""
        with self._acting:
            history = self._history(session_id)
            return bool(history.done), bool(history.undone)

    # ---- acts ------------------------------------------------------------------------------------

    def edit_turn(self, session_id: str, turn: int, text: str, seen: Transcript | None = None) -> Corrected:
        """Other words for a turn."""

        def change(transcript: Transcript) -> Transcript:
            return c.edit_turn(transcript, c.place_of(transcript, seen, turn, turn), text)

        return self._act(session_id, "transcript.edited", change)

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
        """`meant` instead of the words `first` to before `last`. NotAllowed where they are not `heard` any more."""

        def change(transcript: Transcript) -> Transcript:
            at = c.place_of(transcript, seen, turn, turn)
            texts = transcript.turns[at].text.split() if 0 <= at < len(transcript.turns) else []
            said = texts[max(first, 0) : last]
            if not said or _bare(said) != _bare(heard.split()):
                raise NotAllowed("These words were changed meanwhile.")
            return c.replace_words(transcript, at, first, last, _in_place(said, meant))

        return self._act(session_id, "transcript.edited", change)

    def name_speakers(self, session_id: str, names: Mapping[str, str], roles: Mapping[str, Role]) -> Corrected:
        """Names (an empty one takes it away) and roles by label."""
        return self._act(session_id, "transcript.speakers", lambda t: c.name_speakers(t, names, roles))

    def swap_roles(self, session_id: str) -> Corrected:
        """The therapist becomes a client, and the other way round."""
        return self._act(session_id, "transcript.speakers", c.swap_roles)

    def merge_speakers(self, session_id: str, gone: str, into: str) -> Corrected:
        """Two voices are one person: what `gone` said was said by `into`."""
        return self._act(session_id, "transcript.merged", lambda t: c.merge_speakers(t, gone, into))

    def split_turn(
        self, session_id: str, turn: int, word: int, speaker: str | None = None, seen: Transcript | None = None
    ) -> Corrected:
        """A new turn begins at `word`, spoken by `speaker`: None the same person, "" somebody new."""

        def change(transcript: Transcript) -> Transcript:
            at = c.place_of(transcript, seen, turn, turn)
            split = c.split_turn(transcript, at, word)
            if speaker is None or speaker == transcript.turns[at].speaker:
                return split
            return c.reassign(split, at + 1, at + 1, speaker or c.new_label(transcript))

        return self._act(session_id, "transcript.split", change)

    def reassign(
        self,
        session_id: str,
        first: int,
        last: int,
        speaker: str,
        words: tuple[int, int] | None = None,
        seen: Transcript | None = None,
    ) -> Corrected:
        """The turns `first` to `last` (included) were spoken by `speaker`, "" for somebody new.

        `words` (from, to; the end not included) takes only these words of the turn `first`.
        """

        def change(transcript: Transcript) -> Transcript:
            at = c.place_of(transcript, seen, first, last)
            return c.reassign(transcript, at, at + last - first, speaker or c.new_label(transcript), words)

        return self._act(session_id, "transcript.reassigned", change)

    def undo(self, session_id: str) -> Corrected:
        """The transcript as it was before the last act. Raises NotAllowed where there is none."""
        with self._acting:
            history = self._history(session_id)
            if not history.done:
                raise NotAllowed("There is nothing to undo.")
            step = history.done[-1]
            before, after = self._back_to(session_id, step.before, "transcript.undone",
                                          [(place, new, old) for place, old, new in step.segments])  # fmt: skip
            history.done.pop()
            history.undone.append(step)
            return self._corrected(history, session_id, before, after)

    def redo(self, session_id: str) -> Corrected:
        """The act that was undone last, once more. Raises NotAllowed where there is none."""
        with self._acting:
            history = self._history(session_id)
            if not history.undone:
                raise NotAllowed("There is nothing to do again.")
            step = history.undone[-1]
            before, after = self._back_to(session_id, step.after, "transcript.redone", list(step.segments))
            history.undone.pop()
            history.done.append(step)
            return self._corrected(history, session_id, before, after)

    # ---- what had no words -----------------------------------------------------------------------

    def transcribe_stretch(
        self,
        session_id: str,
        stretch: Stretch,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
    ) -> Corrected | None:
        """Write down what is said in a stretch, as a turn whose speaker is uncertain; None where no words are found.

        Raises RecordMissing where the recording is destroyed, Cancelled, and what is wrong with the model or
        the worker.
        """
        if stretch.kind is StretchKind.PAUSE:
            raise NotAllowed("Nobody spoke here.")
        self._not_signed(session_id)
        parts = parts_of(stretch, self._records.segments(session_id))
        if not parts:
            raise NotAllowed("This stretch has been written down already.")
        since = self._speech.stops
        self._speech.load(self._models.load_request("speech"), cancelled=cancelled, on_death=on_death)
        stored: list[_Stored] = []
        for place, segment in parts:
            words = self._words(session_id, segment, cancelled, on_death, since)
            if words:
                stored.append((place, segment, replace(segment, words=words, doubt=Doubt.NONE)))
        found = [word for _, _, segment in stored for word in segment.words]
        if not found:
            return None
        return self._act(session_id, "transcript.stretch", lambda t: c.insert_words(t, found), tuple(stored))

    def _words(
        self,
        session_id: str,
        segment: Segment,
        cancelled: Callable[[], bool],
        on_death: OnDeath | None,
        since: int,
    ) -> tuple[Word, ...]:
        """What the speech worker makes out in one segment, in pieces that it can take."""
        words: list[Word] = []
        at = segment.start
        while segment.end - at > 1 / SAMPLE_RATE:
            until = min(segment.end, at + LONGEST_PIECE)
            pcm = self._records.sound(session_id, at, until)
            if _loudest(pcm) > SILENCE:
                request = Recognise(pcm, at, list(self._hotwords(session_id)))
                heard = self._speech.call(request, Heard, cancelled=cancelled, on_death=on_death, since=since)
                words += [word for each in heard.segments for word in each.words if word.text.strip()]
            at = until
        return tuple(words)

    # ---- what may have been meant ----------------------------------------------------------------

    def suggestions(self, session_id: str) -> list[Suggestion]:
        """Medicines and the client's own terms that may have been heard wrongly, but those that were left already.

        None once the note is signed. Raises TemplateInvalid where a word list is damaged.
        """
        session, transcript = self._records.session(session_id), self._records.transcript(session_id)
        if transcript is None or session.state is SessionState.SIGNED or is_summary(transcript):
            return []
        left, own = self._left(session_id), self._store.clients.get(session.client_id).terms.splitlines()
        return [each for each in self._misheard.find(session_id, transcript, own) if _key(each) not in left]

    def leave(self, session_id: str, suggestion: Suggestion) -> None:
        """What was heard is right: it is not asked again in this session."""
        left = self._left(session_id)
        if _key(suggestion) not in left:
            self._store.settings.set(f"left.{session_id}", [*left, _key(suggestion)])

    def _left(self, session_id: str) -> list[str]:
        return [str(each) for each in self._store.settings.get(f"left.{session_id}") or []]

    # ---- inside ----------------------------------------------------------------------------------

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _not_signed(self, session_id: str) -> None:
        note = self._store.notes.latest(session_id)
        if self._records.session(session_id).state is SessionState.SIGNED or (note is not None and note.signed):
            raise NoteSigned

    def _act(
        self,
        session_id: str,
        action: str,
        change: Callable[[Transcript], Transcript],
        segments: tuple[_Stored, ...] = (),
    ) -> Corrected:
        """Make one correction, store it, and note how to undo it; one that changes nothing is not stored."""
        with self._acting:
            store, history = self._store, self._history(session_id)
            with store.database.transaction():
                self._not_signed(session_id)
                before = self._latest(session_id)
                after = change(before)
                if after != before or segments:
                    self._put(session_id, before, after, action, segments)
            version = store.transcripts.count_versions(session_id)
            if version != history.current:
                history.done.append(_Step(history.current, version, segments))
                history.undone.clear()
            return self._corrected(history, session_id, before, after)

    def _back_to(
        self, session_id: str, version: int, action: str, segments: Sequence[_Stored]
    ) -> tuple[Transcript, Transcript]:
        """Store an earlier version anew. Raises RecordMissing where it was deleted."""
        store = self._store
        with store.database.transaction():
            self._not_signed(session_id)
            before, after = self._latest(session_id), store.transcripts.version(session_id, version)
            if after is None:
                raise RecordMissing("transcript")
            self._put(session_id, before, after, action, segments)
        return before, after

    def _put(
        self, session_id: str, before: Transcript, after: Transcript, action: str, segments: Sequence[_Stored]
    ) -> None:
        """Transcript, segments and the note that follows, all or nothing."""
        store = self._store
        with store.database.transaction():
            store.transcripts.save(session_id, after)
            for place, _, segment in segments:
                store.transcripts.save_segment(session_id, place, segment)
            note = store.notes.latest(session_id)
            if note is not None:
                store.notes.save(replace(follow(note, before, after), kind=VersionKind.FOLLOWED))
            store.audit.append(action, session_id)

    def _forget(self) -> None:
        self._histories.clear()
        self._misheard.forget()

    def _latest(self, session_id: str) -> Transcript:
        transcript = self._store.transcripts.latest(session_id)
        if transcript is None:
            raise RecordMissing("transcript")
        return transcript

    def _history(self, session_id: str) -> _History:
        """What can be undone; nothing, where the transcript was written by somebody else since."""
        version = self._store.transcripts.count_versions(session_id)
        history = self._histories.get(session_id)
        if history is None or history.current != version:
            history = self._histories[session_id] = _History(version)
        return history

    def _corrected(self, history: _History, session_id: str, before: Transcript, after: Transcript) -> Corrected:
        history.current = self._store.transcripts.count_versions(session_id)
        return Corrected(before, after, bool(history.done), bool(history.undone))


def _loudest(pcm: bytes) -> int:
    """The largest sample of mono s16le PCM, whatever its sign; 0 without any."""
    samples = np.frombuffer(pcm, dtype="<i2").astype(np.int32)
    return int(np.abs(samples).max(initial=0))


def _key(suggestion: Suggestion) -> str:
    return f"{suggestion.heard} > {suggestion.meant}".lower()


_MARKS = ".,;:?!…\"'“”‘’()-"


def _bare(words: Sequence[str]) -> list[str]:
    """Words without what stands around them, to be compared."""
    return [word.strip(_MARKS).lower() for word in words]


def _in_place(said: Sequence[str], meant: str) -> str:
    """What was meant, with the marks around what was said, and whose it was."""
    first, last = said[0], said[-1]
    before = first[: len(first) - len(first.lstrip(_MARKS))]
    after = last[len(last.rstrip(_MARKS)) :]
    whose = last.rstrip(_MARKS).lower().endswith(("'s", "’s")) and not meant.endswith(("'s", "’s"))
    return f"{before}{meant}{'’s' if whose else ''}{after}"
