"""The line to the hub over real TLS: whom it trusts, through which proxy it goes, and what it never gives away."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import offline
from app.domain.errors import SottoError
from app.domain.model_errors import CertificateRefused, NetworkUnreachable, ProxyRefused, ServerRefused
from app.network import Gate, Use
from app.services.installing.download import Passing, open_line
from app.services.installing.progress import Halt
from tests.hub import Authority, Fault, Hub, Proxy, closed_port, silent_port

FILE = "/owner/small/resolve/0123/model.bin"
CONTENT = b"weights" * 1000
ROOT = Path(__file__).parents[4]
PASSWORD = "g:h/e@i m€"
IN_ADDRESS = "anna:g%3Ah%2Fe%40i%20m%E2%82%AC"


@pytest.fixture(autouse=True)
def _no_proxy_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "_withheld", {})


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """This computer's store holds the office's authority, as an administrator would have put it there."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@pytest.fixture
def hub(trusted: Authority) -> Iterator[Hub]:
    with Hub({FILE: CONTENT}, trusted.certificate("localhost", "hub.example.org")) as hub:
        yield hub


def fetch(base: str, gate: Gate | None = None, *, plain: bool = False) -> bytes:
    """The file, from byte 0."""
    with open_line(base, gate or Gate(), plain_to_localhost=plain) as line, line.get(FILE, 0, Halt()) as answer:
        assert answer.start == 0 and answer.size == len(CONTENT)
        return b"".join(answer.blocks())


def refused(base: str, kind: type[SottoError], *, plain: bool = False) -> SottoError:
    with pytest.raises((kind, Passing)) as caught:
        fetch(base, plain=plain)
    error = caught.value.error if isinstance(caught.value, Passing) else caught.value
    assert isinstance(error, kind), error
    assert PASSWORD not in error.message() and "anna" not in error.message() and IN_ADDRESS not in error.message()
    return error


# ---- trust ---------------------------------------------------------------------------------------


def test_what_the_system_trusts_is_trusted(hub: Hub) -> None:
    assert hub.url.startswith("https://") and fetch(hub.url) == CONTENT


def test_what_it_does_not_trust_is_refused_and_not_tried_again(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(other.file))
    with Hub({FILE: CONTENT}, authority.certificate("localhost")) as hub:
        with pytest.raises(CertificateRefused) as caught:
            fetch(hub.url)
        assert caught.value.detail == "localhost" and hub.seen == [], "not one byte of the request was sent"


@pytest.mark.parametrize(("name", "days"), [("elsewhere.example.org", 30), ("localhost", -5)])
def test_a_certificate_for_another_name_or_one_that_ran_out_is_refused(
    trusted: Authority, name: str, days: int
) -> None:
    with Hub({FILE: CONTENT}, trusted.certificate(name, days=days)) as hub, pytest.raises(CertificateRefused):
        fetch(hub.url)


def test_plain_http_is_for_tests_and_for_this_computer_alone(hub: Hub) -> None:
    with Hub({FILE: CONTENT}) as plain:
        with pytest.raises(ServerRefused):
            fetch(plain.url)
        assert plain.seen == []
        assert fetch(plain.url, plain=True) == CONTENT
        hub.always(FILE, Fault(redirect=plain.url + FILE))
        with pytest.raises(ServerRefused):
            fetch(hub.url)
    with pytest.raises(ServerRefused):
        fetch("http://hub.example.org", plain=True)


def test_a_server_that_speaks_no_tls_is_not_reached(trusted: Authority) -> None:
    with Hub({FILE: CONTENT}) as plain:
        refused(f"https://localhost:{plain.port}", NetworkUnreachable)
        assert plain.seen == []


def test_one_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch, trusted: Authority) -> None:
    monkeypatch.setattr("app.services.installing.download.READ_SECONDS", 0.2)
    monkeypatch.setattr("app.services.installing.download.CONNECT_SECONDS", 0.2)
    with silent_port() as port:
        assert refused(f"https://localhost:{port}", NetworkUnreachable).detail == "localhost"


def test_a_name_that_nobody_knows(trusted: Authority) -> None:
    assert refused("https://nobody.invalid", NetworkUnreachable).detail == "nobody.invalid"


def test_the_connection_is_kept_for_the_next_file(hub: Hub) -> None:
    with open_line(hub.url, Gate()) as line:
        for _ in range(3):
            with line.get(FILE, 0, Halt()) as answer:
                assert b"".join(answer.blocks()) == CONTENT
    assert len(hub.seen) == 3 and len(set(hub.peers)) == 1


# ---- proxies -------------------------------------------------------------------------------------


