"""The only code of this program that opens a connection: it asks the hub, or its mirror, for files.

Always through https, with the certificates that the system trusts, through the proxy that the environment or the
system names. Nothing is sent but the name of a file and how much of it is there already: no name, no token, no cookie,
nothing about this computer. Redirections are followed to https alone; whoever is asked is told to the gate first.
"""

from __future__ import annotations

import base64
import email.utils
import http.client
import logging
import os
import re
import ssl
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import truststore
import urllib3
import urllib3.util.connection

from app.domain.errors import SottoError
from app.domain.model_errors import CertificateRefused, NetworkUnreachable, ProxyRefused, ServerRefused
from app.network import Gate, Reason, Visit
from app.offline import withheld_proxies
from app.services.installing.progress import Halt

CONNECT_SECONDS, READ_SECONDS = 10.0, 15.0
"""Until a computer that does not answer, or says nothing more, counts as not reachable."""
MOST_REDIRECTS = 6
BLOCK = 1 << 18
LOOK_EVERY = 0.1
"""Seconds between two looks at whether it is to stop."""
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
PASSING = frozenset({408, 425, 429, *range(500, 600)}) - {501, 505, 511}
"""Answers that may be others the next time."""
_NUMBER = r"\d{1,18}"
"""No file is larger, and Python refuses to read numbers of thousands of digits."""
_RANGE = re.compile(rf"bytes ({_NUMBER})-{_NUMBER}/({_NUMBER}|\*)")
_HOST = re.compile(r"[A-Za-z0-9._:-]{1,253}")
"""Names of computers as they travel; another one could change what stands on a screen or in a terminal."""
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")

logging.getLogger("urllib3").setLevel(logging.ERROR)  # it writes addresses into the log


class Passing(Exception):
    """It did not work now and may the next time. `error`: what to raise in the end; `wait`: seconds, as asked for."""

    def __init__(self, error: SottoError, wait: float | None = None) -> None:
        self.error = error
        self.wait = wait
        super().__init__(error.code)


class Answer(Protocol):
    """A file that begins to arrive."""

    @property
    def start(self) -> int:
        """Bytes of the file that come before the first one of this answer; -1: the range does not exist there."""

    @property
    def size(self) -> int | None:
        """Bytes of the whole file, as the server says; None where it does not."""

    def blocks(self) -> Iterator[bytes]:
        """The bytes as they come. Raises Passing where the connection breaks."""


@dataclass(frozen=True, slots=True)
class _Answer:
    response: urllib3.BaseHTTPResponse
    host: str
    start: int
    size: int | None

    def blocks(self) -> Iterator[bytes]:
        try:
            while block := self.response.read1(BLOCK, decode_content=False):
                yield block
        except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError) as error:
            raise Passing(NetworkUnreachable(self.host)) from error


