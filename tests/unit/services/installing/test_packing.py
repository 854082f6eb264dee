"""Packs as they are written: plain tars that say nothing of who made them, whole or not there at all."""

from __future__ import annotations

import errno
import json
import subprocess
import tarfile
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, ModelChanged, ModelMissing
from app.domain.model_errors import PackNotWritten
from app.services.installing import packing
from app.services.installing.pack import read_pack
from app.services.installing.packing import notices, write_pack
from app.services.installing.progress import Halt, InstallProgress
from tests.packs import ignore, lay_out, tiny_entry
from tests.small_disk import fill, read_only, small_disk
from tests.unit.services.installing.shelf import BASE, SMALL, WORDS, Shelf


def test_a_pack_is_a_tar_that_any_tar_can_take_apart_into_a_folder(shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.pack("base", "small")

    apart = tmp_path / "apart"
    apart.mkdir()
    subprocess.run(["tar", "-xf", str(path), "-C", str(apart)], check=True)

    assert {f: (apart / "models/base" / f).read_bytes() for f in BASE} == BASE
    assert (apart / "models/small/model.bin").read_bytes() == SMALL["model.bin"]
    assert path.stat().st_size % tarfile.RECORDSIZE == 0


def test_the_list_comes_first_and_names_every_part(shelf: Shelf) -> None:
    with tarfile.open(shelf.pack("base", "small")) as tar:
        names = tar.getnames()
        listed = json.load(tar.extractfile("manifest.json"))

    assert names[:2] == ["manifest.json", "NOTICES.txt"]
    assert (listed["format"], listed["version"]) == ("sottopack", 1)
    members = {file["member"] for model in listed["models"] for file in model["files"]}
    assert members == set(names[2:])


def test_a_file_that_two_models_share_goes_in_once(shelf: Shelf) -> None:
    pack = read_pack(shelf.pack("base", "small"))

    assert len(pack.pieces) == 5
    assert sum(piece.size == len(WORDS) for piece in pack.pieces) == 1


def test_nothing_in_a_pack_says_who_made_it_or_when(shelf: Shelf, tmp_path: Path) -> None:
    first = shelf.pack("base").read_bytes()
    lay_out(tmp_path / "made" / "base", BASE)
    for file in (tmp_path / "made" / "base").iterdir():
        file.chmod(0o600)
    second = shelf.pack("base", to=tmp_path / "again.sottopack")

    assert second.read_bytes() == first
    with tarfile.open(second) as tar:
        assert {(m.uid, m.gid, m.uname, m.gname, m.mtime, m.mode) for m in tar} == {(0, 0, "", "", 0, 0o644)}
    assert str(tmp_path).encode() not in first


def test_notices_hold_licence_attribution_and_what_the_licence_wants_said() -> None:
    one = tiny_entry("one", BASE, licence="CC-BY-4.0", attribution="Somebody", notice="Changed: nothing.")

    text = notices([one, tiny_entry("two", SMALL, licence="MIT")])
    assert text.count("Permission is hereby granted") == 1, "the licence's own words go along, once"

    for words in ("Model one", "CC-BY-4.0", "Somebody", "Changed: nothing.", "Model two", "MIT"):
        assert words in text


def test_a_name_too_long_for_one_header_is_replaced_by_the_checksum(tmp_path: Path) -> None:
    contents = {f"{'deep/' * 20}model.bin": b"weights", "odd:name.txt": b"words"}
    entry = tiny_entry("long", contents)

    path = write_pack([(entry, lay_out(tmp_path / "long", contents))], tmp_path / "p.sottopack", ignore, Halt())

    assert [f.member for f in read_pack(path).models[0].files] == [f"files/{f.sha256}" for f in entry.files]
    assert not read_pack(path).cut


def test_sizes_from_8_gib_on_fit_into_one_block() -> None:
    block = packing._header("models/large/model.gguf", 9 << 30)

    assert len(block) == tarfile.BLOCKSIZE
    assert tarfile.TarInfo.frombuf(block, "utf-8", "strict").size == 9 << 30


def test_a_folder_as_target_gets_a_pack_with_a_name_that_is_free(shelf: Shelf) -> None:
    first = shelf.pack("base", to=shelf.stick)
    second = shelf.pack("small", to=shelf.stick)

    assert [first.name, second.name] == ["sotto-models.sottopack", "sotto-models-2.sottopack"]
    assert read_pack(first).models[0].id == "base"


def test_what_differs_from_the_catalogue_is_not_handed_on(shelf: Shelf) -> None:
    place = lay_out(shelf.stick.parent / "changed", {**BASE, "model.bin": b"evil" * 4000})
    before = shelf.pack("small").read_bytes()

    for wrong in (b"evil" * 4000, BASE["model.bin"][:-1], BASE["model.bin"] + b"x"):
        (place / "model.bin").write_bytes(wrong)
        with pytest.raises(ModelChanged):
            write_pack([(shelf.entries["base"], place)], shelf.stick / "models.sottopack", ignore, Halt())

    assert {p.name for p in shelf.stick.iterdir()} == {"models.sottopack"}
    assert (shelf.stick / "models.sottopack").read_bytes() == before


def test_a_model_that_is_not_whole_is_not_handed_on(shelf: Shelf) -> None:
    place = lay_out(shelf.stick.parent / "part", {"model.bin": BASE["model.bin"]})

    with pytest.raises(ModelMissing):
        write_pack([(shelf.entries["base"], place)], shelf.stick / "x.sottopack", ignore, Halt())

    assert not list(shelf.stick.iterdir())


def test_what_is_called_off_leaves_nothing_behind(shelf: Shelf) -> None:
    halt = Halt()

    def after_the_first_file(progress: InstallProgress) -> None:
        if progress.done > 0:
            halt.ask()

    places = [(shelf.entries["base"], lay_out(shelf.stick.parent / "made", BASE))]
    with pytest.raises(Cancelled):
        write_pack(places, shelf.stick / "x.sottopack", after_the_first_file, halt)

    assert not list(shelf.stick.iterdir())


def test_reports_go_up_to_the_whole(shelf: Shelf) -> None:
    heard: list[InstallProgress] = []
    places = [(shelf.entries["base"], lay_out(shelf.stick.parent / "made", BASE))]

    write_pack(places, shelf.stick / "x.sottopack", heard.append, Halt())

    assert (heard[-1].done, heard[-1].total) == (shelf.entries["base"].size_bytes,) * 2
    assert [p.done for p in heard] == sorted(p.done for p in heard)
    assert {p.model_id for p in heard} == {"base"}


def test_a_full_stick_is_said_before_anything_is_written(shelf: Shelf, tmp_path: Path) -> None:
    with small_disk(tmp_path, "64k") as stick, pytest.raises(PackNotWritten, match="install") as refused:
        shelf.pack("base", "small", to=stick / "x.sottopack")
    assert "more are needed" in refused.value.message()


def test_a_stick_that_fills_up_meanwhile_is_left_without_half_a_pack(shelf: Shelf, tmp_path: Path) -> None:
    with small_disk(tmp_path, "3m") as stick:
        took: list[Path] = []

        def somebody_fills_it(_: InstallProgress) -> None:
            if not took:
                took.append(fill(stick))

        places = [(shelf.entries["base"], lay_out(tmp_path / "made", BASE))]
        with pytest.raises(PackNotWritten) as refused:
            write_pack(places, stick / "x.sottopack", somebody_fills_it, Halt())

        assert "there is no room" in refused.value.message()
        assert list(stick.iterdir()) == took


def test_a_read_only_stick_is_named_as_such(shelf: Shelf) -> None:
    with read_only(shelf.stick) as stick, pytest.raises(PackNotWritten) as refused:
        shelf.pack("base", to=stick / "x.sottopack")
    assert "nothing may be written there" in refused.value.message()


def test_a_place_that_is_not_there_is_said(shelf: Shelf) -> None:
    with pytest.raises(PackNotWritten) as refused:
        shelf.pack("base", to=shelf.stick / "gone" / "x.sottopack")
    assert "the folder is not there" in refused.value.message()


def test_a_stick_for_small_files_only_is_named_as_such() -> None:
    assert "exFAT" in packing._why(OSError(errno.EFBIG, "File too large"))
