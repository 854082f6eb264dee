"""What must be found: flipped bits, truncations, and older files put back."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from tests.faults.stand import Outcome, Stand
from tests.faults.table import Row, Run, row

_UNWATCHED = ("-shm", ".lock", ".ballast", "ballast")
"""Files that hold nothing: SQLite and the lock make theirs anew, the ballast only takes up room."""
KEYS = Path("vault/keys.json")
_PAGE, _FRAME, _WAL_HEADER = 4096, 4096 + 24, 32
_REFUSALS = ("vault.", "disk.", "audio.")


def watched(home: Path) -> list[Path]:
    """Every file of a vault that holds something, as paths below `home`."""
    files = sorted(path for path in (home / "vault").rglob("*") if path.is_file() and path.stat().st_size)
    return [path.relative_to(home) for path in files if not path.name.endswith(_UNWATCHED)]


def found(seen: Outcome) -> bool:
    """True where the fault was told: the vault refused to open with an error of ours, or the check listed it."""
    refused = seen.answers("refused")
    return bool(refused and refused[0].startswith(_REFUSALS)) or any(seen.answers("problems"))


def judge(seen: Outcome) -> list[str]:
    """What was missed."""
    if seen.timed_out:
        return ["the check hangs"]
    if seen.raised:
        return [f"an error that is none of ours: {seen.trace}"]
    return [] if found(seen) else [f"not found: {seen.said}"]


@dataclass(frozen=True)
class Flip:
    """One bit of one file of one of the two homes."""

    unclosed: bool
    file: Path
    bit: int

    def home(self, run: Run) -> Path:
        """The template that is flipped in."""
        return run.template.unclosed if self.unclosed else run.template.today

    def __call__(self, home: Path) -> None:
        path = home / self.file
        data = bytearray(path.read_bytes())
        data[self.bit // 8] ^= 1 << self.bit % 8
        path.write_bytes(data)

    def __str__(self) -> str:
        state = "unclosed" if self.unclosed else "closed"
        return f"{state}, {self.file.name}, byte {self.bit // 8}, bit {self.bit % 8}"


def random_flips(run: Run, count: int) -> list[Flip]:
    """Bits of every file: half of the tries share the files evenly, half the bytes."""
    homes = {unclosed: run.template.unclosed if unclosed else run.template.today for unclosed in (False, True)}
    files = [(unclosed, file) for unclosed, home in homes.items() for file in watched(home)]
    sizes = [(homes[unclosed] / file).stat().st_size for unclosed, file in files]
    flips = []
    for number in range(count):
        by_size = number % 2 == 1
        index = run.rng.choices(range(len(files)), sizes)[0] if by_size else number // 2 % len(files)
        flips.append(Flip(*files[index], run.rng.randrange(sizes[index] * 8)))
    return flips


@row("flips", 2000, least=40)
def flips(run: Run) -> Row:
    """Single bits, over every file of a locked vault and of one whose program was killed."""
    result = Row("one flipped bit in any file (database, log, head, recording, keys)")

    def attempt(stand: Stand, flip: Flip) -> None:
        flip(stand.fresh(flip.home(run)))
        result.count(missed=judge(stand.run("verify")), about=str(flip))

    run.each(random_flips(run, run.tries), attempt)
    return result


@row("whole", 10, least=2)
def whole(run: Run) -> Row:
    """The other side: where nothing was changed, nothing is found."""
    result = Row("nothing at all: a whole vault is not called damaged")

    def attempt(stand: Stand, unclosed: bool) -> None:
        stand.fresh(run.template.unclosed if unclosed else run.template.today)
        seen = [stand.run("verify"), stand.run("verify")]
        missed = [str(s.said) for s in seen if s.raised or s.answers("problems") != [[]]]
        result.count(missed=missed, about="unclosed" if unclosed else "closed")

    run.each([bool(i % 2) for i in range(run.tries)], attempt)
    return result


# ---- truncations and put-backs -----------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """Files of `home` replaced by other bytes (None: removed)."""

    about: str
    home: Path
    files: dict[Path, bytes | None]

    def __call__(self, home: Path) -> None:
        for file, data in self.files.items():
            if data is None:
                (home / file).unlink()
            else:
                (home / file).write_bytes(data)


def truncations(run: Run, count: int) -> list[Change]:
    """Every file cut at random lengths, and at the borders of pages and of the log's frames."""
    changes: list[Change] = []
    homes = (("closed", run.template.today), ("unclosed", run.template.unclosed))
    files = [(state, home, file) for state, home in homes for file in watched(home)]
    for number in range(count):
        state, home, file = files[number % len(files)]
        data = (home / file).read_bytes()
        length = _length(run.rng, file, len(data))
        changes.append(Change(f"{state}, {file.name} cut from {len(data)} to {length}", home, {file: data[:length]}))
    return changes


