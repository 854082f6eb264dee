"""Everything out of one vault and into another gives the same records."""

from __future__ import annotations

import json
from pathlib import Path

from app.audio.flac import read_flac, write_flac
from app.domain.session import Session
from app.domain.transcript import SAMPLE_RATE
from app.services.container import Services, build_services
from app.services.leaving.people import _cell
from app.services.leaving.records import KINDS, NOT_EXPORTED
from app.services.paths import Places
from app.store.audit import printed_head
from app.store.audit_history import AuditHistory
from app.store.search_schema import derived
from tests.demo import CHEAP, PASSPHRASE
from tests.unit.services.keeping import add_sound, another_session, found
from tests.unit.services.leaving.conftest import everything, latest_note, tone


def test_the_same_records_with_ids_versions_and_signatures(
    services: Services, other: Services, full: Session, tmp_path: Path
) -> None:
    before = everything(services)
    assert all(before[kind.name] for kind in KINDS), "something of every kind is compared"
    left = services.leaving.export_all(tmp_path)
    came = other.leaving.import_all(left.folder)
    assert everything(other) == before
    assert (left.clients, left.sessions, left.notes, left.recordings) == (2, 3, 1, 2)
    assert (came.clients, came.sessions, came.notes, came.recordings) == (2, 3, 1, 1)
    note = latest_note(other, full.id)
    assert note.signed and note.signature is not None and note.signature.name == "Žofie Őry"
    assert [a.text for a in note.addenda] == ["Second thoughts.\nTwo lines."]
    assert len(other.vault.store.notes.versions(full.id)) == len(services.vault.store.notes.versions(full.id)) >= 4


def test_the_audit_trail_comes_along_as_history_and_is_anchored(
    services: Services, other: Services, full: Session, tmp_path: Path
) -> None:
    left = services.leaving.export_all(tmp_path)
    trail = services.vault.store.audit.links()
    sequence, digest = trail[-3][0], trail[-3][6]
    other.leaving.import_all(left.folder)
    history = AuditHistory(other.vault.store.database)
    assert history.chains() == [trail[:-1]]  # all but the entry that says that the export was finished
    actions = [entry.action for entry in other.vault.store.audit.entries()]
    assert actions[-1] == "vault.imported"
    assert other.vault.store.audit.entries()[-1].subject == trail[-2][6]
    assert other.vault.verify() == []
    assert other.vault.verify(printed_head(sequence, digest)) == [], "a head printed on an old note is still found"
    chains = [[(*link[:4], "another", *link[5:]) if link[0] == 3 else link for link in history.chains()[0]]]
    other.vault.store.settings.set("audit.earlier", chains)
    assert any("audit trail was changed" in each for each in other.vault.verify())
    with other.vault.store.database.transaction() as cursor:
        cursor.execute("DELETE FROM setting WHERE key = 'audit.earlier'")
    assert "The audit trail of the earlier vault is missing." in other.vault.verify()


def test_a_second_move_keeps_both_earlier_trails(
    services: Services, other: Services, full: Session, tmp_path: Path
) -> None:
    first = services.leaving.export_all(tmp_path)
    other.leaving.import_all(first.folder)
    (tmp_path / "again").mkdir()
    second = other.leaving.export_all(tmp_path / "again")
    third = build_services(Places.below(tmp_path / "third"), CHEAP)
    third.vault.create(PASSPHRASE)
    try:
        third.leaving.import_all(second.folder)
        last = [[link[3] for link in chain][-1] for chain in AuditHistory(third.vault.store.database).chains()]
        assert last == ["vault.export-begun"] * 2
        assert third.vault.verify() == []
    finally:
        third.close()


def test_every_table_and_column_is_exported_or_left_out_on_purpose(services: Services) -> None:
    database = services.vault.store.database
    tables = {
        str(row["name"])
        for row in database.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    }
    known = {kind.table: set(kind.columns) for kind in KINDS}
    tables = {name for name in tables if not derived(name)}
    assert tables == known.keys() | {"recording", "audit"} | NOT_EXPORTED.keys()
    for table, columns in known.items():
        assert {str(row["name"]) for row in database.query(f"PRAGMA table_info({table})")} == columns, table


