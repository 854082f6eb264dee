"""Acts and rows around backups, putting them back, and getting out what is left of a damaged vault."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import SottoError
from app.services.container import Services
from app.store.search_schema import derived
from tests.demo import PASSPHRASE
from tests.faults import world
from tests.faults.claims import Claims
from tests.faults.detection import Flip
from tests.faults.kills import killed_at_random, length_of
from tests.faults.stand import Stand, StandBroken
from tests.faults.table import Row, Run, row
from tests.faults.zygote import Say

Arguments = dict[str, Any]
HERE = "tests.faults.keeping"
_PAGE = 4096
_LEAF, _INTERIOR, _INDEXES = 0x0D, 0x05, (0x02, 0x0A)
_NOT_COUNTED = {"audit", "migration", "setting"}
"""Tables that salvaging itself writes to."""


# ---- acts --------------------------------------------------------------------------------------------


def backup(arguments: Arguments, say: Say) -> None:
    """Act: make two backups, sound and all, and try the second one out."""
    services = world.opened(arguments["home"])
    folder = Path(arguments["home"]) / "backups"
    folder.mkdir(exist_ok=True)
    say(begin="backup")
    for _ in range(2):
        path = services.backup.make(folder, sound=True)
        say(ack="backup", path=str(path))
    if not services.backup.drill(path).passed:
        raise AssertionError("a backup that was just made does not pass")
    services.close()


def restore(arguments: Arguments, say: Say) -> None:
    """Act: put a backup back where no vault is."""
    other = world.services_at(str(Path(arguments["home"]) / "other"))
    say(begin="restore")
    other.backup.restore(Path(arguments["backup"]), PASSPHRASE)
    say(ack="restored")


def look_at_restored(arguments: Arguments, say: Say) -> None:
    """Act: after putting back was cut off, it can be done again; then everything is there."""
    other = world.services_at(str(Path(arguments["home"]) / "other"))
    if not other.vault.exists():
        if arguments["restored"]:
            say(lost="the vault that was put back")
        other.backup.restore(Path(arguments["backup"]), PASSPHRASE)
    other.vault.unlock(PASSPHRASE)
    _say_what_is_left(other, arguments, say)


def salvage(arguments: Arguments, say: Say) -> None:
    """Act: salvage a damaged vault into a new one, open that, and count."""
    services = world.services_at(arguments["home"])
    into = Path(arguments["home"]) / "salvaged" / "vault"
    try:
        report = services.integrity.salvage(services.vault.folder, PASSPHRASE, into)
    except SottoError as error:
        say(refused=error.code)
        return
    say(whole=report.whole, lines=list(report.lines))
    new = world.services_at(str(into.parent))
    new.vault.unlock(PASSPHRASE)
    say(rows=rows_of(new))
    if arguments.get("claims"):
        _say_what_is_left(new, arguments, say)


def inventory(arguments: Arguments, say: Say) -> None:
    """Act: how many rows each table has, and what kind of page each page is, before anything is damaged."""
    from tests.unit.store.pages import decrypted_pages

    services = world.opened(arguments["home"])
    counted, vault = rows_of(services), services.vault.store.vault
    services.vault.store.database.checkpoint()
    pages = decrypted_pages(vault.folder / "vault.db", vault.key)
    services.close()
    say(rows=counted, pages=[_kind(page, number == 0) for number, page in enumerate(pages)])


def _kind(page: bytes, first: bool) -> list[int]:
    """The page's type byte and the number of its cells. The first page begins behind the file's header."""
    at = 100 - 16 if first else 0  # its salt is not part of what is decrypted
    return [page[at], int.from_bytes(page[at + 3 : at + 5], "big")]


def rows_of(services: Services) -> dict[str, int]:
    """How many rows each table has."""
    query = services.vault.store.database.query
    names = [str(found[0]) for found in query("SELECT name FROM sqlite_master WHERE type = 'table'")]
    records = [name for name in names if not name.startswith("sqlite_") and not derived(name)]
    kept = [name for name in records if name not in _NOT_COUNTED]
    return {name: int(query(f"SELECT count(*) FROM {name}")[0][0]) for name in kept}


def _say_what_is_left(services: Services, arguments: Arguments, say: Say) -> None:
    for lost in Claims(arguments["claims"]).lost(services):
        say(lost=lost)
    for problem in services.vault.verify():
        say(problem=problem)
    services.close()


# ---- rows --------------------------------------------------------------------------------------------


@row("kill-backup", 40)
def kill_backup(run: Run) -> Row:
    """Backups made and tried out."""
    return killed_at_random(run, Row("kill -9 while a backup is made and tried out"), f"{HERE}:backup")


@row("kill-restore", 25)
def kill_restore(run: Run) -> Row:
    """A backup put back."""
    result = Row("kill -9 while a backup is put back: again, and everything is there")
    home, path = _with_backup(run)
    given = {"made": run.template.made, "backup": path}
    length = length_of(run, f"{HERE}:restore", given, home)

    def attempt(stand: Stand, moment: float) -> None:
        stand.fresh(home)
        done = stand.run(f"{HERE}:restore", given, kill_after=moment)
        more = {**given, "claims": run.template.claims, "restored": bool(done.acks)}
        left = stand.run(f"{HERE}:look_at_restored", more)
        lost = [*map(str, left.answers("lost")), *([left.trace or "it fails"] if left.status else [])]
        missed = [f"check of a whole vault: {text}" for text in left.answers("problem")]
        missed += [f"putting back failed: {done.trace}"] if done.raised else []
        result.count(lost=lost, missed=missed, about=f"killed after {moment * 1000:.0f} ms")

    run.each([run.rng.uniform(0.0, length) for _ in range(run.tries)], attempt)
    return result


def _with_backup(run: Run) -> tuple[Path, str]:
    """A home with a backup in it, and the backup's path outside of it."""
    home, stand = run.template.folder / "with-backup", run.stands[0]
    kept = run.template.folder / "kept.sottobackup"
    if not kept.exists():
        stand.fresh(run.template.today)
        done = stand.run(f"{HERE}:backup")
        if done.status:
            raise StandBroken(f"no backup could be made: {done.trace}")
        shutil.copyfile(done.acks[0]["path"], kept)
        home.mkdir()
    return home, str(kept)


