"""The worker process: takes requests, loads engines, answers.

It holds the sound or the transcript of the session at hand, models, and nothing else: no key, no
file of the vault, no socket. Engines are imported here, after the sandbox is entered.
"""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import os
import platform
import socket
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from app import sandbox
from app.domain.engines import Embedder, EntailmentModel, NoteModel, SpeakerModel, SpeechRecogniser
from app.domain.placement import Device, FellBack, Placed
from app.domain.transcript import SAMPLE_RATE
from app.network import gate
from app.offline import go_offline, not_offline
from app.sandbox.canary import OPEN, REFUSED, Tried, try_everything
from app.workers import pickles, sight
from app.workers import protocol as p
from app.workers.still import FilesChanged, held_still

if TYPE_CHECKING:
    from app.engines.listening import Listener

Advance = Callable[[float, float], None]
Writing: TypeAlias = p.CountTokens | p.Complete | p.StartReading | p.ReadOn | p.Ask | p.StopReading
TASKS: dict[type[p.Message], str] = {
    **dict.fromkeys((p.StartListening, p.Listen, p.Recognise), "speech"),
    **dict.fromkeys((p.StartFollowing, p.Follow, p.EndFollowing, p.EmbedVoices), "speakers"),
    p.Embed: "embedding",
    p.Entail: "entailment",
    **dict.fromkeys((p.CountTokens, p.Complete, p.StartReading, p.ReadOn, p.Ask, p.StopReading), "note"),
}
"""Which model a request is for."""
NICENESS = 10
_M_ARENA_MAX = -8  # malloc.h


