"""Downloads from a hub on this computer: coming, cut, going on, wrong, paused."""

from __future__ import annotations

import threading
from time import monotonic

import pytest

from app.domain.errors import Cancelled
from app.domain.model_errors import NetworkUnreachable, ServerRefused, WrongBytes
from app.services.installing.progress import Halt, InstallProgress, InstallStage
from app.services.installing.staging import Staging, partial_bytes
from tests.hub import Fault
from tests.unit.services.installing.small_models import CONTENTS
from tests.unit.services.installing.trying import Try


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


def test_a_page_of_no_stated_length_is_not_taken_for_a_beginning(tried: Try) -> None:
    page = Fault(content=b"<html>blocked</html>", end_after=20, headers={"Content-Type": "Text/HTML; charset=utf-8"})
    tried.hub.plan(tried.path(), page)
    tried.run()
    assert tried.is_there
    assert tried.hub.asked(tried.path()) == [0, 0], "nothing of the page is gone on with"


def test_one_that_was_packed_on_the_way_is_refused(tried: Try) -> None:
    tried.hub.always(tried.path(), Fault(headers={"Content-Encoding": "gzip"}))
    assert "model.bin" in tried.fails(ServerRefused).detail


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
