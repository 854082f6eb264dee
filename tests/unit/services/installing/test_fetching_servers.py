"""Downloads from servers that refuse, send elsewhere, ask for patience, fail; and all of it in any order."""

from __future__ import annotations

from email.utils import formatdate
from pathlib import Path
from random import Random
from time import monotonic, time

import pytest

from app.domain.model_errors import InstallError, NetworkUnreachable, ServerRefused
from app.services.installing.staging import Staging, partial_bytes
from tests.hub import Fault, Hub, closed_port
from tests.unit.services.installing.small_models import CONTENTS, hub_files, small_entry
from tests.unit.services.installing.trying import SOON, Try


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451, 501])
def test_what_the_server_does_not_give_out_is_asked_for_once(tried: Try, status: int) -> None:
    tried.hub.always(tried.path(), Fault(status=status))
    assert tried.fails(ServerRefused).detail == f"model.bin ({status})"
    assert len(tried.hub.seen) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_for_again_and_not_for_ever(tried: Try, status: int) -> None:
    tried.hub.plan(tried.path(), Fault(status=status), Fault(status=status))
    tried.run()
    assert tried.is_there and len(tried.hub.asked(tried.path())) == 3
    tried.hub.always(tried.path(2), Fault(status=status))
    staging = Staging(tried.entry, tried.folder)
    staging.target.rename(tried.folder / "away")
    assert tried.fails(ServerRefused).detail == f"vocabulary.txt ({status})"
    assert len(tried.hub.asked(tried.path(2))) == 1 + len(SOON) + 1


def test_a_server_that_asks_for_patience_gets_it(tried: Try) -> None:
    tried.hub.plan(tried.path(), Fault(status=429, headers={"Retry-After": "1"}))
    began = monotonic()
    tried.run()
    assert tried.is_there and monotonic() - began >= 1.0
    assert any(report.waiting == 1.0 and report.attempt == 2 for report in tried.reports)


@pytest.mark.parametrize("words", ["86400", formatdate(time() + 86400, usegmt=True)])
def test_one_that_asks_for_a_day_is_left_for_another_day(tried: Try, words: str) -> None:
    tried.hub.always(tried.path(), Fault(status=503, headers={"Retry-After": words}))
    assert tried.fails(ServerRefused).detail == "model.bin (503)" and len(tried.hub.seen) == 1


@pytest.mark.parametrize("words", ["soon", "", "-3", formatdate(time() - 60, usegmt=True)])
def test_patience_that_makes_no_sense_is_the_usual_one(tried: Try, words: str) -> None:
    tried.hub.plan(tried.path(), Fault(status=503, headers={"Retry-After": words}))
    tried.run()
    assert tried.is_there


def test_redirections_are_followed_also_relative_ones(tried: Try) -> None:
    tried.hub.files["/elsewhere/model.bin"] = CONTENTS["model.bin"]
    tried.hub.plan(tried.path(), Fault(redirect="/step"), Fault(redirect="/step"))
    tried.hub.always("/step", Fault(redirect="/elsewhere/model.bin?signed=a%20b"))
    tried.hub.plan("/elsewhere/model.bin", Fault(end_after=100_000))
    tried.run()
    assert tried.is_there
    last = [seen for seen in tried.hub.seen if seen.path.startswith("/elsewhere")][-1]
    assert last.path == "/elsewhere/model.bin?signed=a%20b" and last.start == 100_000


def test_a_signed_address_that_ran_out_is_asked_for_anew(tried: Try) -> None:
    elsewhere = f"http://127.0.0.1:{tried.hub.port}/signed/model.bin"
    tried.hub.files["/signed/model.bin"] = CONTENTS["model.bin"]
    tried.hub.always(tried.path(), Fault(redirect=elsewhere))
    tried.hub.plan("/signed/model.bin", Fault(end_after=100_000), Fault(status=403))
    tried.run()
    assert tried.is_there and tried.hub.asked("/signed/model.bin") == [0, 100_000, 100_000]
    assert len(tried.hub.asked(tried.path())) == 3, "the hub itself was asked each time"


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_that_fails_at_ranges_alone_is_asked_for_all_of_it(tried: Try, status: int) -> None:
    tried.hub.always(tried.path(), Fault(ranges_fail=status))
    tried.hub.plan(tried.path(), Fault(end_after=100_000))
    tried.run()
    starts = tried.hub.asked(tried.path())
    assert tried.is_there and starts[0] == starts[-1] == 0 and set(starts[1:-1]) == {100_000}


@pytest.mark.parametrize(
    "where",
    [
        "http://files.example.org/model.bin",
        "http://127.0.0.2/model.bin",
        "file:///etc/passwd",
        "ftp://localhost/model.bin",
        "https://anna:geheim@localhost/model.bin",
        "//[bad/model.bin",
        "https:///model.bin",
        "/again",
    ],
)
def test_redirections_to_where_it_must_not_go_are_refused(tried: Try, where: str) -> None:
    tried.hub.always(tried.path(), Fault(redirect=where))
    tried.hub.always("/again", Fault(redirect="/again"))
    assert tried.fails(ServerRefused).detail.startswith("model.bin")
    assert len(tried.hub.seen) < 10
    assert tried.gate.last is not None and tried.gate.last.hosts == ("localhost",), "nobody else was asked"


def test_nobody_there_is_said_with_the_name(tried: Try) -> None:
    tried.base = f"http://localhost:{closed_port()}"
    assert tried.fails(NetworkUnreachable).detail == "localhost"
    assert [report.attempt for report in tried.reports if report.waiting] == [2, 3, 4]


def test_where_there_is_nothing_but_ipv6_the_second_try_gets_through(tmp_path: Path) -> None:
    entry = small_entry()
    try:
        hub = Hub(hub_files(entry), host="::1")
    except OSError:
        pytest.skip("this computer has no IPv6")
    with hub:
        tried = Try(hub, tmp_path / "models", entry, base=f"http://[::1]:{hub.port}")
        tried.run()
        assert tried.is_there and [report.attempt for report in tried.reports if report.waiting] == [2]


def _mishap(random: Random) -> Fault:
    at = random.randrange(40_000)
    return random.choice(
        [
            Fault(cut_after=at), Fault(end_after=at), Fault(end_after=at, chunked=True),
            Fault(flip=random.randrange(5)), Fault(extra=b"more"), Fault(ignore_range=True),
            Fault(ignore_range=True, cut_after=at), Fault(shift=1),
            Fault(status=random.choice([404, 416, 429, 500, 503, 206, 204])), Fault(content=b"<html>"),
            Fault(redirect="/nowhere"), Fault(headers={"Content-Encoding": "gzip"}), Fault(chunked=True), Fault(),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_in_whatever_order_it_is_whole_or_not_there(tmp_path: Path, seed: int) -> None:
    """Mishaps at random, the download begun again after each failure: at last it is there, and never anything else."""
    random, entry = Random(seed), small_entry()
    with Hub(hub_files(entry)) as hub:
        for file in entry.files:
            hub.plan(entry.url_path(file), *[_mishap(random) for _ in range(random.randrange(8))])
        tried, failures = Try(hub, tmp_path / "models", entry), 0
        while not tried.is_there:
            try:
                tried.run()
            except InstallError:
                failures += 1
                assert failures < 30 and not (tried.folder / "small").exists()
    assert partial_bytes(tried.folder, "small") == 0 and not tried.gate.is_open