def _length(rng: random.Random, file: Path, size: int) -> int:
    if file.name.endswith("-wal") and rng.random() < 0.6:
        return _WAL_HEADER + rng.randrange((size - _WAL_HEADER) // _FRAME) * _FRAME
    if file.suffix == ".db" and rng.random() < 0.5:
        return rng.randrange(size // _PAGE) * _PAGE
    return rng.choice((0, size - 1, rng.randrange(size)))


def put_backs(run: Run, count: int) -> list[Change]:
    """Files, and ranges of pages, as they were earlier, in a vault that went on since."""
    t = run.template
    pairs = [(t.day(old), t.day(new)) for new in (2, 3, 4) for old in range(1, new)]
    pairs.append((t.unclosed_earlier, t.unclosed))
    pairs += [(t.unclosed, t.day(4))]
    wholes = [change for old, new in pairs for change in _older_files(old, new)]
    pages = [_older_pages(run.rng, old, new) for old, new in pairs * 20]
    changed = [change for change in pages if change is not None]
    run.rng.shuffle(wholes)
    half = count // 2
    chosen = wholes[:half]
    return chosen + [run.rng.choice(changed) for _ in range(count - len(chosen))]


def _older_files(old: Path, new: Path) -> list[Change]:
    """Each file that changed, alone; each database with its head; both key files."""
    then = {file: (old / file).read_bytes() for file in watched(old)}
    now = {file: (new / file).read_bytes() for file in watched(new)}
    differ = [file for file in then if file in now and then[file] != now[file]]
    sets = [[file] for file in differ]
    databases = {file for file in differ if file.suffix == ".db"}
    sets += [[f for f in differ if f.name.startswith(db.name)] for db in databases]
    sets.append([file for file in differ if file.suffix == ".json"])
    changes = []
    for group in sets:
        # Everything as it was then is no fault that could be found here: only a head that left the machine shows it.
        if not group or len(group) == len(differ):
            continue
        about = f"{', '.join(file.name for file in group)} of {old.name} in {new.name}"
        changes.append(Change(about, new, {file: then[file] for file in group}))
    return changes


def _older_pages(rng: random.Random, old: Path, new: Path) -> Change | None:
    """A range of pages of a database as it was earlier."""
    shared = [f for f in watched(old) if f.suffix == ".db" and (new / f).exists()]
    file = rng.choice(shared)
    then, now = (old / file).read_bytes(), (new / file).read_bytes()
    pages = min(len(then), len(now)) // _PAGE
    differ = [p for p in range(pages) if then[p * _PAGE : (p + 1) * _PAGE] != now[p * _PAGE : (p + 1) * _PAGE]]
    if not differ:
        return None
    first = rng.choice(differ)
    until = min(pages, first + rng.choice((1, 1, 2, 5)))
    mixed = now[: first * _PAGE] + then[first * _PAGE : until * _PAGE] + now[until * _PAGE :]
    about = f"pages {first + 1} to {until} of {file.name} of {old.name} in {new.name}"
    return Change(about, new, {file: mixed}) if mixed not in (now, then) else None


def _changes(run: Run, result: Row, changes: list[Change]) -> Row:
    def attempt(stand: Stand, change: Change) -> None:
        change(stand.fresh(change.home))
        result.count(missed=judge(stand.run("verify")), about=change.about)

    run.each(changes, attempt)
    return result


@row("truncations", 100, least=14)
def truncated(run: Run) -> Row:
    """Files cut short."""
    return _changes(run, Row("a file cut short"), truncations(run, run.tries))


@row("put-backs", 120, least=10)
def put_back(run: Run) -> Row:
    """Older files and pages."""
    return _changes(run, Row("a file, or a range of its pages, put back from earlier"), put_backs(run, run.tries))


@row("old-vault", 12, least=3)
def old_vault(run: Run) -> Row:
    """The whole database of an earlier day with today's keys, and today's database with earlier keys."""
    result, t, changes = Row("the whole database, or the keys, of an earlier day"), run.template, []
    for old, new in ((1, 2), (1, 3), (2, 3)):
        then, now = t.day(old), t.day(new)
        database = {f: (then / f).read_bytes() for f in watched(then) if f.name.startswith("vault.db")}
        keys = {f: (then / f).read_bytes() for f in watched(then) if f.name.startswith("keys")}
        both = {**database, **{f: (then / f).read_bytes() for f in watched(then) if f.parent.name == "audio"}}
        changes += [
            Change(f"vault.db and its head of day {old} in day {new}", now, dict(database)),
            Change(f"vault.db, heads and recordings of day {old} in day {new}", now, dict(both)),
            Change(f"keys of day {old} in day {new}", now, dict(keys)),
            Change(
                f"keys.json of day {old} in day {new}", now, {Path("vault/keys.json"): keys[Path("vault/keys.json")]}
            ),
        ]
    return _changes(run, result, run.rng.sample(changes, min(run.tries, len(changes))))
