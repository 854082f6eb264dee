"""Downloads from a hub on this computer that does everything a hub, a line and a disk can do wrong."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from random import Random
from time import monotonic, time

import pytest

from app.domain.errors import Cancelled, SottoError
from app.domain.model_errors import InstallError, NetworkUnreachable, NoRoomForModel, ServerRefused, WrongBytes
from app.network import Gate
from app.services.catalogue import ModelEntry
from app.services.installing import staging as staging_module
from app.services.installing.fetching import Fetching
from app.services.installing.progress import Halt, InstallProgress, InstallStage
from app.services.installing.staging import Staging, partial_bytes
from tests.hub import Fault, Hub, closed_port
from tests.small_disk import small_disk
from tests.unit.services.installing.small_models import CONTENTS, content_of, hub_files, small_entry

SOON = (0.01, 0.02, 0.02)


@pytest.fixture(autouse=True)
def _no_proxy_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@dataclass
class Try:
    """One model, one hub, one folder; `reports` of all downloads so far."""

    hub: Hub
    folder: Path
    entry: ModelEntry = field(default_factory=small_entry)
    gate: Gate = field(default_factory=Gate)
    reports: list[InstallProgress] = field(default_factory=list)
    halt: Halt = field(default_factory=Halt)
    base: str = ""

    def path(self, number: int = 0) -> str:
        """What the hub calls a file."""
        return self.entry.url_path(self.entry.files[number])

    def run(self) -> None:
        """Download it."""
        with Staging(self.entry, self.folder) as staging:
            Fetching(
                self.entry, staging, self.base or self.hub.url, self.gate, plain_to_localhost=True, waits=SOON
            ).run(self.reports.append, self.halt)

    def fails(self, kind: type[SottoError]) -> SottoError:
        """Download it, which fails; nothing is in place then."""
        with pytest.raises(kind) as caught:
            self.run()
        assert not (self.folder / "small").exists() and not self.gate.is_open
        return caught.value

    @property
    def is_there(self) -> bool:
        """Whether it lies in place, byte for byte."""
        target = self.folder / "small"
        return target.exists() and all(content_of(target, name) == content for name, content in CONTENTS.items())


@pytest.fixture
def tried(tmp_path: Path) -> Iterator[Try]:
    entry = small_entry()
    with Hub(hub_files(entry)) as hub:
        yield Try(hub, tmp_path / "models", entry)


def test_a_model_comes_with_progress_up_to_the_last_byte(tried: Try) -> None:
    tried.run()
    assert tried.is_there and partial_bytes(tried.folder, "small") == 0
    assert [seen.path for seen in tried.hub.seen] == [tried.path(n) for n in range(3)]
    stages = [report.stage for report in tried.reports]
    assert stages[0] is InstallStage.SPACE and stages[-1] is InstallStage.DONE
    loading = [report for report in tried.reports if report.stage is InstallStage.DOWNLOAD]
    done = [report.done for report in loading]
    assert done == sorted(done) and done[-1] == tried.entry.size_bytes == loading[-1].total
    assert {report.file for report in loading} == set(CONTENTS) and {report.attempt for report in loading} == {1}


def test_nothing_of_this_computer_is_sent(tried: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    tried.run()
    for seen in tried.hub.seen:
        assert seen.headers == {
            "host": f"localhost:{tried.hub.port}", "user-agent": "sotto", "accept": "*/*",
            "accept-encoding": "identity",
        }  # fmt: skip


def test_the_gate_is_open_while_it_loads_and_told_to_whom(tried: Try) -> None:
    uses = []
    tried.gate.tell(uses.append)
    tried.hub.plan(tried.path(), Fault(redirect=f"http://127.0.0.1:{tried.hub.port}{tried.path()}"))
    tried.run()
    assert not tried.gate.is_open
    assert uses[-1].hosts == ("localhost", "127.0.0.1") and uses[-1].closed is not None
    assert tried.is_there


def test_a_line_that_is_cut_goes_on_where_it_broke_off(tried: Try) -> None:
    tried.hub.plan(tried.path(), Fault(cut_after=100_000), Fault(cut_after=50_000))
    tried.run()
    assert tried.is_there
    starts = tried.hub.asked(tried.path())
    assert starts[0] == 0 < starts[1] <= 100_000 and starts[1] < starts[2] <= starts[1] + 50_000
    again = [report for report in tried.reports if report.attempt > 1]
    assert again and any(report.waiting for report in again)
    done = [report.done for report in tried.reports if report.stage is InstallStage.DOWNLOAD]
    assert done == sorted(done), "what had come was not counted back"


def test_a_line_that_is_cut_again_and_again_but_brings_something_is_not_given_up(tried: Try) -> None:
    tried.hub.plan(tried.path(), *[Fault(cut_after=20_000)] * 12)
    tried.run()
    assert tried.is_there and len(tried.hub.asked(tried.path())) == 13


@pytest.mark.parametrize("fault", [Fault(end_after=90_000), Fault(end_after=90_000, chunked=True)])
def test_an_answer_that_ends_too_soon_is_not_taken_for_the_file(tried: Try, fault: Fault) -> None:
    tried.hub.plan(tried.path(), fault)
    tried.run()
    assert tried.is_there and tried.hub.asked(tried.path()) == [0, 90_000]


def test_an_answer_in_chunks_is_taken(tried: Try) -> None:
    tried.hub.plan(tried.path(), Fault(chunked=True))
    tried.run()
    assert tried.is_there and tried.hub.asked(tried.path()) == [0]


def test_a_break_of_the_program_costs_nothing_that_had_come(tried: Try) -> None:
    tried.hub.always(tried.path(), Fault(cut_after=0))
    tried.hub.plan(tried.path(), Fault(cut_after=150_000))
    error = tried.fails(NetworkUnreachable)
    assert error.detail == "localhost"
    there = partial_bytes(tried.folder, "small")
    assert 0 < there <= 150_000
    tried.hub.always(tried.path(), Fault())
    before = len(tried.hub.seen)
    tried.run()
    assert tried.is_there
    assert (tried.hub.seen[before].path, tried.hub.seen[before].start) == (tried.path(), there)


def test_files_that_are_whole_are_not_asked_for_again(tried: Try) -> None:
    tried.hub.always(tried.path(1), Fault(status=503))
    tried.fails(ServerRefused)
    tried.hub.always(tried.path(1), Fault())
    tried.run()
    assert tried.is_there and tried.hub.asked(tried.path(0)) == [0]


def test_where_everything_has_come_the_network_stays_shut(tried: Try) -> None:
    staging = Staging(tried.entry, tried.folder)
    for file in tried.entry.files:
        staging.path_for(file).write_bytes(CONTENTS[file.path])
    tried.run()
    assert tried.is_there and tried.hub.seen == [] and tried.gate.last is None


def test_a_server_that_knows_no_ranges_costs_time_but_nothing_that_had_come(tried: Try) -> None:
    tried.hub.plan(
        tried.path(),
        Fault(end_after=150_000),
        Fault(ignore_range=True, end_after=80_000),
        Fault(ignore_range=True),
    )
    tried.run()
    assert tried.is_there
    starts = tried.hub.asked(tried.path())
    assert len(starts) == 3 and starts[1] == starts[2] == 150_000


def test_a_range_that_begins_elsewhere_is_not_believed(tried: Try) -> None:
    tried.hub.plan(tried.path(), Fault(end_after=150_000), Fault(shift=1000))
    tried.run()
    assert tried.is_there and tried.hub.asked(tried.path())[2] == 0


def test_a_wrong_byte_is_found_and_the_file_fetched_again(tried: Try) -> None:
    tried.hub.plan(tried.path(), Fault(flip=1234))
    tried.run()
    assert tried.is_there and tried.hub.asked(tried.path()) == [0, 0] and len(tried.hub.asked(tried.path(1))) == 1


def test_a_file_that_stays_wrong_is_named_and_not_installed(tried: Try) -> None:
    tried.hub.always(tried.path(), Fault(flip=0))
    error = tried.fails(WrongBytes)
    assert error.detail == "model.bin" and tried.hub.asked(tried.path()) == [0, 0, 0]


def test_a_wrong_byte_from_an_earlier_time_is_found_in_the_end(tried: Try) -> None:
    staging = Staging(tried.entry, tried.folder)
    staging.path_for(tried.entry.files[0]).write_bytes(b"?" + CONTENTS["model.bin"][1:200_000])
    tried.run()
    assert tried.is_there and tried.hub.asked(tried.path()) == [200_000, 0]


@pytest.mark.parametrize("fault", [Fault(extra=b"x"), Fault(extra=b"x" * 1_000_000), Fault(content=b"<html>")])
def test_more_bytes_or_other_ones_are_not_the_file(tried: Try, fault: Fault) -> None:
    tried.hub.always(tried.path(), fault)
    error = tried.fails(WrongBytes)
    assert error.detail == "model.bin" and partial_bytes(tried.folder, "small") == 0


def test_a_page_in_place_of_the_file_does_not_cost_what_had_come(tried: Try) -> None:
    tried.hub.plan(tried.path(), Fault(end_after=200_000), Fault(ignore_range=True, content=b"<html>sign in</html>"))
    tried.run()
    starts = tried.hub.asked(tried.path())
    assert tried.is_there and starts == [0, 200_000, 200_000]


def test_one_that_was_packed_on_the_way_is_refused(tried: Try) -> None:
    tried.hub.always(tried.path(), Fault(headers={"Content-Encoding": "gzip"}))
    assert "model.bin" in tried.fails(ServerRefused).detail


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


def test_a_line_that_falls_silent_is_tried_again(tried: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.installing.download.READ_SECONDS", 1.0)
    tried.hub.plan(tried.path(), Fault(stall_after=120_000))
    tried.run()
    starts = tried.hub.asked(tried.path())
    assert tried.is_there and starts[0] == 0 and 0 < starts[1] <= 120_000


def test_pausing_a_silent_line_takes_a_moment_and_going_on_goes_on(tried: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    tried.hub.plan(tried.path(), Fault(stall_after=120_000))
    halt = tried.halt

    class Pausing(list[InstallProgress]):
        def append(self, progress: InstallProgress) -> None:
            if progress.done == 120_000:  # from now on nothing comes
                threading.Timer(0.3, halt.ask).start()

    tried.reports = Pausing()
    monkeypatch.setattr("app.services.installing.pace.BETWEEN", 0.0)
    began = monotonic()
    tried.fails(Cancelled)
    assert monotonic() - began < 10, "the line itself would have been given 15 seconds"
    there = partial_bytes(tried.folder, "small")
    assert there == 120_000
    tried.halt = Halt()
    tried.run()
    assert tried.is_there and tried.hub.asked(tried.path()) == [0, there]


def test_pausing_while_it_waits_for_the_next_try(tried: Try) -> None:
    tried.hub.always(tried.path(), Fault(status=503, headers={"Retry-After": "200"}))
    tried.reports = _Ending(tried.halt)
    began = monotonic()
    tried.fails(Cancelled)
    assert monotonic() - began < 20


class _Ending(list[InstallProgress]):
    """Asks for a stop once the next try waits."""

    def __init__(self, halt: Halt) -> None:
        super().__init__()
        self._halt = halt

    def append(self, progress: InstallProgress) -> None:
        if progress.waiting:
            self._halt.ask()


def test_the_speed_of_a_slow_line_and_what_is_left_are_reported(tried: Try) -> None:
    tried.hub.plan(tried.path(), Fault(between=0.12))
    tried.run()
    spoken = [report for report in tried.reports if report.bytes_per_second]
    assert spoken and all(report.seconds_left is not None and report.seconds_left >= 0 for report in spoken)
    # 16 KiB every 0.12 s; it may be slower on a busy computer, and never faster.
    assert all(0 < (report.bytes_per_second or 0) < 300_000 for report in spoken if report.file == "model.bin")


def test_a_disk_that_is_really_full_keeps_what_fits_and_goes_on_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = small_entry()
    monkeypatch.setattr(staging_module, "RESERVE", 0)
    with Hub(hub_files(entry)) as hub, small_disk(tmp_path, "400k") as disk:
        tried = Try(hub, disk / "models", entry)
        film = disk / "film"
        film.write_bytes(bytes(150_000))
        said = tried.fails(NoRoomForModel)
        assert said.detail == "1 MB" and hub.seen == [], "it is known before anything is fetched"
        # Somebody else fills the disk while it is fetched.
        film.unlink()
        tried.reports = _Filling(film)
        assert tried.fails(NoRoomForModel).detail == "1 MB"
        there = partial_bytes(tried.folder, "small")
        assert hub.seen and there > 0
        film.unlink()
        tried.reports = []
        tried.run()
        assert tried.is_there


class _Filling(list[InstallProgress]):
    """Fills the disk as soon as the download runs."""

    def __init__(self, film: Path) -> None:
        super().__init__()
        self._film = film

    def append(self, progress: InstallProgress) -> None:
        if progress.stage is InstallStage.DOWNLOAD and not self._film.exists():
            self._film.write_bytes(bytes(200_000))


def test_a_file_that_changes_on_the_disk_after_it_came_is_fetched_again(tried: Try) -> None:
    """As by a bad stick: all is right while it streams, and the check before the move finds it."""
    spoiled = []

    class Spoiling(list[InstallProgress]):
        def append(self, progress: InstallProgress) -> None:
            if progress.stage is InstallStage.CHECK and not spoiled:
                spoiled.append(True)
                path = Staging(tried.entry, tried.folder).path_for(tried.entry.files[2])
                path.write_bytes(b"?" + path.read_bytes()[1:])

    tried.reports = Spoiling()
    tried.run()
    assert spoiled and tried.is_there and tried.hub.asked(tried.path(2)) == [0, 0]


def test_repairing_fetches_only_what_is_wrong(tried: Try) -> None:
    tried.run()
    (tried.folder / "small" / "vocabulary.txt").write_bytes(b"short")
    (tried.folder / "small" / "parts" / "config.json").unlink()
    tried.run()
    assert tried.is_there
    assert [len(tried.hub.asked(tried.path(n))) for n in range(3)] == [1, 2, 2]


def test_one_that_is_wrong_inside_is_not_taken_over(tried: Try) -> None:
    tried.run()
    (tried.folder / "small" / "model.bin").write_bytes(bytes(300_000))
    tried.run()
    assert tried.is_there and tried.hub.asked(tried.path()) == [0, 0]


def test_one_that_cannot_be_read_any_more_is_fetched(tried: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    tried.run()
    bad, real = tried.folder / "small" / "model.bin", Path.open

    def broken(self: Path, *arguments: object, **named: object) -> object:
        if self == bad:
            raise OSError(errno.EIO, "a bad disk")
        return real(self, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", broken)
    tried.run()
    monkeypatch.undo()
    assert tried.is_there and tried.hub.asked(tried.path()) == [0, 0]


def test_what_came_of_a_file_that_the_catalogue_has_replaced_is_not_gone_on_with(tried: Try) -> None:
    old = tried.entry
    tried.hub.always(tried.path(2), Fault(status=404))
    tried.hub.plan(tried.path(), Fault(end_after=1000), Fault(status=404))
    tried.fails(ServerRefused)
    assert partial_bytes(tried.folder, "small") == 1000
    newer = {**CONTENTS, "model.bin": CONTENTS["model.bin"][::-1]}
    tried.entry = small_entry(contents=newer, revision="f" * 40)
    tried.hub.files.update(hub_files(tried.entry, newer))
    tried.run()
    assert tried.hub.asked(tried.path()) == [0], "from its first byte, and once"
    assert content_of(tried.folder / "small", "model.bin") == newer["model.bin"] and old != tried.entry
    left = {path.name for path in (tried.folder / ".partial").iterdir()}
    assert left <= {"small.lock"}


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
