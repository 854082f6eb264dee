"""A lock of the real program: what was typed is stored, the process is another, its memory holds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.paths import DEMO_SOUND
from tests.canary import Practice, practice
from tests.demo import PASSPHRASE
from tests.memory import can_read, encodings, find, key_forms, zombies
from tests.program import Program

pytestmark = [pytest.mark.timeout(300), pytest.mark.skipif(not can_read(), reason="reads memory: Linux, as root")]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = Program(tmp_path)
    yield made
    made.end()


def record_slowly(program: Program, known: Practice) -> bytes:
    """Let the recorder read the demo session as slowly as it was spoken; answers with the recording's key."""
    program.run(
        "from pathlib import Path; window.services.recording.import_file("
        f"{known.to_record!r}, Path({str(DEMO_SOUND)!r}), 1.0)"
    )
    found = program.run(
        "window.services.vault.store.recordings.key("
        f"window.services.records.session({known.to_record!r}).recording_id).hex()"
    )
    return bytes.fromhex(found)


def write(program: Program, known: Practice) -> None:
    """Type a sentence with the canary into the note, and copy it."""
    program.run(f"window.show_workspace({known.session!r})")
    program.wait_page("workspace")
    program.type("sentence.b.text", f" {known.typed} called.")
    program.run("there('sentence.b.text')[0].selectAll(); there('sentence.b.text')[0].copy()")


def needles(known: Practice, recording: bytes) -> dict[str, list[bytes]]:
    return {
        "the vault's key": key_forms(known.key),
        "the recording's key": key_forms(recording),
        "the passphrase": encodings(PASSPHRASE),
        "a client's name": encodings(known.name),
        "what was said": encodings(known.spoken),
        "what was typed": encodings(known.typed),
    }


def test_after_a_lock_no_process_holds_a_key_or_a_word(program: Program) -> None:
    known = practice(program.home)
    program.start()
    program.wait_page("unlock")
    program.type("unlock.passphrase", PASSPHRASE)
    assert find(program.pid, {"the passphrase": encodings(PASSPHRASE)})["the passphrase"], "this scan sees nothing"
    program.click("unlock.open")
    program.wait_page("today")
    recording = record_slowly(program, known)
    write(program, known)
    before = find(program.pid, needles(known, recording))
    del before["the passphrase"]  # as luck has it, it may be overwritten by now
    assert all(before.values()), f"this scan sees nothing: {before}"
    captured = program.run("window.services.recording.status().captured")

    seconds = program.lock(lambda: program.run("click('nav.lock')"))

    everybody = program.processes()
    recorders = [pid for pid, words in everybody.items() if "recorder_process" in words]
    assert len(everybody) == 2 and len(recorders) == 1, everybody
    for each in everybody:
        found = find(each, needles(known, recording))
        allowed = {"the recording's key"} if each in recorders else set()
        assert {what for what, times in found.items() if times} <= allowed, (everybody[each], found)
    assert find(recorders[0], needles(known, recording))["the recording's key"], "the recorder works on"
    assert "recording goes on" in program.run("window.unlock_page.recording.findChildren(QWidget)[1].text()")
    print(f"from the click to the lock screen of the next process: {seconds:.2f} s")

    program.unlock(PASSPHRASE)
    program.wait(lambda: program.page() == "recording")  # which asks the recorder again and again
    program.wait(lambda: program.run("window.services.recording.status().captured") > captured + 2)
    kept = program.run(f"window.services.notes.latest({known.session!r}).sentences[1].text")
    assert known.typed in kept, "what was typed a moment before the lock"
    program.run("window.services.recording.stop()")
    program.wait(lambda: len(program.processes()) == 1 or "recorder_process" not in str(program.processes()))
    program.wait(lambda: zombies(program.pid) == [])
    assert (program.tree / "stderr").read_text(encoding="utf-8") == ""