@row("salvage-flips", 60, least=2)
def salvage_flips(run: Run) -> Row:
    """One bit anywhere in the database or a recording: salvaging loses nothing of it."""
    result = Row("one flipped bit, then salvaged: rows and sound that are lost")
    files = _databases(run.template.today)

    def attempt(stand: Stand, flip: Flip) -> None:
        flip(stand.fresh(run.template.today))
        _judge_salvage(run, stand, result, str(flip), {})

    flips = []
    for number in range(run.tries):
        file = files[0] if number % 2 else run.rng.choice(files)
        size = (run.template.today / file).stat().st_size
        flips.append(Flip(False, file, run.rng.randrange(size * 8)))
    run.each(flips, attempt)
    return result


@row("salvage-pages", 60, least=2)
def salvage_pages(run: Run) -> Row:
    """A whole page of the database lost: nothing beyond that page is."""
    result = Row("a page of the database lost, then salvaged: rows lost beyond that page")
    stand = run.stands[0]
    stand.fresh(run.template.today)
    told = stand.run(f"{HERE}:inventory")
    if told.status:
        raise StandBroken(told.trace)
    before, pages = told.answers("rows")[0], told.answers("pages")[0]
    whole = run.template.folder / "checkpointed"
    if not whole.exists():
        shutil.copytree(stand.home, whole)

    def attempt(stand: Stand, page: Page) -> None:
        home = stand.fresh(whole)
        path = home / "vault" / "vault.db"
        data = bytearray(path.read_bytes())
        data[page.number * _PAGE : (page.number + 1) * _PAGE] = page.noise
        path.write_bytes(data)
        done = stand.run(f"{HERE}:salvage")
        _count_page(result, page, before, done)

    numbers = run.rng.sample(range(len(pages)), len(pages)) + run.rng.choices(range(len(pages)), k=run.tries)
    numbers = numbers[: run.tries]  # every page has its turn before one has a second
    run.each([Page(number, *pages[number], run.rng.randbytes(_PAGE)) for number in numbers], attempt)
    return result


@dataclass(frozen=True)
class Page:
    """A page that is lost: what it was, how many cells it had, and what is there instead."""

    number: int
    kind: int
    cells: int
    noise: bytes

    @property
    def rows(self) -> int:
        """How many rows stood on it at most."""
        if self.kind == _LEAF:
            return self.cells
        return 0 if self.kind in (_INTERIOR, *_INDEXES) else 1  # else the rest of one long row, or nothing


def _count_page(result: Row, page: Page, before: dict[str, int], done: Any) -> None:
    about = f"page {page.number + 1}, kind {page.kind}, {page.cells} cells"
    if done.raised or done.status or done.timed_out:
        result.count(missed=[done.trace or f"it ended with {done.status}"], about=about)
        return
    if refused := done.answers("refused"):
        result.count(lost=[f"refused: {refused}"], about=about)
        return
    after = done.answers("rows")[0]
    gone = {name: count - after.get(name, 0) for name, count in before.items() if after.get(name, 0) < count}
    lost = sum(gone.values())
    result.worst("rows lost at most", lost)
    missed = ["it says that nothing was lost"] if lost and done.answers("whole")[0] else []
    result.count(lost=[f"{gone} of at most {page.rows} rows"] if lost > page.rows else [], missed=missed, about=about)


def _judge_salvage(run: Run, stand: Stand, result: Row, about: str, more: dict[str, Any]) -> None:
    done = stand.run(f"{HERE}:salvage", {"claims": run.template.claims, **more})
    lost = [*map(str, done.answers("lost")), *(f"refused: {code}" for code in done.answers("refused"))]
    missed = [f"the new vault: {text}" for text in done.answers("problem")]
    if done.raised or done.status or done.timed_out:
        missed.append(done.trace or f"it ended with {done.status}")
    result.count(lost=lost, missed=missed, about=about)


def _databases(home: Path) -> list[Path]:
    found = [path.relative_to(home) for path in sorted((home / "vault").rglob("*.db"))]
    return sorted(found, key=lambda path: path.name != "vault.db")
