"""The typed messages between the window's side and a worker.

They travel as MessagePack over a pipe, decoded into these types and nothing else: never pickles,
so that a worker that has been taken over by a bad model file cannot run code in the process that
holds the vault's key.
"""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.engines import Asked, Entailed, Question, ReadSoFar
from app.domain.placement import Device, FellBack
from app.domain.stamps import Stamp
from app.domain.transcript import Segment, SpeakerTurn
from app.sandbox import Held
from app.sandbox.canary import Tried


class Message(msgspec.Struct, tag=True, frozen=True):
    """Base of all messages; the class's name is the tag on the wire."""


# ---- requests ------------------------------------------------------------------------------------


class LoadModel(Message, frozen=True):
    """Load a model of `task` ("speech", "speakers", "embedding", "entailment", "note") from `path`.

    `processor`: no graphics card is looked for, whatever the settings say; one has failed before. `files`: the model's
    files with their whole paths, as they were when they were checked; the worker refuses others (FilesChanged).
    """

    task: str
    path: str
    settings: dict[str, Any]
    processor: bool = False
    files: dict[str, Stamp] = {}


class Convert(Message, frozen=True):
    """Make safetensors out of a checkpoint: one `part` of a speaker model with these settings.

    For a process that is started for this alone, and ended afterwards: the bytes are a pickle.
    """

    checkpoint: bytes
    part: str
    settings: dict[str, Any]


class Unload(Message, frozen=True):
    """Give back the memory of the models of these tasks. What is not loaded is passed over."""

    tasks: list[str]


class StartListening(Message, frozen=True):
    """A stream of sound begins at `offset` seconds of the recording; forget any earlier one.

    `hotwords`: most relevant first; the engine takes as many as it can. `batch`: how many closed stretches
    may be recognised at once (1 while somebody speaks; more only where sound comes faster than it was spoken).
    """

    offset: float
    hotwords: list[str]
    batch: int = 1


class Listen(Message, frozen=True):
    """The next sound of the stream (mono s16le PCM, 16 kHz). `last`: nothing follows."""

    pcm: bytes
    last: bool = False


class Recognise(Message, frozen=True):
    """Words of one stretch of sound that begins at `start`.

    `wanted`: by the clinician, who heard something there: nothing is left out of it. Else only where somebody speaks.
    """

    pcm: bytes
    start: float
    hotwords: list[str]
    wanted: bool = True


class StartFollowing(Message, frozen=True):
    """Speakers are told apart from here on, while they speak; forget any earlier recording.

    `windows` are those that `Followed` gave before, all of them and in order: work that need not be done again.
    `hop` is the distance of windows in seconds, 0.0 for what the machine can bear.
    """

    windows: list[bytes]
    hop: float = 0.0


class Follow(Message, frozen=True):
    """The next sound for `StartFollowing`, without a gap (mono s16le PCM, 16 kHz)."""

    pcm: bytes


class EndFollowing(Message, frozen=True):
    """No sound follows: who spoke when in all of it. `speakers` None: unknown."""

    speakers: int | None


class EmbedVoices(Message, frozen=True):
    """Voice vectors of pieces of sound (mono s16le PCM), for comparison with those of `Spoken`."""

    pieces: list[bytes]


class Embed(Message, frozen=True):
    """Sentence vectors."""

    texts: list[str]


class Entail(Message, frozen=True):
    """How each text stands to its statement: pairs of text and statement."""

    pairs: list[tuple[str, str]]


class CountTokens(Message, frozen=True):
    """How many tokens a text takes."""

    text: str


class Complete(Message, frozen=True):
    """Let the language model answer in JSON."""

    system: str
    user: str
    schema: dict[str, Any]
    max_tokens: int


class StartReading(Message, frozen=True):
    """The language model begins to read a session along; forget any earlier one. `reading` names it from here on."""

    reading: str
    system: str


class ReadOn(Message, frozen=True):
    """More of the session, to be read after everything before; evaluate at most `most` tokens of what waits, now."""

    reading: str
    texts: list[str]
    most: int


class Ask(Message, frozen=True):
    """A question about what was read, answered in JSON; what was read stays as it is. `ahead` will be asked next."""

    reading: str
    question: Question
    ahead: list[Question] = []


