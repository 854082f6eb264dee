"""A hub for models, a network's proxy, and their certificates, on this very computer: real sockets, real TLS.

    with Hub({"/repo/resolve/<revision>/model.bin": b"..."}) as hub:
        hub.plan("/repo/…/model.bin", Fault(cut_after=1000), Fault(status=503))
        ...                # the first request is cut, the second refused, the third answered
        hub.seen           # what was asked for

It knows ranges, as the real one does, unless a fault says otherwise.
"""

from __future__ import annotations

import base64
import datetime
import ipaddress
import re
import select
import socket
import ssl
import struct
import threading
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

BLOCK = 1 << 14
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of a connection that ends with a reset."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one answer. Numbers of bytes count from where that answer begins.

    `cut_after`: the connection is reset there. `end_after`: it ends there quietly, and no length was said before.
    `stall_after`: nothing more comes until `Hub.go` is set. `flip`: this byte is another. `extra`: more bytes follow.
    `ignore_range`: all of the file comes, whatever was asked for. `shift`: the range begins so much too late.
    `content`: this instead of the file. `between`: seconds between blocks. `ranges_fail`: the answer to a request for a
    part, 0: as usual.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    redirect: str = ""
    cut_after: int | None = None
    end_after: int | None = None
    stall_after: int | None = None
    flip: int | None = None
    extra: bytes = b""
    ignore_range: bool = False
    shift: int = 0
    content: bytes | None = None
    chunked: bool = False
    between: float = 0.0
    ranges_fail: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """One request: its path with its query, and its headers with small letters."""

    path: str
    headers: Mapping[str, str]

    @property
    def start(self) -> int:
        """The first byte that was asked for."""
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("range", ""))
        return int(found[1]) if found else 0


class _Server(ThreadingHTTPServer):
    """Also for addresses as "::1"."""

    def __init__(self, host: str, handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), handler)

    daemon_threads = True
    block_on_close = False
    owner: Any

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that break are what this is for."""


class _Owner:
    """A server in a thread of its own, for as long as the `with` lasts."""

    handler: type[BaseHTTPRequestHandler]
    scheme = "http"

    def __init__(self, certificate: Path | None = None, host: str = "127.0.0.1") -> None:
        self.server = _Server(host, self.handler)
        self.server.owner = self
        self.port = self.server.server_address[1]
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
            self.scheme = "https"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Its address."""
        return f"{self.scheme}://localhost:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.end()
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()

    def end(self) -> None:
        """Let whatever waits go on."""


# ---- the hub -------------------------------------------------------------------------------------


