"""`app models …`: what it prints where, how it ends, and that it never asks; with a hub on this computer."""

from __future__ import annotations

import io
import json
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import main
from app.cli import models as command
from app.cli.model_bars import install_bars, size_text
from app.network import gate
from app.services.catalogue import ModelEntry
from app.services.container import Services, build_services
from app.services.installing.progress import InstallProgress, InstallStage
from app.services.installing.service import Installer
from app.services.paths import Places
from tests.hub import Fault, Hub
from tests.packs import DEMO, portable, tiny_entry, use_catalogue, write_catalogue

FILES = {"model.bin": b"weights of a model" * 4000, "config.json": b'{"beams": 5}'}
OTHER = {"model.bin": b"other weights" * 100}
Run = Callable[..., int]


class Deaf(io.TextIOBase):
    """A terminal on which nobody answers; asking is an error."""

    def isatty(self) -> bool:
        return True

    def read(self, *_: object) -> str:
        raise AssertionError("it asked")

    def readline(self, *_: object) -> str:  # type: ignore[override]
        raise AssertionError("it asked")


@pytest.fixture
def entries() -> list[ModelEntry]:
    contents = {"tiny": FILES, "other": OTHER, "doubtful": {"model.bin": b"doubtful"}}
    return [
        replace(tiny_entry(name, files), repository=f"nobody/{name}", unconfirmed=name == "doubtful")
        for name, files in contents.items()
    ]


@pytest.fixture
def hub(entries: list[ModelEntry]) -> Iterator[Hub]:
    contents = {"tiny": FILES, "other": OTHER, "doubtful": {"model.bin": b"doubtful"}}
    files = {entry.url_path(file): contents[entry.id][file.path] for entry in entries for file in entry.files}
    with Hub(files) as played:
        yield played


