"""Workers that were taken over: what they answer is made to hurt whoever reads it."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from app.sandbox import Held
from app.workers import protocol as p

NESTED = b"\x82\xa4type\xa4Done\xa4more" + b"\x91" * 200_000
"""Lists in lists, deeper than any reader goes."""
NO_TEXT = b"\x82\xa4type\xa8Answered\xa4text\xa2\xff\xfe"
SOMETHING_ELSE = b"\x80\x04\x95"


def nested(connection: Connection, models: Path | None = None, closed: Path | None = None) -> None:
    _answer(connection, NESTED)


def no_text(connection: Connection, models: Path | None = None, closed: Path | None = None) -> None:
    _answer(connection, NO_TEXT)


def something_else(connection: Connection, models: Path | None = None, closed: Path | None = None) -> None:
    _answer(connection, SOMETHING_ELSE)


def _answer(connection: Connection, answer: bytes) -> None:
    connection.send_bytes(p.encode(p.Entered(Held())))
    while True:
        try:
            connection.recv_bytes()
        except EOFError:
            return
        connection.send_bytes(answer)
