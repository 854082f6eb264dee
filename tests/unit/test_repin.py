"""The catalogue is pinned anew from a hub, played here by a server; the tool runs as it is run by hand."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from app.services.catalogue import load_catalogue
from app.services.paths import PROGRAM

OLD, NEW = "a" * 40, "b" * 40
CONFIG, WEIGHTS = b'{"beams": 5}', b"weights" * 1000


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def git_name(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


@dataclass
class Repository:
    """A repository of the hub: its revisions, the newest one last; `large` files are kept apart from git."""

    revisions: dict[str, dict[str, bytes]]
    large: set[str] = field(default_factory=lambda: {"model.bin"})
    licence: str = "mit"
    gated: bool | str = False
    served: dict[str, bytes] = field(default_factory=dict)
    stated: dict[str, str] = field(default_factory=dict)
    answer: bytes | None = None


class Hub:
    """Answers as the hub does, and keeps what was asked. `served` differs from `stated` where a test wants it."""

    def __init__(self) -> None:
        hub = self
        self.repositories: dict[str, Repository] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hub.asked.append(self.path)
                hub.headers.append(dict(self.headers))
                status, body, location = hub.reply(unquote(urlsplit(self.path).path))
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def reply(self, path: str) -> tuple[int, bytes, str]:
        if path.startswith("/elsewhere/"):
            return 200, bytes.fromhex(path.removeprefix("/elsewhere/")), ""
        if path.startswith("/api/models/"):
            name, _, revision = path.removeprefix("/api/models/").partition("/revision/")
            return self.describe(name, revision)
        name, _, rest = path.removeprefix("/").partition("/resolve/")
        revision, _, file = rest.partition("/")
        repository = self.repositories.get(name)
        if repository is None or file not in repository.revisions.get(revision, {}):
            return 404, b"", ""
        data = repository.served.get(file, repository.revisions[revision][file])
        if file in repository.large:
            return 302, b"", f"{self.url}/elsewhere/{data.hex()}"
        return 200, data, ""

    def describe(self, name: str, revision: str) -> tuple[int, bytes, str]:
        repository = self.repositories.get(name)
        if repository is None:
            return 401, b"Repository not found", ""
        if repository.answer is not None:
            return 200, repository.answer, ""
        revision = revision or list(repository.revisions)[-1]
        files = repository.revisions.get(revision)
        if files is None:
            return 404, b"Revision not found", ""
        siblings: list[dict[str, object]] = []
        for path, data in files.items():
            one: dict[str, object] = {"rfilename": path, "size": len(data), "blobId": git_name(data)}
            if path in repository.large:
                stated = repository.stated.get(path, sha256(data))
                one["lfs"] = {"sha256": stated, "size": len(data), "pointerSize": 134}
            siblings.append(one)
        told = {"id": name, "sha": revision, "gated": repository.gated, "private": False, "siblings": siblings,
                "cardData": {"license": repository.licence}}  # fmt: skip
        return 200, json.dumps(told).encode(), ""


@pytest.fixture
def hub() -> Iterator[Hub]:
    played = Hub()
    played.repositories["nobody/tiny"] = Repository(
        {
            OLD: {"model.bin": WEIGHTS, "a/config.json": CONFIG},
            NEW: {"model.bin": WEIGHTS + b"!", "a/config.json": CONFIG},
        }
    )
    yield played
    played.server.shutdown()
    played.server.server_close()


def entry(model_id: str, *, unconfirmed: bool = False, **pins: str) -> str:
    size, weights = pins.get("bytes", len(WEIGHTS)), pins.get("weights", sha256(WEIGHTS))
    return f"""
