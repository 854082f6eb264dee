"""What parent and recorder say to each other: JSON, checked on arrival, never pickle.

The parent writes `Orders` as one line to the recorder's standard input; the recorder answers with one
line, `Ready`. From a moment before that on, each request is a connection of its own to the recorder's
address: both sides prove that they know the secret, the parent sends a `Request`, the recorder an `Answer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Client, Connection, answer_challenge, deliver_challenge
from multiprocessing.context import AuthenticationError
from pathlib import Path
from typing import TypeVar

import msgspec

from app.domain.errors import SottoError
from app.domain.session import RecorderStatus


@dataclass(frozen=True, slots=True)
class MicrophoneSource:
    """Record from a microphone; an empty `id` means the system's default."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class FileSource:
    """Read a sound file. `speed` 0: as fast as it goes; 1.0: as fast as it was spoken."""

    path: Path
    speed: float = 0.0


Source = MicrophoneSource | FileSource


class MicrophoneOrder(msgspec.Struct, frozen=True, tag_field="kind", tag="microphone"):
    """`MicrophoneSource` on the wire."""

    id: str


class FileOrder(msgspec.Struct, frozen=True, tag_field="kind", tag="file"):
    """`FileSource` on the wire."""

    path: str
    speed: float


class Orders(msgspec.Struct, frozen=True):
    """All that the recorder is told. `key` and `authkey` in hexadecimal.

    `address` is where it must answer: chosen beforehand, so that whoever ordered it can store it
    first. `ballast` is the folder of the ballast that it may give up, "" for none. `alarm_sound`: whether
    it sounds an alarm while nobody follows it. If nobody has asked
    it anything within `patience` seconds, nobody knows of it: it ends, and keeps what it has. `unfollowed`: seconds
    without a question after which it ends at any later time too, 0.0 for a recording that outlives its window.
    """

    audio: str
    key: str
    authkey: str
    source: MicrophoneOrder | FileOrder
    address: str
    ballast: str = ""
    alarm_sound: bool = False
    patience: float = 30.0
    unfollowed: float = 0.0


class Ready(msgspec.Struct, frozen=True):
    """The recorder runs; or it could not begin, and why."""

    error: str = ""
    detail: str = ""


class Act(StrEnum):
    """What a recorder can be asked."""

    STATUS = "status"
    PAUSE = "pause"
    RESUME = "resume"
    OFF_RECORD = "off_record"
    MARK = "mark"
    USE = "use"
    END = "end"  # as stop, and whoever asks for the end later is still waited for
    STOP = "stop"


class Request(msgspec.Struct, frozen=True):
    """One request. `microphone` is the one to `use`; "" means the system's default. `aside`: it comes from
    the lock screen, not from the window of the recording; see `app.audio.aside`."""

    act: Act
    microphone: str = ""
    aside: bool = False


class Answer(msgspec.Struct, frozen=True):
    """The status after the act; or the code of the error that kept it from being done."""

    status: RecorderStatus | None = None
    error: str = ""
    detail: str = ""


class NoAnswer(Exception):
    """Nobody answers at the address, or not as a recorder does."""


class NotInTime(NoAnswer):
    """Somebody is there, and did not answer in time."""


def source_order(source: Source) -> MicrophoneOrder | FileOrder:
    """A source as it goes over the wire; a file's path is made absolute."""
    if isinstance(source, MicrophoneSource):
        return MicrophoneOrder(source.id)
    return FileOrder(str(source.path.absolute()), source.speed)


def error_from_code(code: str, detail: str = "") -> SottoError:
    """The exception with that `code`; a plain SottoError where there is none such."""
    kinds: list[type[SottoError]] = [SottoError]
    for kind in kinds:
        if kind.code == code:
            return kind(detail)
        kinds.extend(kind.__subclasses__())
    return SottoError(detail)


Message = TypeVar("Message", Orders, Ready, Request, Answer)


def encode(message: Message) -> bytes:
    """A message as one line of JSON, without the line's end."""
    return msgspec.json.encode(message)


def decode(data: bytes, kind: type[Message]) -> Message:
    """Read a message. Raises NoAnswer if it is none of that kind."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NoAnswer from error


def ask(address: str, authkey: bytes, request: Request | Act, timeout: float) -> Answer:
    """Connect, ask once, return the answer.

    Raises NotInTime if there is none within `timeout` seconds, NoAnswer if nobody is there or the other
    side does not know the secret.
    """
    try:
        with Client(address) as connection:
            # By hand rather than through Client(authkey=…), which would wait for ever.
            _wait(connection, timeout)
            answer_challenge(connection, authkey)
            deliver_challenge(connection, authkey)
            connection.send_bytes(encode(request if isinstance(request, Request) else Request(request)))
            _wait(connection, timeout)
            return decode(connection.recv_bytes(), Answer)
    except (OSError, EOFError, AuthenticationError, AssertionError) as error:
        # AssertionError: what answers is no multiprocessing listener (Python 3.11 asserts that).
        raise NoAnswer from error


def _wait(connection: Connection, timeout: float) -> None:
    if not connection.poll(timeout):
        raise NotInTime
