"""`app models install`, the whole program in a process of its own, against a hub over TLS and an office's network."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
import tomli_w

from app.services.catalogue import ModelEntry
from app.services.installing.staging import partial_bytes
from app.services.preferences import Preferences
from tests.hub import Authority, Fault, Hub, Proxy
from tests.packs import tiny_entry, write_catalogue

ROOT = Path(__file__).parents[2]
CONTENTS = {"model.bin": bytes(range(256)) * 4000, "config.json": b"{}", "tokenizer.json": b"[]"}
HUB = "hub.example.org"
PASSWORD = "open%20sesame"
PROGRAM = """
import sys
from pathlib import Path
import app.__main__ as program
from app.services import models
from app.services.catalogue import load_catalogue
known = load_catalogue(Path(sys.argv.pop(1)))
models.load_catalogue = lambda: known
sys.exit(program.main())
"""


@dataclass
class Office:
    """A computer in an office: its own authority, a proxy that asks for a password, and a mirror of the hub."""

    home: Path
    entry: ModelEntry
    hub: Hub
    proxy: Proxy
    trust: Path

    @property
    def weights(self) -> str:
        """What the mirror calls the large file."""
        return f"/mirror{self.entry.url_path(self.entry.files[0])}"

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """The program, with the network as it is there."""
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        environment |= {
            "SOTTO_HOME": str(self.home),
            "SSL_CERT_FILE": str(self.trust),
            "HTTPS_PROXY": f"http://anna:{PASSWORD}@127.0.0.1:{self.proxy.port}",
            "HF_TOKEN": "hf_secret",
            "PYTHONPATH": str(ROOT),
        }
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(self.home / "catalogue.toml"), "models", *arguments],
            env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, output, and what came on the error's side."""
        with self.start(*arguments) as program:
            out, err = program.communicate(timeout=120)
        return program.returncode, out, err


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    authority = Authority(tmp_path)
    entry = tiny_entry("small", CONTENTS)
    home = tmp_path / "home"
    write_catalogue(home / "catalogue.toml", [entry])
    files = {f"/mirror{entry.url_path(file)}": CONTENTS[file.path] for file in entry.files}
    with (
        Hub(files, authority.certificate(HUB)) as hub,
        Proxy(("anna", "open sesame"), stands_for=HUB) as proxy,
    ):
        (home / "settings.toml").write_text(tomli_w.dumps({"models.mirror": f"https://{HUB}:{hub.port}/mirror"}))
        yield Office(home, entry, hub, proxy, authority.file)


def test_a_model_comes_through_the_office_and_no_secret_goes_anywhere(office: Office) -> None:
    code, out, err = office.run("install", "small")
    assert (code, out) == (0, "small is installed.\n"), err
    installed = office.home / "models" / "small"
    assert {name: (installed / name).read_bytes() for name in CONTENTS} == CONTENTS
    assert {seen.path for seen in office.proxy.seen} == {f"{HUB}:{office.hub.port}"}
    assert len(office.hub.seen) == len(CONTENTS)
    kept = [path for path in office.home.rglob("*") if path.is_file()]
    told = [out, err, repr(office.hub.seen), *(path.read_text(errors="replace") for path in kept)]
    for secret in (PASSWORD, "open sesame", "anna", "hf_secret"):
        assert not [each for each in told if secret in each]
    assert Preferences(office.home / "settings.toml").get("network.hosts") == ["127.0.0.1", HUB]


def test_without_the_proxys_password_it_says_who_refused(office: Office) -> None:
    office.proxy._known = ("anna", "another one since yesterday")
    code, out, err = office.run("install", "small")
    assert code == 1 and out == "" and "proxy '127.0.0.1' did not let the download through" in err
    assert "sesame" not in err and "Traceback" not in err and office.hub.seen == []


def test_a_program_that_was_killed_goes_on_where_it_was(office: Office) -> None:
    office.hub.plan(office.weights, Fault(stall_after=500_000))
    with office.start("install", "small") as program:
        end = monotonic() + 60
        while partial_bytes(office.home / "models", "small") == 0 and monotonic() < end:
            office.hub.stalled.wait(0.05)
        program.kill()
    there = partial_bytes(office.home / "models", "small")
    assert 0 < there <= 500_000
    code, out, err = office.run("install", "small")
    assert (code, out) == (0, "small is installed.\n"), err
    assert office.hub.asked(office.weights) == [0, there]


def test_stopping_it_by_the_keyboard_takes_a_moment_and_keeps_what_came(office: Office) -> None:
    office.hub.plan(office.weights, Fault(stall_after=500_000))
    with office.start("install", "small") as program:
        assert office.hub.stalled.wait(60)
        began = monotonic()
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)
        assert monotonic() - began < 12, "the silent line alone would have been given 15 seconds"
    assert program.returncode == 130 and "goes on" in err and "Traceback" not in err and out == ""
    assert office.run("install", "small")[0] == 0
    assert len(office.hub.asked(office.weights)) == 2
