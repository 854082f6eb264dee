"""Key files that somebody has prepared, and two programs at one vault."""

from __future__ import annotations

import base64
import json
import os
import random
import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.vault.kdf import MEMORY_CAP_KIB, PARALLELISM_CAP, TIME_CAP
from tests.faults.stand import Outcome, Stand
from tests.faults.table import Row, Run, row

_MARGIN_KIB = 256 * 1024
"""What the program itself takes, besides what the cap allows one derivation."""
_PATIENCE = 60.0
_REFUSED = {"vault.unlock-failed", "vault.memory"}
_KEY_FILES = ("keys.json", "keys-copy.json")
Make = Callable[[Path], None]


@row("hostile-keys", 200, least=20)
def hostile_keys(run: Run) -> Row:
    """Key files made to crash, to hang, to take the memory, or to be taken for ours."""
    result = Row("a hostile key file: refused in the same words, in bounded memory and time")
    makers = hostile_files(run.rng, run.template.today / "vault" / "keys.json", run.tries)
    base = _base(run)

    def attempt(stand: Stand, maker: tuple[str, Make]) -> None:
        about, make = maker
        home = stand.fresh(run.template.today)
        for name in _KEY_FILES:  # both: one alone is made good by the other
            path = home / "vault" / name
            path.unlink(missing_ok=True)
            make(path)
        seen = stand.run("verify", timeout=_PATIENCE)
        result.worst("peak memory in MiB", seen.peak_kib / 1024)
        result.count(missed=_judge(seen, base), about=about)
        for name in _KEY_FILES:
            _take_away(home / "vault" / name)

    run.each(makers, attempt)
    return result


def _base(run: Run) -> int:
    """Peak memory in KiB of the same act with the right key file and the cheapest derivation."""
    run.stands[0].fresh(run.template.today)
    return run.stands[0].run("verify").peak_kib


def _judge(seen: Outcome, base: int) -> list[str]:
    if seen.timed_out:
        return ["it hangs"]
    if seen.raised or seen.status:
        return [f"an error that is none of ours: {seen.trace or seen.status}"]
    missed = []
    refused = seen.answers("refused")
    if not refused and not any(seen.answers("problems")):  # whole wraps under a broken seal: it opens, and that is said
        missed.append("it was taken for a good one")
    elif refused and refused[0] not in _REFUSED:
        missed.append(f"refused as {refused[0]}")
    if seen.peak_kib > max(base, MEMORY_CAP_KIB) + _MARGIN_KIB:
        missed.append(f"{seen.peak_kib // 1024} MiB were taken")
    return missed


def _take_away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def hostile_files(rng: random.Random, good: Path, count: int) -> list[tuple[str, Make]]:
    """`count` ways to make a hostile key file from a good one, each with a name."""
    text = good.read_bytes()
    content: dict[str, Any] = json.loads(text)
    fixed = [*_not_files(), *_not_json(text), *_hostile_values(content)]
    makers = fixed[:count] if count < len(fixed) else fixed
    if count < len(fixed):
        makers = rng.sample(fixed, count)
    while len(makers) < count:
        makers.append(_random_damage(rng, text, content))
    return makers


def _bytes(data: bytes) -> Make:
    return lambda path: _discard(path.write_bytes(data))


def _discard(_: object) -> None:
    return None


def _not_files() -> list[tuple[str, Make]]:
    """Things that are no files."""
    return [
        ("a folder", lambda path: path.mkdir()),
        ("a pipe that nobody writes to", os.mkfifo),
        ("a link to itself", lambda path: path.symlink_to(path)),
        ("a link to nothing", lambda path: path.symlink_to("/nowhere/at/all")),
        ("a link to endless zeros", lambda path: path.symlink_to("/dev/zero")),
        ("a link to random bytes", lambda path: path.symlink_to("/dev/urandom")),
        ("a link to the terminal", lambda path: path.symlink_to("/dev/tty")),
        ("a link to a folder", lambda path: path.symlink_to("/tmp")),
        ("a link to the database", lambda path: path.symlink_to(path.with_name("vault.db"))),
        ("a link to the memory of the process", lambda path: path.symlink_to("/proc/self/mem")),
    ]


