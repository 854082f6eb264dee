"""Models from folders, sticks and packs: checksums decide, names do not matter, and what was there before stays."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.model_errors import NothingToInstall, PackUnreadable
from app.services.installing import folder as folder_module
from app.services.installing.offers import Imported, Offer, OfferState
from app.services.installing.progress import Halt, InstallProgress, InstallStage
from app.services.installing.record import read_record
from app.services.installing.staging import PARTIAL
from tests.packs import ignore, lay_out, tiny_entry
from tests.unit.services.installing.shelf import BASE, SMALL, WORDS, Shelf

BOTH = {"base": BASE, "small": SMALL}


def in_subfolders(stick: Path) -> None:
    lay_out(stick / "a" / "models--base", BASE)
    lay_out(stick / "b" / "c" / "anything", SMALL)


def in_a_heap_with_other_names(stick: Path) -> None:
    lay_out(stick, {f"Download ({i})": data for i, data in enumerate([*BASE.values(), *SMALL.values()])})


def with_names_exchanged(stick: Path) -> None:
    lay_out(stick / "base", {**BASE, "model.bin": SMALL["model.bin"]})
    lay_out(stick / "small", {**SMALL, "model.bin": BASE["model.bin"]})


def as_the_hub_keeps_them(stick: Path) -> None:
    """The cache of huggingface_hub: contents by checksum, and links to them from the revision's folder."""
    for name, files in BOTH.items():
        cache = stick / "hub" / f"models--owner--{name}"
        for path, data in files.items():
            digest = hashlib.sha256(data).hexdigest()
            lay_out(cache / "blobs", {digest: data})
            link = cache / "snapshots" / ("0" * 40) / path
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(Path("../../blobs") / digest)


def among_many_others(stick: Path) -> None:
    lay_out(stick, {f"photos/{i}/{j}.jpg": b"x" * (i * 10 + j + 1) for i in range(20) for j in range(10)})
    lay_out(stick, {f"copy {i}": b"%04d" % i * 4000 for i in range(5)})  # as large as a real one
    in_subfolders(stick)


def in_parts(stick: Path) -> None:
    """The word list is there once, for both."""
    lay_out(stick / "base", {k: v for k, v in BASE.items() if k != "vocabulary.txt"})
    lay_out(stick / "small", SMALL)


LAYOUTS = (
    in_subfolders,
    in_a_heap_with_other_names,
    with_names_exchanged,
    as_the_hub_keeps_them,
    among_many_others,
    in_parts,
)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_both_models_are_found_however_they_lie(layout: Callable[[Path], None], shelf: Shelf) -> None:
    layout(shelf.stick)

    offer = shelf.importer.look_into(shelf.stick)
    imported = shelf.bring()

    assert offer.installable == ("base", "small")
    assert offer.size_bytes == sum(entry.size_bytes for entry in shelf.entries.values())
    assert imported == Imported(installed=("base", "small"))
    assert shelf.installed() == BOTH
    assert read_record(shelf.models / "base") is not None
    assert {p.name for p in shelf.models.iterdir()} == {"base", "small", PARTIAL}


def test_the_hubs_folder_of_one_revision_is_enough_though_its_files_are_links_out_of_it(shelf: Shelf) -> None:
    as_the_hub_keeps_them(shelf.stick)

    imported = shelf.bring(shelf.stick / "hub" / "models--owner--small" / "snapshots" / ("0" * 40))

    assert imported.installed == ("small",)
    assert not any(path.is_symlink() for path in shelf.models.rglob("*"))


def test_a_pack_is_installed_from_where_it_is(shelf: Shelf) -> None:
    path = shelf.pack("base", "small")

    assert shelf.importer.look_into(path).installable == ("base", "small")
    assert shelf.bring(path).installed == ("base", "small")
    assert shelf.installed() == BOTH


def test_a_pack_by_another_name_is_a_pack(shelf: Shelf) -> None:
    path = shelf.pack("base").rename(shelf.stick / "models.tar")

    assert shelf.bring(path).installed == ("base",)


def test_a_stick_with_packs_and_folders_on_it_is_taken_as_a_whole(shelf: Shelf) -> None:
    shelf.pack("base", to=shelf.stick / "one.SOTTOPACK")
    lay_out(shelf.stick / "small", SMALL)
    lay_out(shelf.stick, {"torn.sottopack": b"torn", "._one.sottopack": b"what macOS leaves on sticks"})

    offer = shelf.importer.look_into(shelf.stick)

    assert offer.installable == ("base", "small")
    assert offer.unreadable == ("torn.sottopack",)
    assert shelf.bring().installed == ("base", "small")


