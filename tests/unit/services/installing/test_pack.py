"""Packs as they are read: nothing in them is believed, and what is wrong with one is said in plain words."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import SottoError
from app.domain.model_errors import PackUnreadable, SourceLost
from app.services.installing.pack import LIST_MOST, MEMBERS_MOST, is_pack, printable, read_pack
from tests.packs import digest
from tests.unit.services.installing.shelf import BASE, Shelf

WEIGHTS = BASE["model.bin"]
FILE = {"path": "model.bin", "bytes": len(WEIGHTS), "sha256": digest(WEIGHTS), "member": "models/base/model.bin"}


def listed(*files: dict[str, Any], **changed: Any) -> bytes:
    """A list with one model of these files."""
    model = {"id": "base", "title": "Base", "files": list(files) or [FILE]}
    return json.dumps({"format": "sottopack", "version": 1, "models": [model], **changed}).encode()


def part(name: str, data: bytes = b"", **fields: Any) -> bytes:
    """One part of a tar as it lies in the file; `fields` of the header as they are."""
    head = tarfile.TarInfo(name)
    head.size = len(data)
    for field, value in fields.items():
        setattr(head, field, value)
    form = fields.get("form", tarfile.USTAR_FORMAT)
    return head.tobuf(form, "utf-8", "surrogateescape") + data + bytes(-len(data) % 512)


def tar(*parts: bytes) -> bytes:
    return b"".join(parts) + bytes(1024)


def with_size(size: int) -> bytes:
    """A header that says this size, whatever follows."""
    head = bytearray(part("models/base/model.bin"))
    field = size.to_bytes(12, "big", signed=True) if size < 0 else b"\x80" + size.to_bytes(11, "big")
    head[124:136] = field
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head[:512])
    return bytes(head)


LIST = part("manifest.json", listed())
DATA = part(FILE["member"], WEIGHTS)
TWICE = {**FILE, "sha256": "0" * 64}

BAD = {
    "nothing at all": (b"", "too early"),
    "a little of something": (b"PK\3\4", "too early"),
    "a letter": (b"Dear colleague, " * 100, "something else"),
    "an empty tar": (tar(), "something else"),
    "a compressed pack": (gzip.compress(tar(LIST, DATA)) + bytes(600), "something else"),
    "cut in its list": (LIST[:600], "too early"),
    "a tar of something else": (tar(part("thesis.docx", b"text")), "not its first part"),
    "no list": (tar(DATA), "not its first part"),
    "the list comes last": (tar(DATA, LIST), "not its first part"),
    "a list that is no JSON": (tar(part("manifest.json", b"{")), "cannot be read"),
    "a list that is no text": (tar(part("manifest.json", b"\xff\xfe{}")), "cannot be read"),
    "a list nested endlessly": (tar(part("manifest.json", b'{"a":' * 200_000)), "cannot be read"),
    "a list of another kind": (tar(part("manifest.json", b'{"format": "zip", "version": 1}')), "something else"),
    "a list that says nothing": (tar(part("manifest.json", b"{}")), "something else"),
    "a newer pack": (tar(part("manifest.json", listed(version=2))), "newer version"),
    "no models": (tar(part("manifest.json", listed(models=[]))), "cannot be read"),
    "a list too long": (tar(part("manifest.json", bytes(LIST_MOST + 1))), "too long"),
    "a model without files": (
        tar(part("manifest.json", listed(models=[{"id": "a", "title": "A", "files": []}]))),
        "cannot be read",
    ),
    "a checksum that is none": (tar(part("manifest.json", listed({**FILE, "sha256": "../../x"}))), "cannot be read"),
    "a size below nothing": (tar(part("manifest.json", listed({**FILE, "bytes": -1}))), "cannot be read"),
    "a size that is no number": (tar(part("manifest.json", listed({**FILE, "bytes": "1"}))), "cannot be read"),
    "one part with two checksums": (tar(part("manifest.json", listed(FILE, TWICE)), DATA), "contradicts"),
    "the list as a model's file": (
        tar(part("manifest.json", listed({**FILE, "member": "manifest.json"}))),
        "contradicts",
    ),
    "a size other than the list's": (tar(LIST, part(FILE["member"], WEIGHTS[:-1])), "does not fit"),
    "a part that is not listed": (tar(LIST, DATA, part("autorun.inf", b"x")), "does not name"),
    "a part twice": (tar(LIST, DATA, DATA), "twice"),
    "a part twice, in capitals": (tar(LIST, DATA, part(FILE["member"].upper(), b"x")), "twice"),
    "a second list": (tar(LIST, DATA, LIST), "twice"),
    "a link out": (tar(LIST, part(FILE["member"], type=tarfile.SYMTYPE, linkname="/etc/passwd")), "links"),
    "a hard link out": (tar(LIST, part(FILE["member"], type=tarfile.LNKTYPE, linkname="/etc/passwd")), "links"),
    "a folder": (tar(LIST, part("models", type=tarfile.DIRTYPE)), "links"),
    "a pipe": (tar(LIST, part(FILE["member"], type=tarfile.FIFOTYPE)), "links"),
    "a device": (tar(LIST, part(FILE["member"], type=tarfile.CHRTYPE)), "links"),
    "a sparse file": (tar(LIST, part(FILE["member"], type=tarfile.GNUTYPE_SPARSE)), "links"),
    "an extended header": (tar(LIST, part("pax", b"17 path=../../x\n\n", type=tarfile.XHDTYPE), DATA), "links"),
    "a header for all": (tar(LIST, part("pax", b"17 path=../../x\n\n", type=tarfile.XGLTYPE), DATA), "links"),
    "a long name": (tar(LIST, part("././@LongLink", b"x" * 300, type=tarfile.GNUTYPE_LONGNAME), DATA), "links"),
    "a kind that nobody knows": (tar(LIST, part(FILE["member"], type=b"Z")), "links"),
    "a name that goes up": (tar(LIST, part("models/../../x", b"x")), "leads out"),
    "a name from the top": (tar(LIST, part("/etc/cron.d/x", b"x")), "leads out"),
    "a name for Windows": (tar(LIST, part("models\\x", b"x")), "leads out"),
    "a drive's name": (tar(LIST, part("C:/x", b"x")), "leads out"),
    "a name of nothing": (tar(LIST, part("models//x", b"x")), "leads out"),
    "a name with a line's end": (tar(LIST, part("models/\nx", b"x")), "leads out"),
    "a name that turns text around": (tar(LIST, part("models/\u202ex", b"x")), "leads out"),
    "a name that is no text": (tar(LIST, part("models/\udcff", b"x")), "something else"),
    "a size below nothing in the tar": (tar(LIST, with_size(-512)), "links"),
    "parts without end": (tar(LIST, *[part("NOTICES.txt")] * 2), "twice"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_pack_is_refused_with_words_that_say_why(name: str, tmp_path: Path) -> None:
    data, words = BAD[name]
    path = tmp_path / "x.sottopack"
    path.write_bytes(data)

    with pytest.raises(PackUnreadable) as refused:
        read_pack(path)

    assert words in refused.value.message()


def test_a_plain_pack_made_by_hand_is_read(tmp_path: Path) -> None:
    (tmp_path / "models" / "base").mkdir(parents=True)
    (tmp_path / FILE["member"]).write_bytes(WEIGHTS)
    (tmp_path / "manifest.json").write_bytes(listed())
    path = tmp_path / "x.sottopack"
    names = ["manifest.json", FILE["member"]]
    subprocess.run(["tar", "--format=ustar", "-cf", str(path), *names], cwd=tmp_path, check=True)

    pack = read_pack(path)

    assert [model.id for model in pack.models] == ["base"]
    assert [(piece.size, piece.sha256()) for piece in pack.pieces] == [(len(WEIGHTS), digest(WEIGHTS))]
    assert not pack.cut
    assert is_pack(path)


def test_fields_of_a_later_time_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "x.sottopack"
    path.write_bytes(tar(part("manifest.json", listed({**FILE, "colour": "blue"}, made_with="Sotto 9")), DATA))

    assert len(read_pack(path).pieces) == 1


def test_a_size_that_no_disk_has_is_a_part_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "x.sottopack"
    path.write_bytes(tar(LIST, with_size((1 << 80) - 1)))

    pack = read_pack(path)

    assert pack.cut
    assert not pack.pieces


def test_a_part_behind_one_of_9_gib_is_found(tmp_path: Path) -> None:
    large = {**FILE, "bytes": 9 << 30, "sha256": "0" * 64, "member": "models/large/model.gguf"}
    head = tarfile.TarInfo(large["member"])
    head.size = large["bytes"]
    path = tmp_path / "x.sottopack"
    with path.open("wb") as file:
        file.write(part("manifest.json", listed(large, FILE)) + head.tobuf(tarfile.GNU_FORMAT))
        file.seek(large["bytes"], 1)  # takes no room on the disk
        file.write(tar(DATA))

    pack = read_pack(path)

    assert [piece.size for piece in pack.pieces] == [9 << 30, len(WEIGHTS)]
    assert pack.pieces[1].sha256() == digest(WEIGHTS)
    assert not pack.cut


def test_wherever_a_pack_is_cut_no_part_is_offered_that_is_not_whole(shelf: Shelf) -> None:
    path = shelf.pack("base", "small")
    whole = path.read_bytes()
    intact = read_pack(path)
    for length in range(0, len(whole), 487):
        path.write_bytes(whole[:length])
        try:
            pack = read_pack(path)
        except PackUnreadable as refused:
            assert "too early" in refused.message()
            continue
        assert {piece.claimed for piece in pack.pieces} == {piece.sha256() for piece in pack.pieces}
        assert pack.cut == (len(pack.pieces) < len(intact.pieces))


def test_a_copy_of_full_length_whose_rest_is_empty_is_cut_too(shelf: Shelf) -> None:
    path = shelf.pack("base", "small")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 4].ljust(len(whole), b"\0"))

    pack = read_pack(path)

    assert any(piece.sha256() != piece.claimed for piece in pack.pieces) or pack.cut


def test_no_damage_does_more_than_being_refused(shelf: Shelf) -> None:
    path = shelf.pack("base", "small")
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(400):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(2048)] = chance.randrange(256)
        path.write_bytes(broken)
        try:
            pack = read_pack(path)
        except SottoError as refused:
            assert isinstance(refused, PackUnreadable)
            continue
        assert all(piece.offset + piece.size <= len(broken) for piece in pack.pieces)


def test_a_pack_of_very_many_empty_parts_is_given_up(tmp_path: Path) -> None:
    files = [{**FILE, "bytes": 1, "member": f"f/{i}"} for i in range(900)]
    models = [
        {"id": f"m{i}", "title": "M", "files": [{**f, "member": f"{i}{f['member']}"} for f in files]} for i in range(12)
    ]
    head = json.dumps({"format": "sottopack", "version": 1, "models": models}).encode()
    parts = [part(f["member"], b"x") for model in models for f in model["files"]]
    path = tmp_path / "x.sottopack"
    path.write_bytes(tar(part("manifest.json", head), *parts))
    assert len(head) < LIST_MOST
    assert len(parts) > MEMBERS_MOST

    with pytest.raises(PackUnreadable, match="pack") as refused:
        read_pack(path)

    assert "too many parts" in refused.value.message()


def test_a_pack_that_cannot_be_opened_is_lost_not_wrong(tmp_path: Path) -> None:
    with pytest.raises(SourceLost):
        read_pack(tmp_path / "gone.sottopack")
    with pytest.raises(SourceLost):
        read_pack(tmp_path)


def test_titles_from_a_pack_fit_on_one_line() -> None:
    assert printable("Whisper\n\n  small\u202e\x1b[31m") == "Whisper small [31m"
    assert len(printable("x" * 5000)) == 80