def test_what_lies_in_the_folder(services: Services, full: Session, tmp_path: Path) -> None:
    folder = services.leaving.export_all(tmp_path).folder
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    session = "clients/client-001/session-001"
    assert {"README.md", "manifest.json", "schema.json", "contents.csv", "preferences.json"} <= names
    assert {f"{session}/{name}" for name in ("note.pdf", "note.txt", "transcript.txt", "recording.flac")} <= names
    assert "clients/client-002/session-001/written.txt" in names
    assert not any("K-17" in name or "ofie" in name or "L-2" in name for name in names)
    assert "'=HYPERLINK(1)" in (folder / "contents.csv").read_text(encoding="utf-8-sig"), "no formula for a spreadsheet"
    text = (folder / session / "note.txt").read_text(encoding="utf-8")
    assert "Looked tired.  [clinician's own observation]" in text and "Second thoughts." in text
    assert b"".join(read_flac(folder / session / "recording.flac")) == tone(3 * SAMPLE_RATE - 123)
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))
    everything_written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    store = services.vault.store
    for recording_id in store.recordings.ids():
        key = store.recordings.key(recording_id)
        assert key is None or (key not in everything_written and key.hex().encode() not in everything_written)
    assert store.vault.key.hex().encode() not in everything_written


def test_no_cell_of_the_list_is_a_formula() -> None:
    for odd in ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1+1", "\u3000@x"):
        assert _cell(odd) == f"'{odd}"
    assert [_cell(text) for text in ("K-17", "Žofie", "", "a=b")] == ["K-17", "Žofie", "", "a=b"]


def test_each_line_fits_the_schema_and_the_readme_names_each_field(
    services: Services, full: Session, tmp_path: Path
) -> None:
    folder = services.leaving.export_all(tmp_path).folder
    schema = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name, reference in schema["properties"].items():
        kind = schema["$defs"][reference["$ref"].removeprefix("#/$defs/")]
        assert f"| `{name}` |" in readme
        assert all(f"`{field}`" in readme for field in kind["properties"]), name
        for line in (folder / "records" / f"{name}.jsonl").read_bytes().splitlines():
            assert json.loads(line).keys() == kind["properties"].keys()
    sentences = schema["$defs"]["NoteSentence"]["properties"]
    assert {"origin", "evidence", "kept", "source"} <= sentences.keys()


def test_what_was_brought_in_can_be_deleted_without_a_trace(
    services: Services, other: Services, full: Session, tmp_path: Path
) -> None:
    other.leaving.import_all(services.leaving.export_all(tmp_path).folder)
    assert found(other, "Looked tired")
    with other.vault.store.database.transaction() as cursor:
        cursor.execute("DELETE FROM goal")
        cursor.execute("DELETE FROM review")
    other.deletion.delete_client(full.client_id, "K-17")
    assert not found(other, "Looked tired") and not found(other, "Second thoughts")


def test_the_settings_come_along_but_not_those_of_a_computer(
    services: Services, other: Services, tmp_path: Path
) -> None:
    services.preferences.change({"idle_minutes": 3, "microphone": "Yeti", "backup.folder": "/somewhere"})
    services.vault.store.settings.set("voice", {"vector": [0.125, 0.25], "model": "m", "at": "x"})
    folder = services.leaving.export_all(tmp_path).folder
    other.leaving.import_all(folder)
    assert other.preferences.get("idle_minutes") == 3
    assert (other.preferences.get("microphone"), other.preferences.get("backup.folder")) == ("", "")
    assert b"0.125" not in (folder / "records/settings.jsonl").read_bytes()


def test_a_recording_that_cannot_be_read_is_left_out_and_told(
    services: Services, other: Services, session: Session, tmp_path: Path
) -> None:
    recorded = add_sound(services, session)
    path = services.vault.store.vault.recording_path(recorded.recording_id)
    path.write_bytes(path.read_bytes()[:512])
    add_sound(services, another_session(services, session.client_id))
    left = services.leaving.export_all(tmp_path)
    assert left.left_out == ("clients/client-001/session-001/recording.flac",) and left.recordings == 1
    assert not (left.folder / left.left_out[0]).exists()
    assert other.leaving.import_all(left.folder).recordings == 1


def test_flac_keeps_every_sample(tmp_path: Path) -> None:
    for samples in (1, 100, 4608, 4609, 16_000, 50_001):
        pcm = tone(max(samples, 4))[: samples * 2]
        write_flac(tmp_path / f"{samples}.flac", [pcm[:2000], pcm[2000:]] if len(pcm) > 2000 else [pcm])
        assert b"".join(read_flac(tmp_path / f"{samples}.flac")) == pcm


def test_the_sound_of_a_dictation_stays_but_its_words_go(services: Services, session: Session, tmp_path: Path) -> None:
    store = services.vault.store
    store.recordings.add("spoken", bytes(32))
    services.vault.store.settings.set(
        f"dictation.{session.id}", {"recording": "spoken", "text": "Rest.", "position": 1.0}
    )
    folder = services.leaving.export_all(tmp_path).folder
    (kept,) = [
        json.loads(line)
        for line in (folder / "records/settings.jsonl").read_bytes().splitlines()
        if b"dictation." in line
    ]
    assert kept["value"] == {"recording": "", "text": "Rest.", "position": 1.0}
    assert b"spoken" not in (folder / "records/recordings.jsonl").read_bytes()