class _Files(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing on the terminal."""

    @property
    def hub(self) -> Hub:
        return cast("Hub", cast("_Server", self.server).owner)

    def do_GET(self) -> None:
        seen = Seen(self.path, {name.lower(): value for name, value in self.headers.items()})
        self.hub.peers.append(self.client_address[1])
        fault = self.hub.take(seen)
        content = self.hub.files.get(urlsplit(self.path).path)
        if fault.redirect:
            self._empty(302, {"Location": fault.redirect})
        elif fault.ranges_fail and seen.start:
            self._empty(fault.ranges_fail, {})
        elif fault.status:
            self._empty(fault.status, fault.headers)
        elif content is None:
            self._empty(404, {})
        else:
            self._send(content if fault.content is None else fault.content, seen, fault)

    def _empty(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, content: bytes, seen: Seen, fault: Fault) -> None:
        start, partly = (0, False) if fault.ignore_range else (seen.start, "range" in seen.headers)
        if partly and start >= len(content):
            self._empty(416, {"Content-Range": f"bytes */{len(content)}"})
            return
        start += fault.shift
        body = bytearray(content[start:] + fault.extra)
        if fault.flip is not None:
            body[fault.flip] ^= 1
        self.send_response(206 if partly else 200)
        if partly:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        for name, value in fault.headers.items():
            self.send_header(name, value)
        if fault.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif fault.end_after is None and not fault.extra:
            self.send_header("Content-Length", str(len(body)))
        else:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self._write(bytes(body), fault)

    def _write(self, body: bytes, fault: Fault) -> None:
        stops = [n for n in (fault.cut_after, fault.end_after, fault.stall_after) if n is not None]
        first = body[: min(stops)] if stops else body
        for at in range(0, len(first), BLOCK):
            self._put(first[at : at + BLOCK], chunked=fault.chunked)
            if fault.between:
                self.hub.go.wait(fault.between)
        if fault.cut_after is not None:
            self.wfile.flush()
            self.close_connection = True
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            # Else the server says goodbye first, and the reset is none.
            socket.socket.shutdown(self.connection, socket.SHUT_RD)
            self.connection.close()
        elif fault.stall_after is not None:
            self.hub.stalled.set()
            self.hub.go.wait(60)
            self.close_connection = True
        elif fault.chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _put(self, block: bytes, *, chunked: bool) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(block), block) if chunked else block)


class Hub(_Owner):
    """Gives out `files`, by their paths; `certificate`: of a server that speaks TLS (`Authority.certificate`)."""

    handler = _Files

    def __init__(self, files: Mapping[str, bytes], certificate: Path | None = None, host: str = "127.0.0.1") -> None:
        super().__init__(certificate, host)
        self.files = dict(files)
        self.seen: list[Seen] = []
        self.peers: list[int] = []
        """The other side's port of each request: the same one where the connection was kept."""
        self.go = threading.Event()
        self.stalled = threading.Event()
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._always: dict[str, Fault] = {}
        self._lock = threading.Lock()

    def plan(self, path: str, *faults: Fault) -> None:
        """The next answers for this file, one fault each; after them it is answered as it should be."""
        self._faults[path].extend(faults)

    def always(self, path: str, fault: Fault) -> None:
        """Every answer for this file, once what was planned is used up."""
        self._always[path] = fault

    def take(self, seen: Seen) -> Fault:
        """The fault for a request, which is remembered."""
        path = urlsplit(seen.path).path
        with self._lock:
            self.seen.append(seen)
            if self._faults[path]:
                return self._faults[path].popleft()
            return self._always.get(path, Fault())

    def asked(self, path: str) -> list[int]:
        """The first byte of each request for this file, in order."""
        return [seen.start for seen in self.seen if urlsplit(seen.path).path == path]

    def end(self) -> None:
        """Let whatever waits go on."""
        self.go.set()


# ---- a proxy -------------------------------------------------------------------------------------


class _Tunnel(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing on the terminal."""

    def do_CONNECT(self) -> None:
        proxy = cast("Proxy", cast("_Server", self.server).owner)
        proxy.seen.append(Seen(self.path, {name.lower(): value for name, value in self.headers.items()}))
        status = proxy.judge(self.headers.get("Proxy-Authorization", ""))
        self.close_connection = True
        if status != 200:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        host, _, port = self.path.rpartition(":")
        with socket.create_connection(("127.0.0.1" if host == proxy.stands_for else host, int(port)), 10) as other:
            self.send_response(200)
            self.end_headers()
            self.wfile.flush()
            _pass_on(self.connection, other)


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    ways = {one: other, other: one}
    with suppress(OSError):
        while True:
            for source in select.select(list(ways), [], [], 30)[0]:
                block = source.recv(1 << 16)
                if not block:
                    return
                ways[source].sendall(block)


class Proxy(_Owner):
    """Lets connections through. `known`: name and password that it asks for; `refuses`: it answers with this number.

    `stands_for`: a name that only the proxy knows; it is taken for this computer.
    """

    handler = _Tunnel

    def __init__(
        self, known: tuple[str, str] | None = None, *, refuses: int = 0, stands_for: str = "",
        certificate: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__(certificate)
        self.seen: list[Seen] = []
        self.stands_for = stands_for
        self._known = known
        self._refuses = refuses

    def judge(self, authorization: str) -> int:
        """What a request is answered with."""
        if self._refuses:
            return self._refuses
        if self._known is None:
            return 200
        wanted = base64.b64encode(":".join(self._known).encode()).decode()
        return 200 if authorization == f"Basic {wanted}" else 407


# ---- certificates --------------------------------------------------------------------------------


class Authority:
    """An office's own authority. `file`: what a computer that trusts it has in its store."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Office authority")])
        self._certificate = (
            _builder(name, name, self._key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False,
                    key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
                    decipher_only=False,
                ),
                critical=True,
            )
            .sign(self._key, hashes.SHA256())
        )  # fmt: skip
        self.file = folder / "authority.pem"
        self.file.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def certificate(self, *names: str, days: int = 30) -> Path:
        """A server's certificate and key for these names, as one file. `days` below zero: it has run out."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        made = (
            _builder(name, self._certificate.subject, key, days)
            .add_extension(x509.SubjectAlternativeName([_general(each) for each in names]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        file = self._folder / f"{names[0]}-{days}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
        return file


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int = 30
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=60))
        .not_valid_after(now + datetime.timedelta(days=days))
    )


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


# ---- silence -------------------------------------------------------------------------------------


@contextmanager
def silent_port() -> Iterator[int]:
    """A port of this computer that takes connections and never says anything."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def closed_port() -> int:
    """A port of this computer that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
