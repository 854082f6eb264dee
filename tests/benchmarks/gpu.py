"""With a graphics card (CUDA): how fast words, speakers and the note model are, with models of the real size.

    python -m tests.benchmarks.gpu

Large-v3-turbo-size Whisper in float16, pyannote with windows 1 s apart, a 4B and an 8B note model at Q4_0, each in
the program's own engine, each alone. Without CUDA it says so and gives no rows; a part whose library was built
without CUDA is said too and gives none. The rows go to `bench-out/gpu.json`. Nothing passes or fails.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from app.offline import go_offline

go_offline()

from app.audio.decode import SoundFile  # noqa: E402 - the switches come first
from app.domain.engines import Question  # noqa: E402
from app.domain.placement import Device  # noqa: E402
from app.domain.transcript import SAMPLE_RATE  # noqa: E402
from app.services.catalogue import load_catalogue  # noqa: E402
from app.services.paths import DEMO_SOUND  # noqa: E402
from tests.benchmarks import stand_ins  # noqa: E402
from tests.benchmarks.machine import describe  # noqa: E402

OUT = Path("bench-out")
STRETCH_SECONDS, BATCH = 8.0, 8
SOUND_SECONDS, HOP = 600.0, 1.0
PROMPT_TOKENS, ANSWER_TOKENS = 4096, 128
TRIES = 3
SPEECH, SPEAKERS = "whisper-turbo-stand-in", "pyannote-stand-in"
NOTES = {"4B": "note-4b-stand-in", "8B": "note-8b-stand-in"}
SCHEMA: dict[str, object] = {"type": "array", "minItems": 8, "items": {"type": "string", "minLength": 60}}

Rows = dict[str, float]


def card() -> str | None:
    """The graphics card's name; None where neither torch nor CTranslate2 sees one."""
    import ctranslate2
    import torch

    if torch.cuda.is_available():
        return str(torch.cuda.get_device_name(0))
    return _asked_name() if ctranslate2.get_cuda_device_count() > 0 else None


def _asked_name() -> str:
    try:
        done = subprocess.run(
            ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "a CUDA device"
    return done.stdout.strip().splitlines()[0]


def main() -> int:
    """Measure what can be measured on a card. Returns 0."""
    from app.engines.torchaudio_parts import use_python_parts_of_torchaudio

    use_python_parts_of_torchaudio()
    name = card()
    if name is None:
        print("No CUDA device here: 0 rows.")
        return 0
    rows: Rows = {}
    for what, measure in (("words", words), ("speakers", speakers), ("note models", notes)):
        reason = measure(rows)
        print(f"{what}: {reason or 'measured'}", flush=True)
    report = {"machine": {**describe(), "card": name}, "rows": rows}
    OUT.mkdir(exist_ok=True)
    (OUT / "gpu.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows)} rows")
    for row, value in rows.items():
        print(f"  {row:66} {value:>10}")
    return 0


def _seconds(act: Callable[[], Any]) -> float:
    """The middle of some tries, after one that does not count."""
    act()
    times: list[float] = []
    for _ in range(TRIES):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _sound(seconds: float) -> bytes:
    with SoundFile(DEMO_SOUND) as file:
        once = b"".join(file.blocks())
    size = int(seconds * SAMPLE_RATE) * 2
    return (once * (size // len(once) + 1))[:size]


def words(rows: Rows) -> str:
    """One stretch of voice alone, as live, and batches of them, as with a file. Returns why not, or ""."""
    import ctranslate2

    from app.engines.sound import samples_from
    from app.engines.speech import SpeechSettings, WhisperRecogniser

    if ctranslate2.get_cuda_device_count() == 0:
        return "CTranslate2 sees no card: no rows"
    folder = stand_ins.ensure([SPEECH]) / SPEECH
    settings = SpeechSettings(device="cuda", compute_type="float16", fixed_tokens=stand_ins.FIXED_TOKENS)
    recogniser = WhisperRecogniser(folder, settings)
    stretch = samples_from(_sound(STRETCH_SECONDS))
    one = _seconds(lambda: recogniser.recognise([stretch], ()))
    many = _seconds(lambda: recogniser.recognise([stretch] * BATCH, ()))
    rows[f"large-v3-turbo size: a stretch of {STRETCH_SECONDS:g} s (s)"] = round(one, 3)
    rows[f"large-v3-turbo size: batches of {BATCH} (times real time)"] = round(BATCH * STRETCH_SECONDS / many, 1)
    return ""


def speakers(rows: Rows) -> str:
    """The whole pipeline over ten minutes. Returns why not, or ""."""
    import torch

    from app.engines.speakers import PyannoteDiarizer, SpeakerSettings

    if not torch.cuda.is_available():
        return "this torch was built without CUDA: no rows"
    folder = stand_ins.ensure([SPEAKERS])
    entry = load_catalogue(folder / "catalogue.toml")[SPEAKERS]
    diarizer = PyannoteDiarizer(folder / SPEAKERS, msgspec.convert(entry.settings, SpeakerSettings))
    if diarizer.placed.device is Device.PROCESSOR:
        return f"the models stayed on the processor ({diarizer.placed.fell_back or 'no card'}): no rows"
    sound = _sound(SOUND_SECONDS)
    took = _seconds(lambda: diarizer.diarize(sound, 2, hop=HOP))
    rows[f"speakers of {SOUND_SECONDS / 60:g} minutes, windows {HOP:g} s apart (s)"] = round(took, 2)
    return ""


def notes(rows: Rows) -> str:
    """Reading and answering with each size of note model. Returns why not, or ""."""
    import llama_cpp

    from app.engines.language import LanguageSettings, LlamaModel

    if not llama_cpp.llama_supports_gpu_offload():
        return "llama.cpp was built without CUDA (packaging/README.md): no rows"
    folder = stand_ins.ensure(NOTES.values())
    text = "The client said that sleep was better this week. "
    for size, name in NOTES.items():
        file = next((folder / name).glob("*.gguf"))
        began = time.perf_counter()
        model = LlamaModel(file, LanguageSettings(context_tokens=2 * PROMPT_TOKENS, gpu_layers=-1))
        if model.placed.device is Device.PROCESSOR:
            model.close()
            return f"the {size} model stayed on the processor ({model.placed.fell_back or 'no card'}): no rows for it"
        rows[f"{size} note model: loading (s)"] = round(time.perf_counter() - began, 2)
        prompt = text * (PROMPT_TOKENS // model.count_tokens(text))
        tokens = model.count_tokens(prompt)
        took = _seconds(lambda model=model, prompt=prompt, tokens=tokens: _read(model, prompt, tokens))  # type: ignore[misc]
        rows[f"{size} note model: reading (tokens/s)"] = round(tokens / took, 1)
        began = time.perf_counter()
        asked = model.ask(Question("Write.", SCHEMA, ANSWER_TOKENS))
        took = time.perf_counter() - began
        rows[f"{size} note model: answering after {tokens} tokens (tokens/s)"] = round(asked.answer / took, 1)
        model.close()
    return ""


def _read(model: Any, prompt: str, tokens: int) -> None:
    model.start("You write one section of a note.")
    model.read_on([prompt], 2 * tokens)


if __name__ == "__main__":
    sys.exit(main())