class Worker:
    """Carries out one request at a time; engines are loaded by `LoadModel`."""

    def __init__(self) -> None:
        self._recogniser: SpeechRecogniser | None = None
        self._follower: SpeakerModel | None = None
        self._embedder: Embedder | None = None
        self._entailment: EntailmentModel | None = None
        self._language: NoteModel | None = None
        self._reading = ""
        self._listener: Listener | None = None
        self._placed: dict[str, Placed] = {}  # by task

    def handle(self, request: p.Request, advance: Advance) -> p.Reply:  # noqa: PLR0911 - one a message
        """The reply to `request`; whatever the engines raise goes through."""
        match request:
            case p.LoadModel() | p.Unload() | p.Convert():
                return self._models(request)
            case p.StartListening(offset, hotwords, batch):
                self._listener = self._listening(offset, hotwords, batch)
                return p.Done()
            case p.Listen(pcm, last):
                assert self._listener is not None
                return p.Heard(*self._listener.listen(pcm, last))
            case p.Recognise(pcm, start, hotwords, wanted):
                listener = self._listening(start, hotwords)
                found = listener.recognise(pcm, start) if wanted else listener.listen(pcm, last=True)[0]
                return p.Heard(found, start + len(pcm) / 2 / SAMPLE_RATE)
            case p.StartFollowing() | p.Follow() | p.EndFollowing() | p.EmbedVoices():
                return self._follow(request, advance)
            case p.Embed(texts):
                assert self._embedder is not None
                return p.Vectors(self._embedder.embed(texts))
            case p.Entail(pairs):
                assert self._entailment is not None
                return p.Entails(self._entailment.entail(pairs))
            case p.CountTokens() | p.Complete() | p.StartReading() | p.ReadOn() | p.Ask() | p.StopReading():
                assert self._language is not None
                return self._write(self._language, request)
            case p.TryNetwork():
                return p.NetworkTried(_try_network())
            case p.Prove(closed):
                switches = Tried("reports", "environment", OPEN if not_offline() else REFUSED)
                return p.Proved([*try_everything(Path(closed)), switches])

    def _follow(
        self, request: p.StartFollowing | p.Follow | p.EndFollowing | p.EmbedVoices, advance: Advance
    ) -> p.Reply:
        assert self._follower is not None
        match request:
            case p.StartFollowing(windows, hop):
                self._follower.start(windows, hop)
                return p.Followed([], self._follower.turns, self._follower.wanted_from)
            case p.Follow(pcm):
                found, turns = self._follower.follow(pcm)
                return p.Followed(found, turns, self._follower.wanted_from)
            case p.EndFollowing(speakers):
                return p.Spoken(*self._follower.end(speakers, advance))
            case p.EmbedVoices(pieces):
                return p.Vectors(self._follower.embed(pieces))

    def _models(self, request: p.LoadModel | p.Unload | p.Convert) -> p.Reply:
        match request:
            case p.LoadModel():
                return self._load_still(request)
            case p.Unload(tasks):
                self._unload(tasks)
                return p.Done()
            case p.Convert():
                return _convert(request)

    def _load_still(self, request: p.LoadModel) -> p.Loaded:
        self._unload([request.task])  # first: two models for one task would not fit into memory
        try:
            with held_still(request.files):
                return self._load(request)
        except FilesChanged:
            self._unload([request.task])
            raise

    def _load(self, request: p.LoadModel) -> p.Loaded:
        path, settings, placed = Path(request.path), request.settings, Placed()
        processor = request.processor
        if request.task in ("speech", "note"):  # their libraries die of an instruction that is not there
            from app.engines.probe import check_processor  # noqa: PLC0415

            check_processor()
        # Each engine is imported only when its model is asked for: together they take 5 s and 450 MB.
        if request.task == "speech":
            from app.engines.speech import SpeechSettings, WhisperRecogniser  # noqa: PLC0415

            whisper = WhisperRecogniser(path, msgspec.convert(settings, SpeechSettings), processor=processor)
            self._recogniser, placed = whisper, whisper.placed
        elif request.task == "speakers":
            from app.engines.following import SpeakerFollower  # noqa: PLC0415
            from app.engines.speakers import PyannoteDiarizer, SpeakerSettings  # noqa: PLC0415

            diarizer = PyannoteDiarizer(path, msgspec.convert(settings, SpeakerSettings), processor=processor)
            self._follower, placed = SpeakerFollower(diarizer), diarizer.placed
        elif request.task == "embedding":
            from app.engines.embedding import SentenceEmbedder  # noqa: PLC0415

            sentences = SentenceEmbedder(path, processor=processor)
            self._embedder, placed = sentences, sentences.placed
        elif request.task == "entailment":
            from app.engines.entailment import EntailmentSettings, NliCrossEncoder  # noqa: PLC0415

            self._entailment = NliCrossEncoder(path, msgspec.convert(settings, EntailmentSettings))
        elif request.task == "note":
            from app.engines.language import LanguageSettings, LlamaModel  # noqa: PLC0415

            llama = LlamaModel(path, msgspec.convert(settings, LanguageSettings), processor=processor)
            self._language, placed = llama, llama.placed
        else:
            raise ValueError
        self._placed[request.task] = placed
        return p.Loaded(placed.device, placed.fell_back)

    def lost_card(self, request: p.Request, error: Exception) -> FellBack:
        """Whether the request failed because its model is on a graphics card, and why; NOT where it would anywhere."""
        placed = self._placed.get(TASKS.get(type(request), ""), Placed())
        if placed.device is Device.PROCESSOR:
            return FellBack.NOT
        from app.engines.graphics import failure  # noqa: PLC0415

        return failure(error)

    def _unload(self, tasks: list[str]) -> None:
        """Let go of models, and give their memory back to the system at once: another worker waits for it."""
        if "speech" in tasks:
            self._recogniser = self._listener = None
        if "speakers" in tasks:
            self._follower = None
        if "embedding" in tasks:
            self._embedder = None
        if "entailment" in tasks:
            self._entailment = None
        if "note" in tasks and self._language is not None:
            self._language.close()
            self._language, self._reading = None, ""
        gc.collect()
        if platform.libc_ver()[0] == "glibc":
            ctypes.CDLL(None).malloc_trim(0)

    def _write(self, language: NoteModel, request: Writing) -> p.Reply:
        """What the language model is asked. A reading that this process does not hold is answered with None."""
        match request:
            case p.CountTokens(text):
                return p.Counted(language.count_tokens(text))
            case p.Complete(system, user, schema, max_tokens):
                return p.Answered(language.complete(system, user, schema=schema, max_tokens=max_tokens))
            case p.StartReading(reading, system):
                self._reading = reading
                return p.ReadTo(language.start(system))
            case p.ReadOn(reading, texts, most):
                return p.ReadTo(language.read_on(texts, most) if reading == self._reading else None)
            case p.Ask(reading, question, ahead):
                return p.AnsweredFromReading(language.ask(question, ahead) if reading == self._reading else None)
            case p.StopReading():
                self._reading = ""
                language.stop_reading()
                return p.Done()

    def _listening(self, offset: float, hotwords: list[str], batch: int = 1) -> Listener:
        from app.engines.listening import Listener  # noqa: PLC0415

        assert self._recogniser is not None
        return Listener(self._recogniser, offset, hotwords, batch)