@pytest.fixture
def run(tmp_path: Path, entries: list[ModelEntry], hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`app models` with these words, in a home of its own, the hub being the one of the test."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("SOTTO_HOME", str(home))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    use_catalogue(monkeypatch, write_catalogue(tmp_path / "catalogue.toml", entries))
    monkeypatch.setattr("sys.stdin", Deaf())

    def services(places: Places) -> Services:
        made = build_services(places)
        installer = Installer(made.models, places.models, made.preferences, gate, hub=hub.url, plain_to_localhost=True)
        return replace(made, installer=installer)

    monkeypatch.setattr(command, "build_services", services)
    return lambda *words: main(["models", *words])


def folder() -> Path:
    return Places.usual().models


def test_a_model_is_fetched_checked_listed_and_removed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("install", "tiny") == 0
    said = capsys.readouterr()
    assert said.out == "tiny is installed.\n" and "fetching" in said.err
    assert (folder() / "tiny" / "model.bin").read_bytes() == FILES["model.bin"]
    assert run("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("speech") and " tiny " in line and "in use" in line for line in lines)
    assert any(" other " in line and "not installed" in line for line in lines)
    assert any(" doubtful " in line and "only listed" in line for line in lines)
    assert run("verify") == 0
    assert capsys.readouterr().out == "tiny: every byte is as it was tested.\n"
    assert run("remove", "tiny") == 0
    assert capsys.readouterr().out == "tiny was removed; 72 kB are free again.\n"
    assert not (folder() / "tiny").exists()


def test_installing_twice_fetches_once(run: Run, hub: Hub) -> None:
    assert run("install", "tiny") == 0
    asked = len(hub.seen)
    assert run("install", "tiny") == 0
    assert len(hub.seen) == asked == 2


def test_the_list_as_json_says_what_the_window_says(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("install", "other") == 0
    capsys.readouterr()
    assert run("list", "--json") == 0
    listed = {one["id"]: one for one in json.loads(capsys.readouterr().out)["models"]}
    assert listed["other"]["installed"] and listed["other"]["in_use"] and not listed["tiny"]["installed"]
    assert listed["doubtful"]["unconfirmed"] and not listed["doubtful"]["downloadable"]
    assert listed["tiny"]["size_bytes"] == sum(len(data) for data in FILES.values())


def test_what_is_not_confirmed_is_not_fetched(run: Run, hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("install", "doubtful") == 1
    assert "checksums have not been confirmed" in capsys.readouterr().err
    assert not hub.seen


@pytest.mark.parametrize(
    "words", [("install", "tiny", "nix"), ("remove", "nix"), ("verify", "nix"), ("export", "nix", "--to", "x"),
              ("import", ".", "--only", "nix")],
)  # fmt: skip
def test_an_unknown_model_is_named_before_anything_is_done(
    run: Run, hub: Hub, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run(*words) == 1
    assert "There is no model 'nix'." in capsys.readouterr().err
    assert not hub.seen and not folder().exists()


@pytest.mark.parametrize("words", [(), ("remove",), ("export",), ("import",), ("juggle",)])
def test_a_command_that_is_not_whole_ends_with_2(
    run: Run, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 2
    assert "usage: app models" in capsys.readouterr().err


def test_a_changed_byte_is_found_and_said_in_the_exit_code(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("install", "tiny", "other") == 0
    path = folder() / "tiny" / "model.bin"
    path.write_bytes(path.read_bytes().replace(b"model", b"mOdel", 1))
    capsys.readouterr()
    assert run("verify") == 3
    lines = capsys.readouterr().out.splitlines()
    assert "tiny: CHANGED" in lines[0] and lines[1] == "other: every byte is as it was tested."
    path.unlink()
    assert run("verify", "tiny") == 3
    assert "not there" in capsys.readouterr().out


def test_a_pack_is_written_looked_into_and_installed_elsewhere(
    run: Run, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("install", "tiny") == 0
    capsys.readouterr()
    assert run("export", "--to", str(tmp_path / "next.sottopack")) == 0
    said = capsys.readouterr()
    assert said.out == f"{tmp_path / 'next.sottopack'}\n" and "copying" in said.err

    monkeypatch.setenv("SOTTO_HOME", str(tmp_path / "next"))
    asked = len(hub.seen)
    assert run("import", str(tmp_path / "next.sottopack"), "--look") == 0
    assert capsys.readouterr().out == "tiny can be installed (72 kB).\n" and not folder().exists()
    assert run("import", str(tmp_path / "next.sottopack")) == 0
    assert capsys.readouterr().out == "tiny is installed.\n"
    assert run("verify", "tiny") == 0 and len(hub.seen) == asked, "no network for any of this"
    capsys.readouterr()
    assert run("import", str(tmp_path / "next.sottopack")) == 0
    assert capsys.readouterr().out == "tiny was installed already.\n"


def test_what_is_not_whole_or_not_there_is_said_in_the_exit_code(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "some name").write_bytes(FILES["model.bin"])
    (stick / "another name").write_bytes(OTHER["model.bin"])
    assert run("import", str(stick), "--look") == 0
    assert "tiny is not there whole" in capsys.readouterr().out
    assert run("import", str(stick), "--only", "other", "tiny") == 3
    said = capsys.readouterr().out
    assert "other is installed." in said and "tiny is not there whole" in said
    assert not (folder() / "tiny").exists()


def test_an_empty_folder_is_an_error_with_a_next_step(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert run("import", str(tmp_path / "empty")) == 1
    assert "No model that Sotto knows was found there." in capsys.readouterr().err


def test_ctrl_c_keeps_what_was_fetched_and_the_next_run_goes_on(
    run: Run, hub: Hub, entries: list[ModelEntry], capsys: pytest.CaptureFixture[str]
) -> None:
    weights = entries[0].url_path(entries[0].files[0])
    hub.plan(weights, Fault(stall_after=30_000))

    def interrupt() -> None:
        assert hub.stalled.wait(20)
        arrived = folder() / ".partial" / "tiny" / "model.bin"
        while not arrived.is_file() or not arrived.stat().st_size:
            assert not over.wait(0.01), "it ended before anything was fetched"
        signal.raise_signal(signal.SIGINT)

    over = threading.Event()
    thread = threading.Thread(target=interrupt)
    before = signal.getsignal(signal.SIGINT)
    thread.start()
    assert run("install", "tiny") == 130
    over.set()
    thread.join()
    hub.go.set()
    assert signal.getsignal(signal.SIGINT) is before
    assert "the same command goes on" in capsys.readouterr().err
    assert run("list") == 0
    kept = (folder() / ".partial" / "tiny" / "model.bin").stat().st_size
    assert 0 < kept <= 30_000, "what lay unread when it was interrupted need not be there"
    assert any(" tiny " in line and "kB fetched" in line for line in capsys.readouterr().out.splitlines())
    assert run("install", "tiny") == 0
    assert [seen.start for seen in hub.seen if seen.path == weights] == [0, kept]


def test_a_try_that_failed_is_told_of_once(capsys: pytest.CaptureFixture[str]) -> None:
    with install_bars({"tiny": "Tiny"}) as report:
        report(InstallProgress("tiny", InstallStage.SPACE, 0, 100))
        for done in (10, 10, 10):
            report(InstallProgress("tiny", InstallStage.DOWNLOAD, done, 100, "model.bin", attempt=2, waiting=4.0))
        report(InstallProgress("tiny", InstallStage.DOWNLOAD, 50, 100, "model.bin", 2.5e6, 200.0))
        report(InstallProgress("tiny", InstallStage.CHECK, 100, 100))
        report(InstallProgress("tiny", InstallStage.DONE, 100, 100))
    said = capsys.readouterr().err
    assert said.count("model.bin: that did not work. Again in 4 s.") == 1
    assert "Tiny: fetching" in said and "Tiny: checking every byte" in said and "looking" not in said


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 kB"), (999, "1 kB"), (72_000, "72 kB"), (486e6, "486 MB"), (2_497_281_120, "2.5 GB")]
)
def test_sizes_are_said_in_usual_words(size: float, text: str) -> None:
    assert size_text(size) == text


def test_the_probe_names_computer_recommendation_and_why_not_the_others(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use_catalogue(monkeypatch, write_catalogue(tmp_path / "suits.toml", portable(DEMO)))
    assert run("probe") == 0
    said = capsys.readouterr().out
    assert "processor" in said and "memory" in said and "GB" in said
    assert "to fetch" in said and "Not measured" in said
    assert run("probe", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["machine"]["total_mb"] > 500 and told["recommendation"]["basis"] == "catalogue"
    assert set(told) == {"machine", "measured", "recommendation"}


def test_what_suits_is_installed_and_chosen_with_one_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("install", "--recommended") == 0
    said = capsys.readouterr().out
    assert "tiny is installed." in said or "other is installed." in said
    installed = [model_id for model_id in ("tiny", "other") if (folder() / model_id).exists()]
    assert len(installed) == 1, "one for each task"
    assert run("install", "--recommended") == 0
    assert capsys.readouterr().out == "Nothing needs to be installed.\n"