def _not_json(text: bytes) -> list[tuple[str, Make]]:
    """Bytes that are no key file."""
    pieces: dict[str, bytes] = {
        "nothing": b"",
        "one byte": b"{",
        "zeros": bytes(753),
        "a null": b"null\n",
        "a list": b"[]\n",
        "an empty object": b"{}\n",
        "lists a hundred thousand deep": b"[" * 100_000,
        "objects a hundred thousand deep": b'{"a":' * 100_000,
        "half of it": text[: len(text) // 2],
        "twice": text + text,
        "behind a byte order mark": b"\xef\xbb\xbf" + text,
        "in UTF-16": text.decode().encode("utf-16"),
        "with an invalid character": text.replace(b"sotto", b"sott\xff"),
        "with a huge number": re.sub(rb'"time":\d+', b'"time":' + b"9" * 5000, text),
        "with a float beyond all numbers": re.sub(rb'"time":\d+', b'"time":1e400', text),
        "with a doubled name": re.sub(rb'"time":(\d+)', rb'"time":1000000,"time":\1', text),
        "a hundred megabytes": b" " * (100 << 20),
    }
    assert text not in pieces.values()
    return [(name, _bytes(data)) for name, data in pieces.items()]


def _hostile_values(content: dict[str, Any]) -> list[tuple[str, Make]]:
    """A good file with one value of another kind or size."""
    numbers = (
        0,
        -1,
        1024,
        64 * 1024 - 1,
        MEMORY_CAP_KIB,
        MEMORY_CAP_KIB + 1,
        1 << 31,
        1 << 32,
        (1 << 63) - 1,
        1 << 64,
        1.5,
        "3",
    )
    costs = [(slot, name, value) for slot in ("passphrase", "recovery") for name in _COSTS for value in numbers]
    sealed = [("passphrase", name, value) for name in ("salt", "nonce", "wrapped_key") for value in _TEXTS]
    kinds = [
        ("passphrase", name, value) for name in ("kdf", "cipher", "kdf_version") for value in ("none", "", 0, None)
    ]
    found = [(f"{s}.{n} = {str(v)[:24]!r}", _changed(content, s, n, v)) for s, n, v in (*costs, *sealed, *kinds)]
    tops = [("format", "other"), ("version", 2), ("version", 0), ("version", "1"), ("vault_id", ""), ("vault_id", 7)]
    tops += [("passphrase", None), ("recovery", None), ("recovery", []), ("audit_head", 3), ("seal", ""), ("more", 1)]
    dearest = json.loads(json.dumps(content))  # the most that is allowed: refused, but only after it was paid
    dearest["passphrase"].update(memory_kib=MEMORY_CAP_KIB, time=TIME_CAP, parallelism=PARALLELISM_CAP)
    found.append(("the dearest cost that is allowed", _bytes(_encoded(dearest))))
    return found + [(f"{n} = {v!r}", _changed(content, "", n, v)) for n, v in tops]


def _encoded(content: dict[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode() + b"\n"


_COSTS = ("memory_kib", "time", "parallelism")
_TEXTS = ("", "!!!!", base64.b64encode(bytes(8)).decode(), base64.b64encode(bytes(4096)).decode(), None, 5)


def _changed(content: dict[str, Any], slot: str, name: str, value: Any) -> Make:
    changed = json.loads(json.dumps(content))
    place = changed[slot] if slot else changed
    good = place.get(name)
    # A value that is right would be no attack: the cheapest cost that is allowed, for one.
    place[name] = value if value != good else None
    return _bytes(_encoded(changed))


def _random_damage(rng: random.Random, text: bytes, content: dict[str, Any]) -> tuple[str, Make]:
    """Bytes of a good file exchanged, dropped, doubled; or the wraps exchanged."""
    data = bytearray(text)
    for _ in range(rng.choice((2, 5, 40))):
        at = rng.randrange(len(data))
        how = rng.randrange(3)
        if how == 0:
            data[at] = rng.randrange(256)
        elif how == 1:
            del data[at : at + rng.randrange(1, 20)]
        else:
            data[at:at] = data[at : at + rng.randrange(1, 20)]
    if bytes(data) == text or rng.random() < 0.05:
        other = {**content, "passphrase": content["recovery"], "recovery": content["passphrase"]}
        return "the two wraps exchanged", _bytes(_encoded(other))
    return "random damage", _bytes(bytes(data))


# ---- two programs ------------------------------------------------------------------------------------


@row("two-instances", 20, least=2)
def two_instances(run: Run) -> Row:
    """Two programs open one vault at the same moment: one of them has it, the other is told."""
    result = Row("two programs at one vault at the same moment: one has it, the other is told")
    first, second = run.stands
    for number in range(run.tries):
        first.fresh(run.template.today)
        seen: list[Outcome] = []
        delay = run.rng.choice((0.0, 0.0, run.rng.uniform(0.0, 0.2)))
        where = {"home": str(first.home)}
        threads = [_started(stand, where, wait, seen) for stand, wait in ((first, 0.0), (second, delay))]
        for thread in threads:
            thread.join()
        codes = sorted(answer for one in seen for answer in one.answers("refused"))
        won = sum(bool(one.answers("held")) for one in seen)
        missed = [] if (won, codes) == (1, ["vault.in-use"]) else [f"{won} have it, refused: {codes}"]
        missed += [one.trace or "it hangs" for one in seen if one.raised or one.timed_out]
        left = first.run("check", {"claims": run.template.claims, "made": run.template.made})
        lost = [*map(str, left.answers("lost")), *([left.trace] if left.raised else [])]
        missed += [f"check of a whole vault: {text}" for text in left.answers("problem")]
        result.count(lost=lost, missed=missed, about=f"try {number + 1}, {delay * 1000:.0f} ms apart")
    return result


def _started(stand: Stand, where: dict[str, Any], wait: float, seen: list[Outcome]) -> threading.Thread:
    def go() -> None:
        seen.append(stand.run("hold", {**where, "wait": wait}))

    thread = threading.Thread(target=go)
    thread.start()
    return thread
