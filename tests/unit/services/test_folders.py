from __future__ import annotations

import json
from collections import namedtuple
from pathlib import Path

import pytest

from app.domain.errors import NetworkFolder, SyncedFolder
from app.services.folders import Machine, folder_problem

Row = namedtuple("Row", "device mountpoint fstype opts", defaults=("",))
ROOT = Row("/dev/sda1", "/", "ext4")


def machine(home: Path, *rows: Row, platform: str = "linux", **environment: str) -> Machine:
    return Machine(home, platform, environment, lambda: (ROOT, *rows))


def service(path: Path, on: Machine) -> str | None:
    found = folder_problem(path, on)
    assert found is None or isinstance(found, SyncedFolder)
    return found.detail if found else None


def test_an_ordinary_folder_is_fine(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "not" / "there" / "yet", tmp_path / "Boxes" / "vault", tmp_path / "My Driveway"):
        assert folder_problem(path, machine(tmp_path / "home")) is None
    assert not (tmp_path / "not").exists()  # looking made nothing


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Praxis Müller", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("iCloudDrive", "iCloud"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Nextcloud2", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("pCloudDrive", "pCloud"),
        ("pCloud Sync", "pCloud"),
        ("Syncthing", "a synchronising program"),
    ],
)
def test_folders_with_the_name_of_a_service(tmp_path: Path, name: str, expected: str) -> None:
    for path in (tmp_path / name, tmp_path / name / "Praxis" / "vault"):
        assert service(path, machine(tmp_path)) == expected


@pytest.mark.parametrize(
    ("marker", "expected"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache", "Dropbox"),
        (".tmp.drivedownload", "Google Drive"),
        (".stfolder", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_0123456789ab.db", "Nextcloud"),
        (".pcloud", "pCloud"),
    ],
)
def test_what_a_service_leaves_in_a_folder_of_any_name(tmp_path: Path, marker: str, expected: str) -> None:
    (tmp_path / "work" / "deep").mkdir(parents=True)
    assert service(tmp_path / "work" / "deep" / "vault", machine(tmp_path / "home")) is None
    (tmp_path / "work" / marker).mkdir()
    assert service(tmp_path / "work" / "deep" / "vault", machine(tmp_path / "home")) == expected


def test_the_programs_own_settings_in_the_home_folder_are_no_sign(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert service(tmp_path / "Sotto", machine(tmp_path)) is None


def test_where_dropbox_says_that_it_lies(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    info = tmp_path / ".dropbox" / "info.json"
    info.write_text(json.dumps({"business": {"path": str(tmp_path / "Team")}, "personal": {"path": 5}, "x": []}))
    assert service(tmp_path / "Team" / "vault", machine(tmp_path)) == "Dropbox"
    assert service(tmp_path / "Teams" / "vault", machine(tmp_path)) is None
    for rubbish in ("", "[]", "{", '{"a": null}'):
        info.write_text(rubbish)
        assert service(tmp_path / "Team" / "vault", machine(tmp_path)) is None
    data = tmp_path / "AppData"
    (data / "Dropbox").mkdir(parents=True)
    (data / "Dropbox" / "info.json").write_text(json.dumps({"personal": {"path": str(tmp_path / "Mine")}}))
    assert service(tmp_path / "Mine", machine(tmp_path, platform="win32", APPDATA=str(data))) == "Dropbox"


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_where_onedrive_says_that_it_lies(tmp_path: Path, variable: str) -> None:
    on = machine(tmp_path, **{variable: str(tmp_path / "Cloud")})
    assert service(tmp_path / "Cloud" / "vault", on) == "OneDrive"
    assert service(tmp_path / "Clouds" / "vault", on) is None


def test_links_are_followed_both_ways(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "harmless").symlink_to(tmp_path / "Dropbox")
    assert service(tmp_path / "harmless" / "vault", machine(tmp_path)) == "Dropbox"
    (tmp_path / "plain").mkdir()
    (tmp_path / "OneDrive").symlink_to(tmp_path / "plain")
    assert service(tmp_path / "OneDrive" / "vault", machine(tmp_path)) == "OneDrive"


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("Library/Mobile Documents/com~apple~CloudDocs/vault", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-a@b.org/My Drive/vault", "Google Drive"),
        ("Library/CloudStorage/OneDrive-Personal/vault", "OneDrive"),
        ("Library/CloudStorage/Dropbox/vault", "Dropbox"),
        ("Library/CloudStorage/Elsewhere-x/vault", "a synchronising program"),
        ("Library/Application Support/Sotto", None),
        ("Documents/vault", None),
        ("Movies/vault", None),
    ],
)
def test_macos(tmp_path: Path, below: str, expected: str | None) -> None:
    assert service(tmp_path / below, machine(tmp_path, platform="darwin")) == expected


def test_desktop_and_documents_that_icloud_took_over(tmp_path: Path) -> None:
    (tmp_path / "Library/Mobile Documents/com~apple~CloudDocs/Documents").mkdir(parents=True)
    on = machine(tmp_path, platform="darwin")
    assert service(tmp_path / "Documents" / "Sotto", on) == "iCloud"
    assert service(tmp_path / "Desktop" / "Sotto", on) is None
    assert service(tmp_path / "Documents" / "Sotto", machine(tmp_path)) is None


@pytest.mark.parametrize(
    "kind",
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "ceph",
     "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse"],
)  # fmt: skip
def test_network_file_systems(tmp_path: Path, kind: str) -> None:
    on = machine(tmp_path, Row("server:/x", str(tmp_path / "share"), kind))
    for path in (tmp_path / "share", tmp_path / "share" / "a" / "b"):
        assert isinstance(folder_problem(path, on), NetworkFolder)
    assert folder_problem(tmp_path / "shared", on) is None
    inner = machine(tmp_path, Row("server:/x", str(tmp_path), kind), Row("/dev/sdb", str(tmp_path / "disk"), "ext4"))
    assert folder_problem(tmp_path / "disk" / "vault", inner) is None
    over = machine(tmp_path, Row("/dev/sdb", str(tmp_path), "ext4"), Row("server:/x", str(tmp_path), kind))
    assert isinstance(folder_problem(tmp_path / "vault", over), NetworkFolder)  # what was mounted last lies on top


@pytest.mark.parametrize("kind", ["9p", "virtiofs", "overlay", "btrfs", "apfs", "NTFS", "fuseblk", "tmpfs", "zfs"])
def test_local_file_systems(tmp_path: Path, kind: str) -> None:
    assert folder_problem(tmp_path / "vault", Machine(tmp_path, "linux", {}, lambda: (Row("x", "/", kind),))) is None


def test_windows(tmp_path: Path) -> None:
    on = machine(tmp_path, Row("Z:\\", "Z:\\", "NTFS", "rw,remote"), Row("C:\\", "C:\\", "NTFS", "rw,fixed"),
                 platform="win32")  # fmt: skip
    from app.services.folders import _on_network

    assert _on_network("Z:\\Praxis\\vault", on) and _on_network("z:\\praxis", on)
    assert not _on_network("C:\\Users\\me\\vault", on)
    for path in ("\\\\server\\share\\vault", "//server/share", "\\\\?\\UNC\\server\\share"):
        assert _on_network(path, on), path
    assert not _on_network("\\\\?\\C:\\Users\\me", on)


def test_this_machine_can_be_asked(tmp_path: Path) -> None:
    assert folder_problem(tmp_path) is None
