"""What was said, typed, searched for and copied is in no file of this computer, nor are the texts of errors."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.paths import DEMO_SOUND
from tests.canary import changed_since, forms, holding, practice
from tests.demo import PASSPHRASE, demo_truth
from tests.faults.world import sound_file
from tests.program import Program

pytestmark = [pytest.mark.timeout(400), pytest.mark.skipif(sys.platform != "linux", reason="walks a Linux disk")]
RARE = ("sertraline", "milligrams")
"""Words of the demo session that no program's own files hold."""
ALLOWED = re.compile(
    r"|(Fatal Python error: Segmentation fault|(Current thread|Thread) 0x[0-9a-f]+ .*|"
    r'  File "[^"]*", line \d+ in [\w<>.]+|  <no Python frame>|Extension modules: .*)|'
    r"\d{4}-[\d: ,-]+ (main thread blocked for \d+ ms on \w*( > \w+)* in|qt: [a-z.]+|a thread ended by|ignored|"
    r"unexpected|something was reported by|it failed|a library gave a)( [\w.<>?:(), -]*)?"
)

FAULTS = """
import logging, threading, warnings
from PySide6.QtCore import QTimer, qWarning
from app.domain.errors import NotAllowed
class Odd:
    def __init__(self, words): self.words = words
    def __del__(self): raise ValueError(self.words)
def faulty(words):
    secret = {"name": words}
    raise ValueError(f"{words} is not right", secret)
def fails(words):
    try:
        faulty(words)
    except ValueError as error:
        raise KeyError(words) from error
def everything(words):
    QTimer.singleShot(0, lambda: fails(words))
    thread = threading.Thread(target=fails, args=(words,), name=words); thread.start(); thread.join()
    Odd(words)
    logging.getLogger("app.ui.window").warning("about %s", words)
    logging.getLogger("app.ui.window").warning(f"about {words}")
    logging.getLogger("some.library").error("about " + words)
    logging.getLogger(words).error("hello")
    logging.warning(words)
    try:
        faulty(words)
    except ValueError:
        logging.getLogger("app.ui.window").exception("it failed")
    qWarning(words)
    warnings.warn(words)
    window.ops.run(window, lambda: fails(words))
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = Program(tmp_path)
    yield made
    made.end()


def save_under(program: Program, name: str) -> None:
    """Answer a "Save as" with a client's name in it, as a clinician might."""
    program.run("from app.ui import files; from PySide6.QtCore import QTimer")
    program.run("from PySide6.QtWidgets import QLineEdit; saved = []")
    program.run("QTimer.singleShot(0, lambda: saved.append("
                "files.ask_save(window, 'Export the note', 'note.pdf', 'PDF (*.pdf)', '.pdf')))")  # fmt: skip
    program.wait(lambda: bool(program.run("len(there('files.dialog'))")))
    program.run(f"there('files.dialog')[0].findChild(QLineEdit, 'fileNameEdit').setText({name!r})")
    program.run("there('files.dialog')[0].accept()")
    program.wait(lambda: bool(program.run("len(saved)")))
    assert name in program.run("str(saved[0])")


def work_with(program: Program, words: tuple[str, str, str], session: str, to_record: str) -> None:
    """Look at it, type, select, copy, look for it, save under its name, record, and make mistakes on the way."""
    name, spoken, typed = words
    program.unlock(PASSPHRASE)
    program.wait_page("today")
    program.run("from pathlib import Path; window.services.recording.import_file("
                f"{to_record!r}, Path({str(DEMO_SOUND)!r}), 0.0)")  # fmt: skip
    program.wait(lambda: "stopped" in str(program.run("window.services.recording.status().state.value")))
    program.run("window.services.recording.stop()")
    program.run(f"window.show_workspace({session!r})")
    program.wait_page("workspace")
    assert spoken in program.run("there('transcript.list')[0].model().index(0, 0).data()")
    program.type("sentence.b.text", f" {name} and {typed} called.")
    program.run("there('sentence.b.text')[0].selectAll(); there('sentence.b.text')[0].copy()")
    assert typed in program.run("app.clipboard().text()")
    program.run("window.show_new_session()")
    program.wait(lambda: program.page() == "newSession")  # it looks for microphones meanwhile
    program.type("newSession.clientField", name)
    save_under(program, name)
    program.run(FAULTS)
    for word in words:
        program.run(f"everything({word!r})")
    program.wait(lambda: bool(program.run("len(there('error.dialog'))")))


