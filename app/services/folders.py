"""Is a folder a place for a vault? Not where it is copied elsewhere, and not on another computer.

What is looked for is what the services leave on the disk: names that they give their folders, files
that they keep in them, environment variables, and on macOS the place where all of them must lie. A
folder that a service took under another name, without a trace, is not recognised.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psutil

from app.domain.errors import NetworkFolder, SyncedFolder, VaultError

_NAMES = (
    (re.compile(r"OneDrive( ?- .+)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"Dropbox( ?\(.+\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"(iCloudDrive|iCloud Drive|com~apple~CloudDocs)", re.IGNORECASE), "iCloud"),
    (re.compile(r"(Google ?Drive( .*)?|My Drive|GoogleDrive-.+)", re.IGNORECASE), "Google Drive"),
    (re.compile(r"Nextcloud\d*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"ownCloud\d*", re.IGNORECASE), "ownCloud"),
    (re.compile(r"pCloud ?(Drive|Sync)", re.IGNORECASE), "pCloud"),
    (re.compile(r"(Box|Box Sync|Proton ?Drive|MEGA(sync)?|Syncthing)", re.IGNORECASE), "a synchronising program"),
)
_MARKERS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync_*.db", "Nextcloud"),
    (".pcloud", "pCloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
)
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_CLOUD_STORAGE = {"onedrive": "OneDrive", "dropbox": "Dropbox", "googledrive": "Google Drive", "box": "Box"}
# A 9p or virtiofs mount is a virtual machine's view of the disk of the very computer that it runs on.
_NETWORK = re.compile(
    r"(nfs\d?|cifs|smb\d?|smbfs|smb3|ncpfs|afpfs|afs|9afs|coda|ceph|glusterfs|lustre|gfs2?|ocfs2|davfs2?|webdav|acfs|"
    r"fuse\.(sshfs|davfs2?|rclone|s3fs|gcsfuse|curlftpfs|gvfsd-fuse|glusterfs|cephfs.*|smbnetfs|onedriver|"
    r"google-drive-ocamlfuse)|sshfs|macfuse\.sshfs|rclone)",
    re.IGNORECASE,
)


class Partition(Protocol):
    """A row of `psutil.disk_partitions`."""

    @property
    def mountpoint(self) -> str: ...
    @property
    def fstype(self) -> str: ...
    @property
    def opts(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Machine:
    """What is known of the computer; tests make up their own."""

    home: Path = field(default_factory=Path.home)
    platform: str = sys.platform
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    partitions: Callable[[], Sequence[Partition]] = lambda: psutil.disk_partitions(all=True)


def folder_problem(path: Path, machine: Machine | None = None) -> VaultError | None:
    """SyncedFolder or NetworkFolder where `path`, which need not be there yet, is no place for a vault.

    Links are followed first. Nothing is written and no network is used.
    """
    machine = machine or Machine()
    real = Path(os.path.realpath(path))
    if _on_network(str(path), machine) or _on_network(str(real), machine):
        return NetworkFolder()
    for place in dict.fromkeys((real, Path(os.path.abspath(path)))):  # noqa: PTH100 - the way there counts too
        if service := _service(place, machine):
            return SyncedFolder(service)
    return None


def _service(path: Path, machine: Machine) -> str | None:
    for root, told in _told_roots(machine):
        if path.is_relative_to(root):
            return told
    if machine.platform == "darwin" and (found := _on_mac(path, machine)):
        return found
    for place in (path, *path.parents):
        for pattern, service in _NAMES:
            if pattern.fullmatch(place.name):
                return service
        for marker, service in _MARKERS:
            # The home folder itself holds `.dropbox`, the program's settings, without being synchronised.
            if place != machine.home and _holds(place, marker):
                return service
    return None


def _told_roots(machine: Machine) -> list[tuple[Path, str]]:
    """Folders that a service itself names: in variables, and in Dropbox's own list."""
    roots = [(machine.environment[name], "OneDrive") for name in _VARIABLES if machine.environment.get(name)]
    lists = [machine.home / ".dropbox" / "info.json"]
    for variable in ("APPDATA", "LOCALAPPDATA"):
        if machine.environment.get(variable):
            lists.append(Path(machine.environment[variable]) / "Dropbox" / "info.json")
    for file in lists:
        try:
            accounts = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue  # not installed, or not readable: the other signs decide
        if isinstance(accounts, dict):
            paths = [a.get("path") for a in accounts.values() if isinstance(a, dict)]
            roots += [(path, "Dropbox") for path in paths if isinstance(path, str) and path]
    return [(Path(os.path.realpath(root)), service) for root, service in roots]


def _on_mac(path: Path, machine: Machine) -> str | None:
    library = machine.home / "Library"
    if path.is_relative_to(library / "Mobile Documents"):
        return "iCloud"
    storage = library / "CloudStorage"
    if path.is_relative_to(storage) and path != storage:
        name = path.relative_to(storage).parts[0].split("-")[0].lower()
        return _CLOUD_STORAGE.get(name, "a synchronising program")
    # "Desktop and Documents in iCloud" leaves both where they are, and shows them inside iCloud as well.
    docs = library / "Mobile Documents" / "com~apple~CloudDocs"
    for name in ("Desktop", "Documents"):
        if path.is_relative_to(machine.home / name) and (docs / name).exists():
            return "iCloud"
    return None


def _holds(folder: Path, marker: str) -> bool:
    try:
        return any(folder.glob(marker)) if "*" in marker else (folder / marker).exists()
    except OSError:
        return False  # a folder that may not be looked into


def _on_network(path: str, machine: Machine) -> bool:
    plain = path.replace("/", "\\")
    if plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\")):
        return machine.platform == "win32"
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return machine.platform == "win32"
    holding = _mount(path, machine)
    if holding is None:
        return False
    return bool(_NETWORK.fullmatch(holding.fstype)) or (machine.platform == "win32" and "remote" in holding.opts)


def _mount(path: str, machine: Machine) -> Partition | None:
    """The mount that `path` lies on: the longest of those that it is below, the newest among equals."""
    best: Partition | None = None
    for partition in machine.partitions():
        point = partition.mountpoint
        if machine.platform == "win32":
            below = path.lower().startswith(point.lower())
        else:
            below = path == point or path.startswith(point.rstrip("/") + "/")
        if below and (best is None or len(point) >= len(best.mountpoint)):
            best = partition
    return best
