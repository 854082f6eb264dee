"""The main job as a program of its own, to be watched from outside: `python -m tests.silence_job WHAT FOLDER [SOUND]`.

`terminal`: from a sound file to a signed note by the command line and the services. `window`: the same from
the first run to the lock by clicks in the real window. `proof`: a worker tries every way out. `canary KIND`: what
must be caught: a socket opened by native code in a process that this one starts.
"""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import socket
import sys
from pathlib import Path

PASSPHRASE = "umbrella giraffe window"
FAMILIES = {"inet": 2, "inet6": 10, "netlink": 16, "packet": 17}
NOT_CAUGHT = 17


def terminal(folder: Path, sound: Path) -> None:
    """`app process`, then what the clinician does with the draft: settle, sign, export, lock; and `app verify`."""
    from app.bootstrap import main

    os.environ["SOTTO_HOME"] = str(folder)
    vault, out = folder / "vault", folder / "out.json"
    options = ["--vault", str(vault), "--speakers", "2", "--template", "dap", "--json", str(out)]
    os.environ["SOTTO_PASSPHRASE"] = PASSPHRASE
    assert main(["process", str(sound), *options]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["transcript"]["turns"]
    _sign(folder, json.loads(out.read_text(encoding="utf-8"))["session"])
    os.environ["SOTTO_PASSPHRASE"] = PASSPHRASE
    assert main(["verify", "--vault", str(vault)]) == 0


def _sign(folder: Path, session_id: str) -> None:
    from dataclasses import replace

    from app.domain.note import Origin
    from app.services.container import build_services
    from app.services.export.service import Format
    from app.services.paths import Places

    services = build_services(Places.below(folder))
    try:
        services.vault.unlock(PASSPHRASE)
        note = services.notes.latest(session_id)
        assert note is not None
        settled = tuple(replace(s, kept=True, origin=Origin.CLINICIAN) for s in note.sentences)
        services.notes.save(replace(note, sentences=settled))
        services.notes.check(session_id, "Client will call her sister on Sunday.")
        assert services.notes.sign(session_id, "Ruth Calder", "LCSW").signed
        for kind in Format:
            services.exports.export(session_id, kind, folder / f"note{kind.suffix}")
    finally:
        services.close()


def window(folder: Path, sound: Path) -> None:
    """First run, import, transcript and draft, sign, export, lock, unlock: by mouse and keys, without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from pytestqt.qt_compat import qt_api
    from pytestqt.qtbot import QtBot

    from app.services.container import build_services
    from app.services.paths import Places
    from app.ui import files, theme
    from app.ui.application import application
    from app.ui.window import Window
    from tests.demo import CHEAP
    from tests.e2e.conftest import LONG, Clinician

    qt_api.set_qt_api("pyside6")
    qt = application()
    theme.apply(qt, "light")
    files.ask_open = lambda *_, **__: sound  # type: ignore[assignment]
    files.ask_save = lambda *a, **_: folder / f"saved{a[-1]}"  # type: ignore[assignment]
    services = build_services(Places.below(folder), CHEAP)
    shown = Window(services)
    shown.show()
    shown.start()
    clinician = Clinician(QtBot(None), services, shown)  # type: ignore[arg-type]
    clinician.first_run(PASSPHRASE)
    clinician.new_session("K-17")
    clinician.click("newSession.import")
    clinician.wait_page("workspace", LONG)
    clinician.settle_and_sign()
    clinician.click("workspace.exportPdf")
    clinician.wait((folder / "saved.pdf").exists)
    shown.lock()
    clinician.wait_page("unlock")
    clinician.type("unlock.passphrase", PASSPHRASE)
    clinician.click("unlock.open")
    clinician.wait_page("today")
    shown.close()
    clinician.wait(lambda: not shown.isVisible())
    services.close()


def proof(folder: Path) -> None:
    """Everything that the button on the Privacy page tries, in a worker; all of it must be refused."""
    from app.sandbox import canary
    from app.workers.host import WorkerHost

    folder.mkdir(parents=True, exist_ok=True)
    host = WorkerHost("speech worker", closed=lambda: folder)
    tried = host.prove(folder)
    host.stop()
    assert tried and not [t for t in tried if t.outcome == canary.OPEN and t.way == "native" and t.what != "vault"]


def canary(kind: str) -> None:
    """A child opens a socket through native code, as a library in a worker would."""
    child = multiprocessing.get_context("spawn").Process(target=_sing, args=(kind,))
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(child.exitcode)


def _sing(kind: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if kind == "io_uring":
        libc.syscall(425, 1, ctypes.create_string_buffer(120))
    elif kind.startswith("connect:"):
        port = int(kind.partition(":")[2])
        descriptor = libc.socket(2, 1, 0)
        address = (2).to_bytes(2, sys.byteorder) + port.to_bytes(2, "big") + socket.inet_aton("127.0.0.1") + bytes(8)
        if libc.connect(descriptor, address, len(address)) != 0:
            sys.exit(NOT_CAUGHT)
    else:
        libc.socket(FAMILIES[kind], 3 if kind in ("netlink", "packet") else 1, 0)


def main() -> None:
    """Do what the arguments say."""
    import app.__main__  # noqa: F401 - the switches and the gate, first, as in the program itself

    match sys.argv[1:]:
        case ["terminal", folder, sound]:
            terminal(Path(folder), Path(sound))
        case ["window", folder, sound]:
            window(Path(folder), Path(sound))
        case ["proof", folder]:
            proof(Path(folder))
        case ["canary", kind]:
            canary(kind)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