def test_no_file_of_this_computer_holds_what_was_said_or_typed(program: Program) -> None:
    known = practice(program.home)
    began = time.time() - 1
    program.start()
    work_with(program, known.words, known.session, known.to_record)
    program.lock(lambda: program.run("window.lock()"))
    program.unlock(PASSPHRASE)
    program.wait_page("today")
    program.run(f"window.show_workspace({known.session!r})")
    program.wait_page("workspace")
    limits = Path(f"/proc/{program.pid}/limits").read_text(encoding="ascii")
    assert re.search(r"Max core file size +0 +0 ", limits), "no core dump"
    assert program.run("__import__('ctypes').CDLL(None).prctl(3, 0, 0, 0, 0)") == 0, "nobody else may read its memory"
    os.kill(program.pid, signal.SIGSEGV)  # the worst end, with everything in memory
    program.ended()

    control = program.tree / "control"
    control.mkdir()
    (control / "plain").write_bytes(b"x" * 9000 + known.name.encode())
    (control / "wide").write_text(known.spoken, encoding="utf-16")
    (control / "packed").write_bytes(gzip.compress(known.typed.encode()))
    (control / "mail").write_text(json.dumps({"a": base64.b64encode(b"1" + known.name.encode()).decode()}))
    (control / known.name).touch()
    changed = list(changed_since(began))
    found = holding(changed, forms(known.words))
    assert sorted(each.name for each in found) == sorted(["plain", "wide", "packed", "mail", known.name])
    assert all(each.parent == control for each in found)
    written = [each for each in changed if program.tree in each.parents]
    assert {"vault.db", "window.log", "crash.log", "stderr"} <= {each.name for each in written}
    rare = holding([each for each in written if control not in each.parents], forms(RARE))
    assert rare == []
    logs = "".join((program.home / each).read_text(encoding="utf-8") for each in ("window.log", "crash.log"))
    for said in ("ValueError in ?.__del__", "KeyError in ?.fails", "UserWarning", "Segmentation fault"):
        assert said in logs, said
    assert [line for line in logs.splitlines() if not ALLOWED.fullmatch(line)] == []
    assert (program.tree / "stderr").read_text(encoding="utf-8") == ""
    visited = [each for each in written if each.name in ("QtProject.conf", "recently-used.xbel")]
    assert visited == []


@pytest.mark.engines
def test_what_the_engines_heard_and_drafted_is_in_no_file_either(program: Program, tmp_path: Path) -> None:
    """A piece of the demo session through recorder, speech worker and note worker, then every file that was written."""
    known = practice(program.home)
    spoken = next(float(str(each["start"])) for each in demo_truth() if RARE[0] in str(each["text"]))
    sound = sound_file(tmp_path / "sound.wav", spoken - 12.0, 30.0)
    program.start()
    program.unlock(PASSPHRASE)
    program.wait_page("today")
    program.run("from app.domain.work import WorkPlan; from pathlib import Path")
    program.run(f"window.services.recording.import_file({known.to_record!r}, Path({str(sound)!r}))")
    program.run(f"window.show_work(WorkPlan({known.to_record!r}, capture=True))")
    program.wait(lambda: program.page() == "workspace", 300)
    program.wait_page("workspace")
    turns = program.run("len(there('transcript.list')) and "
                        "[t.text for t in window.workspace_page.transcript.turns.transcript.turns]")  # fmt: skip
    assert any(word in turn for word in RARE for turn in turns), "what is searched for was said"
    program.lock(lambda: program.run("click('nav.lock')"))
    written = [path for path in program.tree.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" and path.parent.name == "audio" for path in written)
    assert holding(written, forms(RARE)) == []
    control = program.tree / "control"
    control.write_text(f"She takes {RARE[0]} now.", encoding="utf-8")
    assert holding([*written, control], forms(RARE)) == [control]