def test_a_model_of_one_file_is_taken_from_that_file(shelf: Shelf) -> None:
    one = tiny_entry("one", {"weights.gguf": b"only" * 700})
    shelf.entries["one"] = one
    lay_out(shelf.stick, {"renamed.bin": b"only" * 700, "other.bin": b"0nly" * 700})

    assert shelf.bring(shelf.stick / "renamed.bin").installed == ("one",)
    shutil.rmtree(shelf.models / "one")
    with pytest.raises(NothingToInstall):
        shelf.bring(shelf.stick / "other.bin")


def test_only_what_is_wanted_is_installed(shelf: Shelf) -> None:
    path = shelf.pack("base", "small")

    assert shelf.bring(path, wanted=["small"]) == Imported(installed=("small",))
    assert set(shelf.installed()) == {"small"}
    assert shelf.bring(path, wanted=["small", "base"]) == Imported(installed=("base",), already=("small",))


def test_what_is_wanted_and_not_there_is_named(shelf: Shelf) -> None:
    lay_out(shelf.stick, BASE)

    assert shelf.bring(wanted=["base", "small"]) == Imported(installed=("base",), incomplete=("small",))


# ---- what is not whole, or not what it seems -----------------------------------------------------


def test_a_model_with_a_file_missing_is_said_to_be_incomplete_and_left(shelf: Shelf) -> None:
    lay_out(shelf.stick / "small", {**SMALL, "config.json": b"{}"})

    (offered,) = shelf.importer.look_into(shelf.stick).models

    assert (offered.state, offered.missing) == (OfferState.INCOMPLETE, ("config.json",))
    assert offered.found_bytes == offered.size_bytes - len(SMALL["config.json"])
    assert shelf.bring() == Imported(incomplete=("small",))
    assert not shelf.models.exists()


def test_a_word_list_alone_is_no_model(shelf: Shelf) -> None:
    lay_out(shelf.stick, {"vocabulary.txt": WORDS})

    with pytest.raises(NothingToInstall):
        shelf.importer.look_into(shelf.stick)
    with pytest.raises(NothingToInstall):
        shelf.bring()


def test_a_large_file_of_the_right_size_and_other_bytes_is_not_installed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_module, "SMALL", 1000)  # what is larger is told by its size at first
    lay_out(shelf.stick / "small", {**SMALL, "model.bin": b"SMALL" * 9000})
    lay_out(shelf.stick / "base", BASE)

    assert shelf.importer.look_into(shelf.stick).installable == ("base", "small")
    imported = shelf.bring()

    assert imported == Imported(installed=("base",), incomplete=("small",))
    assert set(shelf.installed()) == {"base"}
    assert not (shelf.models / PARTIAL / "small" / "model.bin").exists()


def test_the_right_one_of_several_files_of_one_size_is_found(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "SMALL", 0)
    lay_out(shelf.stick, {**SMALL, "a/model.bin": b"SMALL" * 9000, "b/model.bin": b"sMALL" * 9000})
    (shelf.stick / "model.bin").rename(shelf.stick / "zzz")
    heard: list[InstallProgress] = []

    imported = shelf.importer.import_from(shelf.stick, heard.append, Halt())

    assert imported.installed == ("small",)
    copied = [p for p in heard if p.stage is InstallStage.COPY]
    assert copied[-1].done == copied[-1].total == shelf.entries["small"].size_bytes


def test_a_pack_whose_list_lies_installs_nothing_of_it(shelf: Shelf) -> None:
    path = shelf.pack("base")
    path.write_bytes(path.read_bytes().replace(b"base" * 4000, b"evil" * 4000))

    assert shelf.bring(path).installed == ()
    assert not shelf.installed()


def test_a_pack_that_was_cut_gives_what_is_whole_in_it(shelf: Shelf) -> None:
    path = shelf.pack("base", "small")
    os.truncate(path, path.stat().st_size - 20_000)

    offer = shelf.importer.look_into(path)

    assert offer.cut
    assert offer.installable == ("base",)
    assert shelf.bring(path) == Imported(installed=("base",), incomplete=("small",))


def test_a_pack_of_which_nothing_is_whole_is_said_to_be_cut(shelf: Shelf) -> None:
    path = shelf.pack("base", "small")
    os.truncate(path, 12_000)

    with pytest.raises(PackUnreadable) as refused:
        shelf.bring(path)

    assert "copied only in part" in refused.value.message()