class StopReading(Message, frozen=True):
    """Forget what was read."""


class TryNetwork(Message, frozen=True):
    """Try to open a socket, to prove that the sandbox refuses it."""


class Prove(Message, frozen=True):
    """Try everything that the sandbox refuses; `closed` is the folder that must not be seen."""

    closed: str


# ---- replies and events --------------------------------------------------------------------------


class Done(Message, frozen=True):
    """The request was carried out."""


class Loaded(Message, frozen=True):
    """A model was loaded: where it runs, and why not on a graphics card where there is one."""

    device: Device = Device.PROCESSOR
    fell_back: FellBack = FellBack.NOT


class Converted(Message, frozen=True):
    """The weights as a safetensors file. Whoever asked checks them: a pickle was in that process."""

    weights: bytes


class Heard(Message, frozen=True):
    """Segments that closed; sound before `pending_from` seconds is no longer needed."""

    segments: list[Segment]
    pending_from: float


class Followed(Message, frozen=True):
    """How following the speakers stands.

    `windows`: what was found out in the sound of this request, to be kept for `StartFollowing`.
    `turns`: who speaks when in it, as far as is known; labels are stable, S1 stays S1.
    `wanted_from`: the second of the recording with which the next `Follow` must begin.
    """

    windows: list[bytes]
    turns: list[SpeakerTurn]
    wanted_from: float


class Spoken(Message, frozen=True):
    """Who spoke when, and the voice vector of each label where one is known."""

    turns: list[SpeakerTurn]
    voices: dict[str, list[float]] = {}


class Vectors(Message, frozen=True):
    """Unit-length vectors, one a text."""

    vectors: list[list[float]]


class Entails(Message, frozen=True):
    """How each text stands to its statement, one a pair."""

    answers: list[Entailed]


class Counted(Message, frozen=True):
    """A number of tokens."""

    tokens: int


class Answered(Message, frozen=True):
    """The language model's answer."""

    text: str


class ReadTo(Message, frozen=True):
    """How reading along stands; None where this process does not hold that reading."""

    so_far: ReadSoFar | None


class AnsweredFromReading(Message, frozen=True):
    """The answer to `Ask`; None where this process does not hold that reading."""

    asked: Asked | None


class NetworkTried(Message, frozen=True):
    """Whether a socket could be opened ("opened" or "refused")."""

    outcome: str


class Proved(Message, frozen=True):
    """What came of each attempt."""

    tried: list[Tried]


class Entered(Message, frozen=True):
    """An event, the first of each process: the sandbox was entered, and this holds."""

    held: Held


class Advanced(Message, frozen=True):
    """An event, not a reply: `done` of `total` of the request in hand."""

    done: float
    total: float


class Failed(Message, frozen=True):
    """The request failed in a way that left the worker alive; `kind` is an exception's type name.

    `fell_back`: it failed on a graphics card, and should be asked again without one.
    """

    kind: str
    fell_back: FellBack = FellBack.NOT


Request = (
    LoadModel
    | Unload
    | Convert
    | StartListening
    | Listen
    | Recognise
    | StartFollowing
    | Follow
    | EndFollowing
    | EmbedVoices
    | Embed
    | Entail
    | CountTokens
    | Complete
    | StartReading
    | ReadOn
    | Ask
    | StopReading
    | TryNetwork
    | Prove
)
Reply = (
    Done
    | Loaded
    | Converted
    | Heard
    | Followed
    | Spoken
    | Vectors
    | Entails
    | Counted
    | Answered
    | ReadTo
    | AnsweredFromReading
    | NetworkTried
    | Proved
    | Entered
    | Advanced
    | Failed
)

_encoder = msgspec.msgpack.Encoder()
_requests = msgspec.msgpack.Decoder(Request)
_replies = msgspec.msgpack.Decoder(Reply)


def encode(message: Request | Reply) -> bytes:
    """A message as bytes."""
    return _encoder.encode(message)


def decode_request(data: bytes) -> Request:
    """Bytes as a request. Raises msgspec.DecodeError for anything else."""
    message: Request = _requests.decode(data)
    return message


def decode_reply(data: bytes) -> Reply:
    """Bytes as a reply. Raises msgspec.DecodeError for anything else."""
    message: Reply = _replies.decode(data)
    return message