[[model]]
id = "{model_id}"
task = "speech"
title = "{model_id}" # a remark on the title
description = "For tests."
good_for = "Tests of this program."
licence = "MIT"
attribution = "Nobody."
notice = "Copyright (c) Nobody."
languages = ["en"]
speed = "fast"
memory_mb = 1 # reckoned: from nothing
repository = "{pins.get("repository", "nobody/tiny")}"
revision = "{pins.get("revision", OLD)}"
{"unconfirmed = true" if unconfirmed else "# confirmed"}
where = "models"
path = "{model_id}"
files = [
    {{ path = "model.bin", bytes = {size}, sha256 = "{weights}" }},
    {{ path = "a/config.json", bytes = {len(CONFIG)}, sha256 = "{pins.get("config", sha256(CONFIG))}" }}, # small
]
[model.settings]
language = "en"
"""


HEAD = "# Remarks at the head\n# stay as they are.\n"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.toml"
    path.write_text(HEAD + entry("tiny"), encoding="utf-8")
    return path


def repin(hub: Hub, catalogue: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(PROGRAM / "packaging" / "repin.py"), "--hub", hub.url, "--catalogue", str(catalogue),
         *arguments],
        capture_output=True, text=True, encoding="utf-8", timeout=250, check=False,
    )  # fmt: skip


def test_what_is_pinned_and_there_is_said_to_be_so(hub: Hub, catalogue: Path) -> None:
    before = catalogue.read_text(encoding="utf-8")
    done = repin(hub, catalogue, "--write")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Everything is as pinned." in done.stdout and done.stdout.count("as pinned") == 3
    assert f"newer revision: {NEW}" in done.stdout
    assert catalogue.read_text(encoding="utf-8") == before
    assert not any("elsewhere" in path for path in hub.asked), "large files are not fetched unless that is asked for"
    assert f"/nobody/tiny/resolve/{OLD}/a/config.json" in hub.asked, "small ones are"
    assert all("Authorization" not in headers and "Cookie" not in headers for headers in hub.headers)


def test_a_difference_is_shown_and_written_only_when_asked_for(hub: Hub, catalogue: Path) -> None:
    before = HEAD + entry("other", repository="nobody/other") + entry("tiny", config="0" * 64, weights="1" * 64)
    catalogue.write_text(before, encoding="utf-8")
    shown = repin(hub, catalogue, "tiny")
    assert shown.returncode == 3, shown.stdout + shown.stderr
    assert f'-    {{ path = "model.bin", bytes = {len(WEIGHTS)}, sha256 = "{"1" * 64}" }},' in shown.stdout
    assert f'+    {{ path = "model.bin", bytes = {len(WEIGHTS)}, sha256 = "{sha256(WEIGHTS)}" }},' in shown.stdout
    assert catalogue.read_text(encoding="utf-8") == before
    assert repin(hub, catalogue, "tiny", "--write").returncode == 3
    right = HEAD + entry("other", repository="nobody/other") + entry("tiny")
    assert catalogue.read_text(encoding="utf-8") == right, "remarks, order and other entries stay"
    assert repin(hub, catalogue, "tiny").returncode == 0


def test_the_newest_revision_can_be_pinned(hub: Hub, catalogue: Path) -> None:
    done = repin(hub, catalogue, "--newest", "--write")
    assert done.returncode == 3, done.stdout + done.stderr
    found = load_catalogue(catalogue)["tiny"]
    assert found.revision == NEW
    assert [file.sha256 for file in found.files] == [sha256(WEIGHTS + b"!"), sha256(CONFIG)]
    assert found.files[0].bytes == len(WEIGHTS) + 1


def test_a_new_entry_without_pins_is_filled_in(hub: Hub, catalogue: Path) -> None:
    catalogue.write_text(entry("tiny", revision="", weights="", config="", bytes="0"), encoding="utf-8")
    assert repin(hub, catalogue, "--write").returncode == 3
    assert load_catalogue(catalogue)["tiny"].revision == NEW


def test_what_was_seen_as_it_is_pinned_is_confirmed_and_what_was_not_stays_as_it_is(hub: Hub, catalogue: Path) -> None:
    catalogue.write_text(
        entry("tiny", unconfirmed=True) + entry("wrong", unconfirmed=True, weights="1" * 64), encoding="utf-8"
    )
    assert repin(hub, catalogue, "--write").returncode == 3
    found = load_catalogue(catalogue)
    assert not found["tiny"].unconfirmed
    assert found["wrong"].unconfirmed, "one place alone says so"


def test_what_is_fetched_must_be_what_the_hub_says(hub: Hub, catalogue: Path) -> None:
    hub.repositories["nobody/tiny"].served["model.bin"] = WEIGHTS[:-1] + b"?"
    before = catalogue.read_text(encoding="utf-8")
    assert repin(hub, catalogue).returncode == 0, "its word is taken"
    done = repin(hub, catalogue, "--fetch", "--write")
    assert done.returncode == 1 and "is not what the hub says" in done.stdout
    hub.repositories["nobody/tiny"].served = {"a/config.json": CONFIG.upper()}
    done = repin(hub, catalogue, "--write")
    assert done.returncode == 1 and "a/config.json: what was fetched" in done.stdout
    assert catalogue.read_text(encoding="utf-8") == before


def test_a_whole_fetch_hashes_what_lies_elsewhere(hub: Hub, catalogue: Path) -> None:
    done = repin(hub, catalogue, "--fetch")
    assert done.returncode == 0, done.stdout + done.stderr
    assert any(path.startswith("/elsewhere/") for path in hub.asked)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"licence": "cc-by-nc-4.0"}, "LICENCE: the catalogue says MIT, the hub 'cc-by-nc-4.0'"),
        ({"gated": "auto"}, "CLOSED"),
    ],
)
def test_terms_that_changed_are_told_of(hub: Hub, catalogue: Path, changed: dict[str, str], says: str) -> None:
    for name, value in changed.items():
        setattr(hub.repositories["nobody/tiny"], name, value)
    done = repin(hub, catalogue)
    assert done.returncode == 0 and says in done.stdout


@pytest.mark.parametrize(
    ("pins", "says"),
    [
        ({"repository": "nobody/gone"}, "the hub answers 401"),
        ({"revision": "c" * 40}, "the hub answers 404"),
    ],
)
def test_what_is_gone_is_told_of(hub: Hub, catalogue: Path, pins: dict[str, str], says: str) -> None:
    catalogue.write_text(entry("tiny") + entry("gone", **pins), encoding="utf-8")
    done = repin(hub, catalogue, "--write")
    assert done.returncode == 1 and says in done.stdout
    assert "tiny: nobody/tiny\n  as pinned" in done.stdout, "the others are looked at all the same"


def test_a_file_that_is_gone_is_told_of(hub: Hub, catalogue: Path) -> None:
    del hub.repositories["nobody/tiny"].revisions[OLD]["a/config.json"]
    done = repin(hub, catalogue)
    assert done.returncode == 1 and "there is no a/config.json" in done.stdout


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"sha": "main", "siblings": []}',
        json.dumps({"sha": OLD, "siblings": [{"rfilename": "model.bin"}]}).encode(),
        json.dumps(
            {"sha": OLD, "siblings": [{"rfilename": "model.bin", "lfs": {"size": 1, "sha256": '" }]\nwhere = "x'}}]}
        ).encode(),
        json.dumps({"sha": NEW, "siblings": []}).encode(),
    ],
)
def test_an_answer_that_makes_no_sense_changes_nothing(hub: Hub, catalogue: Path, answer: bytes) -> None:
    hub.repositories["nobody/tiny"].answer = answer
    before = catalogue.read_text(encoding="utf-8")
    done = repin(hub, catalogue, "--write")
    assert done.returncode == 1 and "FAILED" in done.stdout and not done.stderr
    assert catalogue.read_text(encoding="utf-8") == before


def test_only_https_is_asked_beyond_this_computer(hub: Hub, catalogue: Path) -> None:
    done = repin(hub, catalogue, "--hub", "http://hub.example.org")
    assert done.returncode == 2 and "only https is" in done.stderr


def test_an_unknown_model_is_a_wrong_command(hub: Hub, catalogue: Path) -> None:
    done = repin(hub, catalogue, "whisper-huge")
    assert done.returncode == 2 and "whisper-huge" in done.stderr and not hub.asked


def test_the_real_catalogue_is_written_as_the_tool_expects(hub: Hub, tmp_path: Path) -> None:
    """Every entry is answered with other pins; the tool must find all of its lines, and touch no others."""
    real = (PROGRAM / "models" / "catalogue.toml").read_text(encoding="utf-8")
    copy = tmp_path / "catalogue.toml"
    copy.write_text(real, encoding="utf-8")
    for one in load_catalogue(copy).values():
        if one.where == "models":
            contents = {file.path: f"{one.id} {file.path}".encode() for file in one.files}
            large = {file.path for file in one.files if file.bytes > 10_000_000}
            hub.repositories[one.repository] = Repository({NEW: contents}, large, licence="")
    done = repin(hub, copy, "--newest", "--write")
    assert done.returncode == 3, done.stdout + done.stderr
    for one in load_catalogue(copy).values():
        if one.where == "models":
            assert one.revision == NEW
            for file in one.files:
                assert file.sha256 == sha256(f"{one.id} {file.path}".encode())
    written = copy.read_text(encoding="utf-8")
    assert written.count("\n") == real.count("\n")
    assert [line for line in written.splitlines() if "bytes =" not in line and "revision =" not in line] == [
        line for line in real.splitlines() if "bytes =" not in line and "revision =" not in line
    ]
