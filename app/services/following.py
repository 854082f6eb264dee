"""From a recording's sound to its words and speakers: one way, while it grows and afterwards.

What is needed soonest comes first: words, then who speaks, then what the note model reads ahead. Each takes a small
piece, stores what came of it, and lets the next one decide. So recording never waits for recognition; where
recognition is slower than speech the sound waits in the recording itself, and is caught up with in the next pause.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from app.domain.errors import Cancelled, ModelError, VaultMissing, WorkerFailure
from app.domain.progress import Live, Progress, Report, Stage
from app.domain.session import Session, SessionState
from app.domain.transcript import Segment, SpeakerTurn
from app.services.access import Store
from app.services.doubtful_voices import DoubtfulVoices
from app.services.records import RecordService
from app.workers.host import Death, WorkerHost
from app.workers.protocol import LoadModel, Spoken
from app.workers.streams import ListeningStream, SpeakerStream

POLL_SECONDS = 0.25
LEAST_SECONDS = 0.5
"""While the recording goes on, less new sound than this is not handed over."""
LISTEN_SECONDS, FOLLOW_SECONDS = 10.0, 4.0
"""How much sound one step hands over at most."""
BATCH, BATCH_SECONDS = 4, 60.0
"""Of a recording that is there as a whole, as many stretches are recognised at once, from as much sound."""
SETTLE_SECONDS = 30.0
"""How long a recording may take to be closed after it has ended."""

SEEN_SECONDS = 300.0
"""For how long who seems to speak is shown."""

Going = Callable[[], bool]


class Teller:
    """Passes progress on, and says so when a worker was started again."""

    def __init__(self, stage: Stage, report: Report) -> None:
        self._last = Progress(stage, 0.0, 1.0)
        self._report = report
        self.restarted = ""

    def __call__(self, progress: Progress) -> None:
        self._last = progress
        self._report(progress)

    def at(self, done: float, total: float) -> None:
        """`done` of `total` of this stage."""
        self(replace(self._last, done=done, total=total))

    def gave_up(self) -> None:
        """The worker cannot be used for this; the work goes on without it."""
        self._report(replace(self._last, restarted=True, reason="gave up"))

    def died(self, death: Death) -> None:
        """A worker died and is being started again."""
        self.restarted = death.reason
        self._report(replace(self._last, restarted=True, reason=death.reason))


class Ahead:
    """What reads ahead while a recording goes on; this one reads nothing. Errors pass through."""

    @property
    def read_to(self) -> float:
        """Seconds of the recording up to which was read."""
        return 0.0

    def hear(self, segments: list[Segment]) -> None:
        """Words that are final."""

    def follow(self, turns: list[SpeakerTurn], until: float) -> None:
        """Who seems to speak; nothing before `until` seconds will change."""

    def advance(self) -> bool:
        """Read a little more; False where there is nothing to read just now."""
        return False


@dataclass(slots=True)
class Following:
    """One session's sound on its way. `quiet`: who spoke is asked only once the recording is over.

    `tell` hears how far the work has come while the recording goes on.
    """

    store: Store
    records: RecordService
    host: WorkerHost
    session: Session
    speech: LoadModel
    speakers: LoadModel
    hotwords: list[str]
    report: Report
    cancelled: Going
    quiet: bool = False
    ahead: Ahead = field(default_factory=Ahead)
    tell: Callable[[Live], None] = lambda _: None
    heard: Teller = field(init=False)
    spoken: Teller = field(init=False)
    doubts: DoubtfulVoices = field(init=False)
    _listening: ListeningStream = field(init=False)
    _speaking: SpeakerStream = field(init=False)
    _put_off: bool = field(init=False, default=False)
    _position: int = field(init=False, default=0)
    _unclear: int = field(init=False, default=0)
    _listen_most: float = field(init=False, default=LISTEN_SECONDS)
    _turns: tuple[SpeakerTurn, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        self.heard = Teller(Stage.TRANSCRIBE, self.report)
        self.spoken = Teller(Stage.SPEAKERS, self.report)
        self.doubts = DoubtfulVoices(self.host, self._read)

    def run(self, going_on: Going | None = None) -> tuple[float, Spoken | None]:
        """Go through the sound, and wait for more of it while it is `going_on`; everything is stored as it comes.

        Answers with the length of the sound and who spoke when; None where the speakers' worker failed for good.
        Raises Cancelled, also where the recording was cut off: it may yet go on. Raises what is wrong with the
        worker that writes down the words, and ModelError of its model.
        """
        self._begin(live=going_on is not None)
        while True:
            self._stop_if_cancelled()
            going = going_on is not None and going_on()
            length = self._grown(going)  # after the question: if it was answered with no, this is all of it
            if self._step(length, going):
                self._tell(length)
            elif going:
                time.sleep(POLL_SECONDS)
            else:
                break
        if going_on is not None:
            length = self._settled()
        self._listening.feed(length, last=True)
        self.heard.at(length, length)
        return length, self._end(length)

    def _begin(self, *, live: bool) -> None:
        self.heard.at(0.0, self._grown(live))
        self.host.load(self.speech, cancelled=self.cancelled, on_death=self.heard.died)
        stored = self.store.transcripts.segments(self.session.id)
        self._position, self._unclear = len(stored), sum(bool(segment.doubt) for segment in stored)
        self.ahead.hear(stored)
        self.doubts.hear(stored)
        self._listening = ListeningStream(
            self.host,
            self._read,
            start=max((segment.end for segment in stored), default=0.0),
            hotwords=self.hotwords,
            on_segments=self._keep_segments,
            batch=1 if live else BATCH,
            cancelled=self.cancelled,
            on_death=self.heard.died,
        )
        self._speaking = self._speaker_stream()
        self._listen_most = LISTEN_SECONDS if live else BATCH_SECONDS

    def _speaker_stream(self) -> SpeakerStream:
        return SpeakerStream(
            self.host,
            self._read,
            windows=lambda: self.store.transcripts.windows(self.session.id, 0.0),
            on_windows=lambda windows: self.store.transcripts.add_windows(self.session.id, windows, 0.0),
            on_turns=self._follow,
            on_refused=lambda: self.store.transcripts.clear_windows(self.session.id),
            cancelled=self.cancelled,
            on_death=self.spoken.died,
        )

    # ---- steps -----------------------------------------------------------------------------------

    def _step(self, length: float, going: bool) -> bool:
        """The next piece of what is needed soonest; False where nothing is left to do just now."""
        least = LEAST_SECONDS if going else 0.0
        listening, speaking = self._listening, self._speaking
        if length - listening.position > least:
            listening.feed(min(length, listening.position + self._listen_most))
            self.heard.at(listening.position, length)
            return True
        wanted = not self._put_off and not (going and self.quiet)
        if wanted and length - speaking.position > least:
            return self._follow_on(speaking, min(length, speaking.position + FOLLOW_SECONDS), length)
        return going and not self.quiet and (self.doubts.advance() or self.ahead.advance())

    def _follow_on(self, speaking: SpeakerStream, until: float, length: float) -> bool:
        try:
            self.host.load(self.speakers, cancelled=self.cancelled, on_death=self.spoken.died)
            speaking.feed(until)
            self.spoken.at(speaking.position, length * 1.1)  # the rest is for what comes after the last of it
        except (WorkerFailure, ModelError):
            self._put_off = True  # a want of memory may pass: tried once more at the end, from what is stored
        return True

    def _end(self, length: float) -> Spoken | None:
        if self._put_off:
            self._speaking = self._speaker_stream()
        try:
            self.host.load(self.speakers, cancelled=self.cancelled, on_death=self.spoken.died)
            spoken = self._speaking.end(length, self.session.speakers or None)
        except (WorkerFailure, ModelError):
            self.spoken.gave_up()
            return None
        self.spoken.at(1.0, 1.0)
        return spoken

    # ---- what comes ------------------------------------------------------------------------------

    def _keep_segments(self, segments: list[Segment]) -> None:
        with self.store.database.transaction():
            for segment in segments:
                self.store.transcripts.save_segment(self.session.id, self._position, segment)
                self._position += 1
        self._unclear += sum(bool(segment.doubt) for segment in segments)
        self.ahead.hear(segments)
        self.doubts.hear(segments)

    def _follow(self, turns: list[SpeakerTurn]) -> None:
        self._turns = latest_turns(self._turns, turns)
        self.doubts.follow(turns)
        self.ahead.follow(turns, max((turn.end for turn in turns), default=0.0))

    def _tell(self, length: float) -> None:
        spoken_to = self._speaking.position
        restarted = self.heard.restarted or self.spoken.restarted
        self.tell(
            Live(length, self._listening.position, spoken_to, self.ahead.read_to, self._unclear, restarted, self._turns)
        )

    # ---- the recording ---------------------------------------------------------------------------

    def _read(self, start: float, end: float) -> bytes:
        return self.records.sound(self.session.id, start, end)

    def _length(self) -> float:
        return self.records.sound_length(self.session.id)

    def _grown(self, going: bool) -> float:
        try:
            return self._length()
        except VaultMissing:  # its recorder is only just starting
            if not going:
                raise
            return 0.0

    def _stop_if_cancelled(self) -> None:
        if self.cancelled():
            raise Cancelled

    def _settled(self) -> float:
        """The recording is over: its length once it is closed. Raises Cancelled where it was cut off."""
        patience = time.monotonic() + SETTLE_SECONDS
        while True:
            self._stop_if_cancelled()
            state = self.records.session(self.session.id).state
            if state is SessionState.INTERRUPTED or time.monotonic() > patience:
                raise Cancelled
            if state is not SessionState.RECORDING:
                return self._length()
            time.sleep(POLL_SECONDS)


def latest_turns(known: Sequence[SpeakerTurn], told: Sequence[SpeakerTurn]) -> tuple[SpeakerTurn, ...]:
    """Who seems to speak in the last `SEEN_SECONDS`, after more was `told`: that counts from where it begins."""
    if not told:
        return tuple(known)
    begins, ends = min(turn.start for turn in told), max(turn.end for turn in told)
    both = [*(turn for turn in known if turn.start < begins), *told]
    return tuple(turn for turn in both if turn.end > ends - SEEN_SECONDS)
