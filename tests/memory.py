"""Reading the memory of other processes, to show what is not in it. Linux, as root."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import psutil

CHUNK = 1 << 24
_LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (r\S+) \S+ \S+ \S+ *(.*)")


def can_read() -> bool:
    """Whether this test may read what does not want to be read: its window is not dumpable."""
    return os.name == "posix" and os.geteuid() == 0 and Path("/proc/self/mem").exists()


def encodings(words: str) -> list[bytes]:
    """How a text lies in the memory of Python (Latin-1 or UTF-8) and of Qt (UTF-16)."""
    return list(dict.fromkeys([words.encode(), words.encode("utf-16-le"), words.encode("latin-1", "replace")]))


def key_forms(key: bytes) -> list[bytes]:
    """A key as bytes and as hexadecimal digits in either case."""
    return [key, key.hex().encode(), key.hex().upper().encode(), key.hex().encode("utf-16-le")]


def find(pid: int, needles: Mapping[str, list[bytes]]) -> dict[str, int]:
    """How often each needle stands in the memory, the arguments or the environment of a process."""
    found = dict.fromkeys(needles, 0)
    overlap = max(len(each) for forms in needles.values() for each in forms) - 1
    for name in ("cmdline", "environ"):
        _count(Path(f"/proc/{pid}/{name}").read_bytes(), needles, found)
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace").splitlines():
            match = _LINE.match(line)
            if match is None or match[4] in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                continue
            _scan(memory.fileno(), int(match[1], 16), int(match[2], 16), overlap, needles, found)
    return found


def _scan(number: int, start: int, end: int, overlap: int, needles: Mapping[str, list[bytes]],
          found: dict[str, int]) -> None:  # fmt: skip
    before, at = b"", start
    while at < end:
        try:
            data = os.pread(number, min(CHUNK, end - at), at)
        except OSError:  # a mapping that cannot be read, or is gone
            return
        if not data:
            return
        _count(before + data, needles, found)
        before, at = data[-overlap:] if overlap else b"", at + len(data)


def _count(data: bytes, needles: Mapping[str, list[bytes]], found: dict[str, int]) -> None:
    for name, forms in needles.items():
        found[name] += sum(data.count(form) for form in forms)


def family(pid: int) -> dict[int, str]:
    """A process and all its descendants, with the words they were started by."""
    root = psutil.Process(pid)
    everybody = [root, *root.children(recursive=True)]
    return {each.pid: " ".join(each.cmdline()) for each in everybody if each.status() != psutil.STATUS_ZOMBIE}


def zombies(pid: int) -> list[int]:
    """Descendants whose end nobody has taken in."""
    return [each.pid for each in psutil.Process(pid).children(recursive=True) if each.status() == psutil.STATUS_ZOMBIE]
