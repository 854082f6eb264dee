"""Whatever a server answers: a download ends in words for the clinician, nothing is installed, the gate is shut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.domain.model_errors import InstallError
from app.network import Gate
from app.services.installing.fetching import Fetching
from app.services.installing.progress import Halt
from app.services.installing.staging import Staging
from tests.packs import ignore
from tests.unit.services.installing.small_models import small_entry

OK = b"HTTP/1.1 200 OK\r\n"
PART = b"HTTP/1.1 206 Partial\r\nContent-Length: 3\r\n"
MOVED = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n"
LATER = b"HTTP/1.1 503 Later\r\nContent-Length: 0\r\n"
LONG = b"9" * 5000

ANSWERS = {
    "nothing": b"",
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "a length of 5000 digits": OK + b"Content-Length: " + LONG + b"\r\n\r\nabc",
    "a length below nothing": OK + b"Content-Length: -5\r\n\r\nabc",
    "two lengths": OK + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nabcde",
    "a range that begins after 5000 digits": PART + b"Content-Range: bytes " + LONG + b"-2/300000\r\n\r\nabc",
    "a whole of 5000 digits": PART + b"Content-Range: bytes 0-2/" + LONG + b"\r\n\r\nabc",
    "a part without a range": PART + b"\r\nabc",
    "no range like this": b"HTTP/1.1 416 Range\r\nContent-Length: 0\r\n\r\n",
    "no content": b"HTTP/1.1 204 None\r\n\r\n",
    "a number that means nothing": b"HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n",
    "packed": OK + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    "chunks that are none": OK + b"Transfer-Encoding: chunked\r\n\r\nzzzz\r\nabc",
    "a chunk without end": OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 5000 + b"\r\nabc",
    "a chunk below nothing": OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabc",
    "very many headers": OK + b"".join(b"X-%d: y\r\n" % i for i in range(300)) + b"\r\nabc",
    "a very long header": OK + b"X: " + b"y" * 70_000 + b"\r\n\r\nabc",
    "a name with a nought in it": OK + b"X\0Y: 1\r\nContent-Length: 3\r\n\r\nabc",
    "wait, wait, wait": b"HTTP/1.1 100 Continue\r\n\r\n" * 2000 + OK + b"Content-Length: 0\r\n\r\n",
    "elsewhere, which is nowhere": MOVED + b"Location: https://[::1\r\n\r\n",
    "elsewhere, with a port that is none": MOVED + b"Location: https://x:99999999/\r\n\r\n",
    "elsewhere, with a name too long": MOVED + b"Location: https://" + b"a" * 300 + b".invalid/\r\n\r\n",
    "elsewhere, with a name of odd letters": MOVED + b"Location: https://\xc3\xa9\xff.invalid/x\r\n\r\n",
    "elsewhere, with a name that clears a terminal": MOVED + b"Location: https://a\x1bc.invalid/x\r\n\r\n",
    "elsewhere, with a name that commands a terminal": MOVED + b"Location: https://a\x9b2J.invalid/x\r\n\r\n",
    "elsewhere, with dots": MOVED + b"Location: https://a..b/x\r\n\r\n",
    "elsewhere, on this disk": MOVED + b"Location: file:///etc/passwd\r\n\r\n",
    "elsewhere, not saying where": MOVED + b"\r\n",
    "later, in the year 99999": LATER + b"Retry-After: Fri, 31 Dec 99999 23:59:59 GMT\r\n\r\n",
    "later, in the year 9999": LATER + b"Retry-After: Fri, 31 Dec 9999 23:59:59 -2359\r\n\r\n",
    "later, long ago": LATER + b"Retry-After: Mon, 01 Jan 0001 00:00:00 +2359\r\n\r\n",
    "later, in 5000 digits": LATER + b"Retry-After: " + LONG + b"\r\n\r\n",
    "later, in a digit that is none": LATER + b"Retry-After: \xb2\r\n\r\n",
}


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """A server on this computer that says this to everybody; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line, suppress(OSError):
                    line.settimeout(5)
                    asked = b""
                    while b"\r\n\r\n" not in asked:
                        more = line.recv(65_536)
                        if not more:
                            break
                        asked += more
                    line.sendall(answer)

        serving = threading.Thread(target=serve)
        serving.start()
        try:
            yield int(server.getsockname()[1])
        finally:
            server.shutdown(socket.SHUT_RDWR)
            serving.join()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_makes_no_sense_is_an_error_with_words(name: str, tmp_path: Path) -> None:
    gate, entry = Gate(), small_entry()

    with answering(ANSWERS[name]) as port, Staging(entry, tmp_path / "models") as staging:
        address = f"http://localhost:{port}"
        fetching = Fetching(entry, staging, address, gate, plain_to_localhost=True, waits=(0.01, 0.01))
        with pytest.raises(InstallError) as failed:
            fetching.run(ignore, Halt())

    assert failed.value.message().isprintable()
    assert not staging.target.exists()
    assert not gate.is_open