def _convert(request: p.Convert) -> p.Converted:
    from app.engines.checkpoints import to_safetensors  # noqa: PLC0415 - torch and pyannote
    from app.engines.speakers import SpeakerSettings  # noqa: PLC0415

    settings = msgspec.convert(request.settings, SpeakerSettings)
    return p.Converted(to_safetensors(request.checkpoint, request.part, settings))


def _try_network() -> str:
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except OSError:
        return "refused"
    return "opened"


def serve(connection: Connection, models: Path | None = None, closed: Path | None = None) -> None:
    """Answer requests until the other side closes the pipe. Entry point of the spawned process.

    `models`: the folder of the installed models, to be read. `closed`: the vault's, never to be read.
    """
    from tqdm import tqdm  # noqa: PLC0415 - the window takes the messages from here, and has no bars

    go_offline()
    gate.install()
    _silence()
    _step_back()
    _hold_little()
    try:
        devices = [sight.NULL, *sight.graphics()]
        held = sandbox.enter(sight.readable(models, closed), devices=devices, local_sockets=False)
    except sandbox.SandboxFailed as error:
        connection.send_bytes(p.encode(p.Failed(type(error).__name__)))
        return
    sight.nowhere_to_write()
    pickles.refuse()
    # tqdm's own lock is a named semaphore, which a killed worker would leave behind.
    tqdm.set_lock(threading.RLock())
    connection.send_bytes(p.encode(p.Entered(held)))
    worker = Worker()

    def advance(done: float, total: float) -> None:
        connection.send_bytes(p.encode(p.Advanced(done, total)))

    while True:
        try:
            request = p.decode_request(connection.recv_bytes())
        except EOFError:
            return
        try:
            reply = worker.handle(request, advance)
        except Exception as error:  # noqa: BLE001 - the boundary: whatever an engine raises is reported by its type
            reply = p.Failed(type(error).__name__, worker.lost_card(request, error))
        connection.send_bytes(p.encode(reply))


def _step_back() -> None:
    """The recorder and the window come first: heavy work takes what they leave of the processor.

    Threads that wait for each other by spinning take the processor from those that they wait for: with two workers
    on two cores that made llama.cpp four to eight times slower. So they go to sleep soon (libgomp reads this when it
    is loaded; the number is its own for crowded machines).
    """
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def _hold_little() -> None:
    """One pool of memory for all threads, where there is glibc: with one for each, as is usual, a worker keeps a
    seventh more than it uses, and is no faster."""
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def _silence() -> None:
    """Native libraries print what they like; a line of theirs could hold a client's words."""
    if os.environ.get("SOTTO_WORKER_OUTPUT") == "1":
        faulthandler.enable()
        return
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(null, stream)
    os.close(null)
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