class HubLine:
    """Asks the hub within `Gate.open_for`. `base`: "https://host/path"; for one thread.

    `plain_to_localhost`: for tests alone, lets it speak to this very computer without encryption.
    """

    def __init__(self, base: str, visit: Visit, *, plain_to_localhost: bool = False) -> None:
        self._base = base
        self._host = urlsplit(base).hostname or ""
        self._visit = visit
        self._plain = plain_to_localhost
        self._pools: dict[str, urllib3.PoolManager] = {}
        self._ways(all_of_them=False)
        self._proxies = _proxies()

    @contextmanager
    def get(self, path: str, start: int, halt: Halt) -> Iterator[Answer]:
        """Ask for the file at `path`, from byte `start` on; the connection is closed or given back at the end.

        While this is held, `halt` ends a read that waits. Raises Passing, CertificateRefused, ProxyRefused,
        ServerRefused.
        """
        response, host = self._follow(path, start, halt)
        try:
            answer = _understood(response, host, start, unquote(path.rpartition("/")[2]), moved=host != self._host)
            with _ended_by(halt, response):
                yield answer
        finally:
            response.close()

    @staticmethod
    def _ways(*, all_of_them: bool) -> None:
        """First IPv4 alone, since in many places IPv6 is there and leads nowhere; after a failure all that there is."""
        urllib3.util.connection.HAS_IPV6 = all_of_them

    def close(self) -> None:
        """Close what is still open."""
        for pool in self._pools.values():
            pool.clear()

    def _follow(self, path: str, start: int, halt: Halt) -> tuple[urllib3.BaseHTTPResponse, str]:
        url, where, name = "", self._base + path, unquote(path.rpartition("/")[2])
        for _ in range(MOST_REDIRECTS + 1):
            halt.check()
            url, parts = self._allowed(url, where, name)
            response = self._ask(url, parts, start)
            where = response.get_redirect_location() or ""
            if not where:
                return response, parts.hostname or ""
            response.close()
        raise ServerRefused(name)

    def _allowed(self, before: str, where: str, name: str) -> tuple[str, SplitResult]:
        """Where `before` sends one on to: encrypted, and without a name or a password. Raises ServerRefused."""
        try:
            url = urljoin(before, where)
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError as error:
            raise ServerRefused(name) from error
        plain = self._plain and parts.scheme == "http" and host in LOCAL
        if not _HOST.fullmatch(host or "") or not (plain or parts.scheme == "https") or parts.username is not None:
            raise ServerRefused(name)
        return url, parts

    def _ask(self, url: str, parts: SplitResult, start: int) -> urllib3.BaseHTTPResponse:
        host = parts.hostname or ""
        proxy = _proxy_for(parts, self._proxies)
        via = _host_of(proxy)
        pool = self._pool(proxy)
        self._visit.to(via)
        self._visit.to(host)
        headers = {"User-Agent": "sotto", "Accept": "*/*", "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        try:
            return pool.request(
                "GET", url, headers=headers, preload_content=False, decode_content=False, redirect=False, retries=False
            )
        except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            self._ways(all_of_them=True)
            raise _failure(error, host, via) from error

    def _pool(self, proxy: str) -> urllib3.PoolManager:
        if proxy not in self._pools:
            timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
            if proxy:
                address, headers = _proxy_address(proxy)
                self._pools[proxy] = urllib3.ProxyManager(
                    address, proxy_headers=headers, ssl_context=_trust(), proxy_ssl_context=_trust(), timeout=timeout
                )
            else:
                self._pools[proxy] = urllib3.PoolManager(ssl_context=_trust(), timeout=timeout)
        return self._pools[proxy]


@contextmanager
def open_line(base: str, gate: Gate, *, plain_to_localhost: bool = False) -> Iterator[HubLine]:
    """A line to the hub at `base`; the network is open for the calling thread while it is held."""
    with gate.open_for(Reason.MODELS) as visit:
        line = HubLine(base, visit, plain_to_localhost=plain_to_localhost)
        try:
            yield line
        finally:
            line.close()


def _trust() -> ssl.SSLContext:
    """What the system trusts, also what an office has added to it."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


# ---- answers -------------------------------------------------------------------------------------


def _understood(
    response: urllib3.BaseHTTPResponse, host: str, start: int, name: str, *, moved: bool = False
) -> _Answer:
    """What the answer says of itself. Raises Passing, ProxyRefused or ServerRefused where it is no file.

    `moved`: the hub sent us on to another computer. Such addresses are signed and run out; the hub gives a new one.
    """
    status, headers = response.status, response.headers
    refused = ServerRefused(f"{name} ({status})")
    if status in {200, 206} and headers.get("Content-Type", "").strip().lower().startswith("text/html"):
        raise Passing(refused)  # a page of the network's own in place of the file, often of no stated length
    if status == 200 and headers.get("Content-Encoding", "identity") == "identity":
        return _Answer(response, host, 0, _number(headers.get("Content-Length")))
    if status == 206:
        found = _RANGE.fullmatch(headers.get("Content-Range", "").strip())
        if found:
            return _Answer(response, host, int(found[1]), _number(found[2]))
    if status == 416 and start:
        return _Answer(response, host, -1, None)
    if status == 407:
        raise ProxyRefused(host)
    if status in PASSING or (moved and status in {401, 403}):
        raise Passing(refused, _retry_after(headers.get("Retry-After")))
    raise refused


def _number(words: str | None) -> int | None:
    return int(words) if words is not None and re.fullmatch(_NUMBER, words.strip()) else None


def _retry_after(words: str | None) -> float | None:
    """Seconds to wait, from a number or a date; None where the server does not say."""
    if words is None:
        return None
    if words.strip().isdecimal():
        return float(words)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(words).timestamp() - time.time())
    except ValueError:
        return None


# ---- failures ------------------------------------------------------------------------------------


def _failure(error: Exception, host: str, via: str) -> Exception:
    """A failed connection, in our words; `via`: the proxy's host, or ""."""
    chain = list(_chain(error))
    at_proxy = via and any(isinstance(each, urllib3.exceptions.ProxyError) for each in chain)
    if any(isinstance(each, ssl.SSLCertVerificationError) for each in chain):
        return CertificateRefused(via if at_proxy else host)
    tunnel = next((found for each in chain if (found := _TUNNEL.search(str(each)))), None)
    if tunnel and tunnel[1].startswith("4"):
        return ProxyRefused(via)
    if isinstance(error, ValueError | urllib3.exceptions.LocationValueError):  # no address that could be asked
        return NetworkUnreachable(host)
    return Passing(NetworkUnreachable(via if at_proxy else host))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception, and what it was raised for or holds."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if each is None or any(each is one for one in seen):
            continue
        seen.append(each)
        yield each
        waiting += [each.__cause__, each.__context__, *(one for one in each.args if isinstance(one, BaseException))]


@contextmanager
def _ended_by(halt: Halt, response: urllib3.BaseHTTPResponse) -> Iterator[None]:
    """A read that waits for bytes ends within a moment once `halt` is asked."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_EVERY):
            if halt.asked:
                try:
                    response.shutdown()
                except (ValueError, RuntimeError, OSError):
                    return  # it is closed already, or of a kind that cannot be ended: then the read's own time ends it
                return

    looking = threading.Thread(target=look, name="sotto-download-halt", daemon=True)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()


# ---- proxies -------------------------------------------------------------------------------------


def _proxies() -> dict[str, str]:
    """The proxies by scheme ("https", "http", "all"), of the environment, else of the system."""
    found = {scheme.lower(): address for scheme, address in urllib.request.getproxies().items()}
    withheld = withheld_proxies()
    for name in sorted(withheld):  # small letters come last and win, as everywhere
        scheme = name.lower().removesuffix("_proxy")
        if name.islower() or not os.environ.get(name.lower()):
            found[scheme] = withheld[name]
    return found


def _proxy_for(parts: SplitResult, proxies: dict[str, str]) -> str:
    """The proxy's address, with whatever it holds; "" for none."""
    proxy = proxies.get(parts.scheme) or proxies.get("all") or ""
    if not proxy or urllib.request.proxy_bypass(parts.netloc.rpartition("@")[2]):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _split(proxy: str) -> SplitResult:
    """Raises ValueError, also where a "/", "?" or "#" in a password would make a name or a part of it the host."""
    parts = urlsplit(proxy)
    if "@" in parts.path + parts.query + parts.fragment:
        raise ValueError
    return parts


def _host_of(proxy: str) -> str:
    try:
        return (_split(proxy).hostname or "") if proxy else ""
    except ValueError:
        return ""


def _proxy_address(proxy: str) -> tuple[str, dict[str, str]]:
    """The address without its name and password, and the header that carries them. Raises ProxyRefused."""
    try:
        parts = _split(proxy)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ProxyRefused from error
    if parts.scheme not in {"http", "https"} or not host:
        raise ProxyRefused(host or "")
    headers = {}
    if parts.username is not None:
        known = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        headers["proxy-authorization"] = f"Basic {base64.b64encode(known).decode('ascii')}"
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}:{port or (443 if parts.scheme == 'https' else 80)}", headers
