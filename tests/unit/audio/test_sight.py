"""What the recorder sees of the disk, from inside a process that has entered its sandbox."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.audio.control import new_address
from app.audio.protocol import FileOrder, MicrophoneOrder, Orders, encode
from app.sandbox import landlock
from app.store.ballast import Ballast
from tests.small_disk import fill, small_disk
from tests.unit.audio.sounds import DEMO

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or landlock.version() == 0, reason="this system has no Landlock"
)

INSIDE = """
import os, socket, sys
from pathlib import Path
import app.audio.recorder_process
from app.audio.control import make_place
from app.audio.protocol import Orders, decode
from app.audio.sight import confine
from app.store.ballast import Ballast
orders = decode(sys.stdin.buffer.readline(), Orders)
vault, audio = Path(orders.audio).parent.parent, Path(orders.audio).parent
place = make_place(orders.address)
held = confine(orders)
assert held.seccomp and held.landlock, held
def refused(what):
    try:
        what()
    except PermissionError:
        return True
    return False
"""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / "audio").mkdir(parents=True)
    for name in ("keys.json", "vault.db", "audio/other.db"):
        (folder / name).write_bytes(b"whatever")
    (tmp_path / "letters.txt").write_text("a letter")
    return folder


def inside(vault: Path, code: str, source: MicrophoneOrder | FileOrder) -> None:
    """Run `code` where the recorder runs, with the threads and the variables that it has."""
    orders = Orders(str(vault / "audio" / "new.db"), "", "", source, new_address(), str(vault))
    done = subprocess.run(
        [sys.executable, "-c", INSIDE + code], input=encode(orders) + b"\n", capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": ".", "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


def test_it_sees_the_recordings_and_neither_the_vault_nor_anything_else(vault: Path) -> None:
    inside(
        vault,
        "for path in (vault / 'keys.json', vault / 'vault.db', vault.parent / 'letters.txt'):\n"
        "    assert refused(path.read_bytes) and refused(path.unlink), path\n"
        "    assert refused(lambda: path.write_bytes(b'')), path\n"
        "assert refused(lambda: os.listdir(vault)) and refused(lambda: os.listdir(vault.parent))\n"
        "assert refused((vault / 'new').mkdir) and refused((vault.parent / 'new').mkdir)\n"
        "assert refused(lambda: (vault / 'keys.json').rename(audio / 'keys.json'))\n"
        "made = audio / 'new.db.new'; made.write_bytes(b'sound'); made.rename(audio / 'new.db')\n"
        "assert (audio / 'new.db').read_bytes() == b'sound' and (audio / 'other.db').read_bytes()\n"
        "assert refused(socket.socket)\n",
        MicrophoneOrder(""),
    )
    assert (vault / "keys.json").read_bytes() == b"whatever"


def test_it_reads_the_sound_file_that_it_is_to_read_and_changes_nothing_of_it(vault: Path, tmp_path: Path) -> None:
    sound = tmp_path / "session.flac"
    sound.write_bytes(DEMO.read_bytes())
    inside(
        vault,
        "path = Path(orders.source.path)\n"
        "assert path.read_bytes() and refused(lambda: path.write_bytes(b'')) and refused(path.unlink)\n"
        "assert refused(lambda: os.listdir(path.parent))\n",
        FileOrder(str(sound), 0.0),
    )


def test_it_gives_up_the_ballast_and_nothing_beside_it(vault: Path) -> None:
    assert Ballast(vault, 1 << 20).ensure()
    inside(
        vault,
        "ballast = Ballast(vault)\n"
        "assert ballast.there and ballast.give_up() and not ballast.there and not ballast.give_up()\n"
        "assert (vault / 'ballast').stat().st_blocks == 0\n",
        MicrophoneOrder(""),
    )
    assert Ballast(vault, 1 << 20).ensure(), "it is made anew where there is room again"


def test_it_listens_in_its_folder_and_leaves_none_behind(vault: Path) -> None:
    inside(
        vault,
        "from app.audio.control import ControlServer\n"
        "from app.audio.protocol import Act, ask\n"
        "from app.domain.session import RecorderStatus, RecordingState\n"
        "server = ControlServer(orders.address, b'key', lambda _: RecorderStatus(RecordingState.STARTING), place)\n"
        "assert ask(orders.address, b'key', Act.STATUS, 20).status.state is RecordingState.STARTING\n"
        "server.close(); assert not place.exists()\n",
        MicrophoneOrder(""),
    )


def test_where_the_disk_cannot_be_closed_it_records_all_the_same(vault: Path) -> None:
    """Another thread runs already, say: the session is about to begin."""
    orders = Orders(str(vault / "audio" / "new.db"), "", "", MicrophoneOrder(""), new_address(), str(vault))
    code = (
        "import sys, threading, socket\n"
        "from app.audio.protocol import Orders, decode\n"
        "from app.audio.sight import confine\n"
        "orders, go = decode(sys.stdin.buffer.readline(), Orders), threading.Event()\n"
        "threading.Thread(target=go.wait).start()\n"
        "held = confine(orders); go.set()\n"
        "assert held.seccomp and not held.landlock\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=encode(orders) + b"\n", capture_output=True, check=False,
                          env={**os.environ, "PYTHONPATH": "."})  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


def test_the_room_of_the_ballast_is_free_at_once_although_the_sandbox_holds_the_file(tmp_path: Path) -> None:
    with small_disk(tmp_path, "8m") as disk:
        (disk / "audio").mkdir()
        assert Ballast(disk, 1 << 20).ensure()
        fill(disk)
        inside(
            disk,
            "assert Ballast(vault).give_up() and os.statvfs(vault).f_bavail * os.statvfs(vault).f_frsize >= 1 << 20\n",
            MicrophoneOrder(""),
        )
