"""The evidence check in figures: how well it tells what was said from what was not, and how long it takes.

    python -m tests.benchmarks.check            (a part of `make bench`)

On the invented sessions of `tests/data/check`: for those that the check was tuned on, those that were looked at after
a first measurement, and those that nobody looks at (sealed), the area under the ROC curve, the true sentences that are
marked, and for each kind of wrong sentence how many are missed at the threshold in use, and the area under the curve of
that kind alone; of the sealed ones one total.

How long: a session of 50 minutes made of those sessions' words, every sentence of it new, and a note of 40 sentences,
through the worker, after loading. The floor is what the sentence model alone must multiply, at this machine's best
rate: below it only another model gets.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from tokenizers import Tokenizer

from app.domain.engines import Embedder
from app.domain.transcript import Transcript, transcript_from_dict
from app.notes.check import THRESHOLD, Checker
from app.notes.text import sentences
from app.services.container import Services, build_services
from app.services.paths import Places
from tests.benchmarks import floors
from tests.unit.notes.sessions import DATA, ROOT, Measured, auc, measure, misses

MINUTES = 50.0
WORDS_A_MINUTE = 150
NOTE = 40
TRIES = 3
PARTS = ("tuned", "looked_at", "sealed")
"""Tuned with from the start; measured first, then looked at and mended with; never looked at but in sum."""
SEED = 5
TURN_WORDS = (6, 45)
"""Shortest and longest turn of the session that time is taken on."""
WEIGHTS = 6 * (4 * 384**2 + 2 * 384 * 1536)
"""What each token is multiplied with in all-MiniLM-L6-v2: attention and feed-forward of six layers."""


T = TypeVar("T")

# ---- how well --------------------------------------------------------------------------------------


def quality(checker: Checker) -> dict[str, Any]:
    """The figures of one checker, for each part of the data; of the sealed sessions nothing but sums is printed."""
    rows = measure(checker)
    parts = {name: [r for r in rows if r.part == name] for name in PARTS}
    return {name: part_figures(part) for name, part in parts.items() if part}


def part_figures(rows: Sequence[Measured]) -> dict[str, Any]:
    """AUC, true sentences marked, and misses by kind of some sentences."""
    counted = misses(list(rows))
    marked, true = counted.pop("supported", (0, 0))
    kinds = {
        kind: {"missed": missed, "of": of, "share": _share(missed, of), "auc": _auc(rows, (kind,))}
        for kind, (missed, of) in counted.items()
    }
    return {
        "sessions": len({row.source for row in rows}),
        "sentences": len(rows),
        "auc": _auc(rows, tuple(counted)),
        "true_marked": {"marked": marked, "of": true, "share": _share(marked, true)},
        "kinds": kinds,
    }


def _auc(rows: Sequence[Measured], kinds: tuple[str, ...]) -> float | None:
    """None where there is nothing to tell apart."""
    chosen = [row for row in rows if row.kind in ("supported", *kinds)]
    both = {row.kind == "supported" for row in chosen}
    return round(auc(chosen), 4) if len(both) == 2 else None


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


# ---- how long --------------------------------------------------------------------------------------


@dataclass
class Counting:
    """An embedder that keeps what it was asked for."""

    inner: Embedder
    texts: list[str] = field(default_factory=list)

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """See `app.domain.engines.Embedder.embed`."""
        self.texts += texts
        return self.inner.embed(texts)


def material() -> tuple[list[tuple[str, str]], list[str]]:
    """All that is said in the measuring data (speaker and sentence), and all sentences of its notes."""
    said: list[tuple[str, str]] = []
    written: list[str] = []
    for path in sorted(DATA.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "script" in data:
            turns = json.loads((ROOT / data["script"]).read_text(encoding="utf-8"))["turns"]
        else:
            turns = [line.split(": ", 1) for line in data["turns"]]
        said += [(who, sentence) for who, text in turns for sentence in sentences(text)]
        for kind, texts in data.items():
            if kind != "turns" and isinstance(texts, list):
                written += [text for text in texts if isinstance(text, str)]
    return said, written


def long_session(minutes: float = MINUTES, seed: int = SEED) -> Transcript:
    """A session as long as asked for, two people by turns, in which no sentence comes twice.

    Each sentence is the beginning of one and the end of another of the same speaker.
    """
    chance = random.Random(seed)
    said, _ = material()
    by_role = {role: [text for who, text in said if who == role] for role in ("therapist", "client")}
    turns: list[dict[str, Any]] = []
    words, seen = 0, set[str]()
    while words < minutes * WORDS_A_MINUTE:
        role = ("therapist", "client")[len(turns) % 2]
        wanted, text = chance.randint(*TURN_WORDS), ""
        while len(text.split()) < wanted:
            first, second = (chance.choice(by_role[role]).rstrip(".?! ").split() for _ in range(2))
            made = " ".join([*first[: max(1, len(first) // 2)], *second[len(second) // 2 :]])
            made = f"{made}{'?' if role == 'therapist' and chance.random() < 0.5 else '.'}"
            if made not in seen:
                seen.add(made)
                text = f"{text} {made}".strip()
        start = words * 60.0 / WORDS_A_MINUTE
        words += len(text.split())
        turns.append({"speaker": role, "start": start, "end": words * 60.0 / WORDS_A_MINUTE, "text": text})
    return transcript_from_dict({"turns": turns})


def long_note(count: int = NOTE, seed: int = SEED) -> list[str]:
    """Sentences of notes, of every kind."""
    return random.Random(seed).sample(material()[1], count)


def speed(services: Services) -> dict[str, Any]:
    """Seconds to prepare the session and to check the note, and the floor of each."""
    transcript, note = long_session(), long_note()
    checker = services.tools.checker()
    counting = Counting(checker.embedder) if checker.embedder is not None else None
    counted = Checker(counting, votes=checker.votes)
    counted.check_all(note[:2], counted.prepare(long_session(1.0)))  # models are loaded, memory is warm
    if counting is not None:
        counting.texts.clear()
    prepared, preparing = timed(lambda: counted.prepare(transcript))
    texts = {"prepare": list(counting.texts) if counting else []}
    tries: list[float] = []
    for _ in range(TRIES):
        if counting is not None:
            counting.texts.clear()
        results, took = timed(lambda: counted.check_all(note, prepared))
        assert len(results) == NOTE
        tries.append(took)
    texts["check"] = list(counting.texts) if counting else []
    return {
        "minutes": round(transcript.duration / 60.0, 1),
        "turns": len(transcript.turns),
        "moments": len(prepared.moments),
        "words": sum(len(turn.text.split()) for turn in transcript.turns),
        "sentences": len(note),
        "voters": "second reader" if checker.votes.present else "none installed",
        "prepare_s": round(preparing, 3),
        "check_s": round(min(tries), 3),
        "check_median_s": round(statistics.median(tries), 3),
        **{f"{name}_floor_s": floor for name, floor in _floors(services, texts).items()},
    }


def timed(act: Callable[[], T]) -> tuple[T, float]:
    """What `act` gives, and how long it takes."""
    began = time.perf_counter()
    found = act()
    return found, time.perf_counter() - began


def _floors(services: Services, texts: dict[str, list[str]]) -> dict[str, float]:
    """Seconds that the sentence model must multiply for these texts; nothing where none is installed."""
    if services.models.entry("embedding") is None:
        return {}
    tokenizer = Tokenizer.from_file(str(Path(services.models.load_request("embedding").path) / "tokenizer.json"))
    tokenizer.no_padding()
    rates = floors.measure()
    found: dict[str, float] = {}
    for name, asked in texts.items():
        tokens = sum(len(each.ids) for each in tokenizer.encode_batch(asked))
        found[name] = round(rates.seconds(2.0 * WEIGHTS * tokens, 4.0 * WEIGHTS), 3)
    return found


# ---- all of it -------------------------------------------------------------------------------------


def rows() -> dict[str, Any]:
    """Everything, for the report."""
    with tempfile.TemporaryDirectory() as folder:
        usual = Places.usual()
        services = build_services(Places(Path(folder) / "vault", usual.models, Path(folder) / "settings.toml"))
        try:
            embedder = services.tools.checker().embedder
            found: dict[str, Any] = {"threshold": THRESHOLD, "words and rules": quality(Checker(None))}
            if embedder is not None:
                found["with meaning"] = quality(Checker(embedder))
            if services.models.entry("entailment") is not None:
                found["with a second reader"] = quality(services.tools.checker())
            found["speed"] = speed(services)
        finally:
            services.close()
    return found


def lines(report: dict[str, Any]) -> Iterable[str]:
    """The report as a table."""
    for name, parts in report.items():
        if name in ("threshold", "speed"):
            continue
        for part, figures in parts.items():
            true = figures["true_marked"]
            yield (
                f"  check, {name}, {part.replace('_', ' ')}: {figures['sentences']} sentences of {figures['sessions']} "
                f"sessions, AUC {figures['auc']}, true sentences marked {true['marked']}/{true['of']}"
            )
            if part == "sealed":  # one total, so that nobody is led to look
                missed, of = (sum(each[key] for each in figures["kinds"].values()) for key in ("missed", "of"))
                yield f"    corruptions of all kinds missed {missed}/{of}"
                continue
            for kind, each in sorted(figures["kinds"].items()):
                share = f"{each['share']:.0%}" if each["share"] is not None else "-"
                yield f"    {kind:20} missed {each['missed']:3}/{each['of']:<3} {share:>5}   AUC {each['auc']}"
    quick = report["speed"]
    yield (
        f"  check {quick['sentences']} sentences against {quick['minutes']} minutes ({quick['turns']} turns, "
        f"{quick['words']} words; second opinions: {quick['voters']}): {quick['check_s']} s "
        f"(floor {quick.get('check_floor_s', '-')}), the session read before in {quick['prepare_s']} s "
        f"(floor {quick.get('prepare_floor_s', '-')})"
    )


def main() -> int:
    """Print the table, and the same as JSON to the file that is named."""
    found = rows()
    print("\n".join(lines(found)))
    for path in sys.argv[1:2]:
        Path(path).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