def test_the_proxy_of_the_environment_is_used_and_only_it_knows_the_hub(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    with Proxy(stands_for="hub.example.org") as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        assert fetch(f"https://hub.example.org:{hub.port}", gate) == CONTENT
        assert [seen.path for seen in proxy.seen] == [f"hub.example.org:{hub.port}"]
    assert gate.last is not None and gate.last.hosts == ("127.0.0.1", "hub.example.org")


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_proxy_that_asks_for_a_password_gets_it_and_nobody_else_does(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with Proxy(("anna", PASSWORD)) as proxy:
        monkeypatch.setenv(name, f"{IN_ADDRESS}@127.0.0.1:{proxy.port}")
        offline.go_offline()
        assert name not in os.environ, "no process that is started has it"
        assert fetch(hub.url) == CONTENT
    assert all("proxy-authorization" not in seen.headers and "authorization" not in seen.headers for seen in hub.seen)
    told = caplog.text + repr(hub.seen)
    assert PASSWORD not in told and IN_ADDRESS not in told


@pytest.mark.parametrize("known", ["", "anna:wrong@"])
def test_without_the_right_password_the_proxy_is_named_and_not_its_password(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, known: str
) -> None:
    with Proxy(("anna", PASSWORD)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{known}localhost:{proxy.port}")
        with pytest.raises(ProxyRefused) as caught:
            fetch(hub.url)
    assert caught.value.detail == "localhost" and hub.seen == []


@pytest.mark.parametrize(("status", "kind"), [(403, ProxyRefused), (502, NetworkUnreachable)])
def test_a_proxy_that_lets_nothing_through(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, status: int, kind: type[SottoError]
) -> None:
    with Proxy(refuses=status) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{IN_ADDRESS}@127.0.0.1:{proxy.port}")
        refused(hub.url, kind)
    assert hub.seen == []


def test_a_proxy_that_is_not_there_is_named(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://{IN_ADDRESS}@127.0.0.1:{closed_port()}")
    assert refused(hub.url, NetworkUnreachable).detail == "127.0.0.1"


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:1080", "http://[bad", "http://:80", "http://127.0.0.1:many"])
def test_a_proxy_of_a_kind_that_it_cannot_use_is_refused(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)
    refused(hub.url, ProxyRefused)
    assert hub.seen == []


@pytest.mark.parametrize("sign", "/?#")
def test_a_password_that_was_not_encoded_makes_no_host_of_the_name(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://anna:12{sign}34@127.0.0.1:3128")
    used: list[Use] = []
    gate = Gate()
    gate.tell(used.append)
    with pytest.raises(ProxyRefused) as caught:
        fetch(hub.url, gate)
    assert "anna" not in caught.value.message()
    assert not any("anna" in host for use in used for host in use.hosts)


def test_a_proxy_that_is_reached_over_tls(
    trusted: Authority, hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Proxy(("anna", PASSWORD), certificate=trusted.certificate("localhost", days=31)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"https://{IN_ADDRESS}@localhost:{proxy.port}")
        assert fetch(hub.url) == CONTENT and len(proxy.seen) == 1
    with Proxy(certificate=Authority(tmp_path).certificate("localhost")) as false:
        monkeypatch.setenv("HTTPS_PROXY", f"https://{IN_ADDRESS}@localhost:{false.port}")
        assert refused(hub.url, CertificateRefused).detail == "localhost"
        assert false.seen == [], "the password was not sent to one that cannot prove who it is"


@pytest.mark.parametrize("but", ["localhost", "*", "example.org,localhost"])
def test_what_the_environment_excepts_is_asked_directly(hub: Hub, monkeypatch: pytest.MonkeyPatch, but: str) -> None:
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("no_proxy", but)
    assert fetch(hub.url) == CONTENT


def test_small_letters_win_also_where_one_of_the_two_holds_a_password(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{IN_ADDRESS}@127.0.0.1:{closed_port()}")
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        offline.go_offline()
        assert fetch(hub.url) == CONTENT
    with Proxy(("anna", PASSWORD)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{closed_port()}")
        monkeypatch.setenv("https_proxy", f"http://{IN_ADDRESS}@127.0.0.1:{proxy.port}")
        offline.go_offline()
        assert fetch(hub.url) == CONTENT


# ---- the gate ------------------------------------------------------------------------------------

GUARDED = """
import os, socket, sys, threading
from pathlib import Path
import app.__main__
from app.network import NetworkClosed, gate
from app.services.installing.progress import Halt
from app.services.installing.download import open_line, Passing
assert gate.installed and "hf_secret" not in os.environ.values()
outcomes = []
def other():
    try:
        socket.create_connection(("localhost", int(sys.argv[1].rpartition(":")[2])))
    except NetworkClosed:
        outcomes.append("shut")
with open_line(sys.argv[1], gate) as line, line.get(sys.argv[2], 0, Halt()) as answer:
    meanwhile = threading.Thread(target=other); meanwhile.start(); meanwhile.join()
    assert len(b"".join(answer.blocks())) == int(sys.argv[3])
other()
assert outcomes == ["shut", "shut"] and gate.last.hosts == ("localhost",), (outcomes, gate.last)
try:
    with line.get(sys.argv[2], 0, Halt()):
        sys.exit(4)
except Passing:
    pass  # outside of `open_for` not even the line itself gets through
"""


def test_with_the_gate_in_place_it_alone_gets_through(hub: Hub) -> None:
    """In a process as the window's, with a token in its environment that must not get out."""
    done = subprocess.run(
        [sys.executable, "-c", GUARDED, hub.url, FILE, str(len(CONTENT))],
        env={**os.environ, "HF_TOKEN": "hf_secret", "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(hub.seen) == 1 and "hf_secret" not in repr(hub.seen)