def test_models_that_the_catalogue_does_not_know_are_named_and_passed_over(shelf: Shelf) -> None:
    elsewhere = tiny_entry("next-year", {"model.bin": b"new" * 900}, like="smollm2-135m")
    shelf.entries["next-year"] = replace(elsewhere, title="Next year's model\n\x1b[31m")
    lay_out(shelf.stick.parent / "made" / "next-year", {"model.bin": b"new" * 900})
    path = make_pack(shelf, "base", "next-year")
    del shelf.entries["next-year"]

    assert shelf.importer.look_into(path).unknown == ("Next year's model [31m",)
    assert shelf.bring(path) == Imported(installed=("base",), unknown=("Next year's model [31m",))


def test_a_pack_of_unknown_models_alone_holds_nothing(shelf: Shelf) -> None:
    shelf.entries["other"] = tiny_entry("other", {"model.bin": b"new" * 900})
    lay_out(shelf.stick.parent / "made" / "other", {"model.bin": b"new" * 900})
    path = make_pack(shelf, "other")
    del shelf.entries["other"]

    assert shelf.importer.look_into(path).unknown == ("Model other",)
    with pytest.raises(NothingToInstall):
        shelf.bring(path)


def test_a_model_by_another_id_is_known_by_its_content(shelf: Shelf) -> None:
    shelf.entries["renamed"] = replace(shelf.entries["base"], id="renamed")
    lay_out(shelf.stick.parent / "made" / "renamed", BASE)
    path = make_pack(shelf, "renamed")
    del shelf.entries["renamed"]

    assert shelf.bring(path) == Imported(installed=("base",))


def test_what_is_not_confirmed_is_only_listed(shelf: Shelf) -> None:
    shelf.entries["base"] = replace(shelf.entries["base"], unconfirmed=True)
    lay_out(shelf.stick, BASE)

    assert [m.state for m in shelf.importer.look_into(shelf.stick).models] == [OfferState.UNCONFIRMED]
    assert shelf.bring() == Imported(incomplete=("base",))


def test_what_is_no_pack_is_refused(shelf: Shelf) -> None:
    lay_out(shelf.stick, {"letter.txt": b"Dear colleague, as agreed", "x.sottopack": b"x" * 600})

    for name in ("letter.txt", "x.sottopack"):
        with pytest.raises(PackUnreadable):
            shelf.importer.look_into(shelf.stick / name)
    for whole_stick in (shelf.bring, lambda: shelf.importer.look_into(shelf.stick)):
        with pytest.raises(PackUnreadable):
            whole_stick()  # nothing else is on it


def test_a_pipe_or_a_device_is_never_waited_for(shelf: Shelf) -> None:
    os.mkfifo(shelf.stick / "model.bin")
    os.mkfifo(shelf.stick / "models.sottopack")
    lay_out(shelf.stick / "base", BASE)

    assert shelf.bring().installed == ("base",)
    with pytest.raises(PackUnreadable):
        shelf.bring(shelf.stick / "model.bin")
    with pytest.raises(PackUnreadable):
        shelf.bring(Path("/dev/zero"))


def test_links_that_lead_in_circles_or_nowhere_are_no_trouble(shelf: Shelf) -> None:
    lay_out(shelf.stick / "base", BASE)
    (shelf.stick / "base" / "again").symlink_to(shelf.stick)
    (shelf.stick / "nowhere").symlink_to(shelf.stick / "gone")
    (shelf.stick / "self").symlink_to("self")

    assert shelf.bring().installed == ("base",)


def test_a_search_without_end_is_given_up_and_what_lies_near_is_found(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_module, "ENTRIES_MOST", 30)
    lay_out(shelf.stick / "z", BASE)
    lay_out(shelf.stick / "a" / "b", {f"{i}.jpg": b"x" for i in range(100)})

    offer = shelf.importer.look_into(shelf.stick)

    assert offer.installable == ("base",)
    assert not offer.searched_all
    shutil.rmtree(shelf.stick / "z")
    assert shelf.importer.look_into(shelf.stick) == Offer(searched_all=False)  # there may be something deeper


def test_more_packs_than_anybody_has_are_not_all_read(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "PACKS_MOST", 3)
    shelf.pack("base", to=shelf.stick / "0.sottopack")
    lay_out(shelf.stick, {f"{i}.sottopack": b"x%d" % i for i in range(1, 8)})

    offer = shelf.importer.look_into(shelf.stick)

    assert offer.installable == ("base",)
    assert offer.unreadable == ("1.sottopack", "2.sottopack")
    assert not offer.searched_all


# ---- helpers -------------------------------------------------------------------------------------


def make_pack(shelf: Shelf, *ids: str) -> Path:
    """A pack of models whose files were laid out for it already."""
    from app.services.installing.packing import write_pack

    made = shelf.stick.parent / "made"
    lay_out(made / "base", BASE)
    return write_pack([(shelf.entries[i], made / i) for i in ids], shelf.stick / "other.sottopack", ignore, Halt())
