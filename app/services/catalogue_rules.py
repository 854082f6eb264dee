"""What an entry of the catalogue must hold to be believed: one rule for each way in which it can be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from app.domain.chat_formats import CHAT_FORMATS

if TYPE_CHECKING:
    from app.services.catalogue import ModelEntry

LICENCES = ("MIT", "Apache-2.0", "CC-BY-4.0", "CC0-1.0")
"""Those that permit use at work and handing on."""
SENTENCE = 120
"""Characters that a line in the table of models has room for."""
MOST_TOKENS = 131_072

SETTINGS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "speech": {
        "device": str,
        "compute_type": str,
        "language": str,
        "beam_size": int,
        "hotwords": int,
        "word_shift": (int, float),
        "fixed_tokens": int,
    },
    "speakers": {
        "window": (int, float),
        "embedding": str,
        "clustering": dict,
        "voices": int,
        "at_once": int,
        "onset": (int, float),
        "shortest_silence": (int, float),
    },
    "embedding": {},
    "entailment": {"weights": str, "labels": list, "max_tokens": int},
    "note": {
        "name": str,
        "chat_format": str,
        "context_tokens": int,
        "seed": int,
        "kv_type": str,
        "gpu_layers": int,
    },
}
"""What each task's engine can be told, and of which kind; the engines' own settings are the same."""

VOICE_MODELS = ("WeSpeakerResNet34", "XVectorMFCC")
CLUSTERINGS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "VBxClustering": {"threshold": (int, float), "Fa": (int, float), "Fb": (int, float)},
    "AgglomerativeClustering": {"method": str, "min_cluster_size": int, "threshold": (int, float)},
}
"""By the library's names, what each must be told."""

CHOICES: dict[str, tuple[str, ...]] = {
    "device": ("auto", "cpu", "cuda"),
    "compute_type": ("auto", "int8", "int8_float16", "int8_float32", "float16", "float32"),
    "kv_type": ("q8_0", "f16"),
}
"""Settings that are one of a few words."""
RANGES: dict[str, tuple[float, float]] = {
    "beam_size": (1, 16),
    "hotwords": (0, 223),
    "word_shift": (-1, 1),
    "fixed_tokens": (0, 448),
    "window": (1, 30),
    "voices": (1, 10),
    "at_once": (0, 4),
    "onset": (0, 1),
    "shortest_silence": (0, 5),
    "max_tokens": (16, 512),
    "context_tokens": (1024, MOST_TOKENS),
    "gpu_layers": (-1, 1000),
}
"""Settings that are numbers: the least and the most of each."""

_RUNNABLE = re.compile(r"\.(py|pyc|pkl|pickle|pt|pth|ckpt|joblib|so|dll|dylib|exe|sh|bat|js)$", re.IGNORECASE)
_PICKLED = "pytorch_model.bin"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names that Windows keeps to itself
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def problems(entry: ModelEntry) -> Iterator[str]:
    """What is wrong with an entry, each in a sentence without its end; nothing for a good one."""
    yield from _words(entry)
    yield from _places(entry)
    yield from _files(entry)
    yield from _origin(entry)
    yield from _languages(entry)
    yield from _numbers(entry)
    yield from _settings(entry)


def clashes(entry: ModelEntry, others: dict[str, ModelEntry]) -> Iterator[str]:
    """What is wrong with an entry beside those that came before it, by their ids."""
    if entry.id in others:
        yield "its id stands twice"
    for other in others.values():
        if entry.title.casefold() == other.title.casefold():
            yield f"its title is that of '{other.id}'"
        if entry.where == other.where == "models":
            one, two = (PurePosixPath(e.path.casefold()) for e in (entry, other))
            if one == two or one in two.parents or two in one.parents:
                yield f"its folder and that of '{other.id}' are one, or lie in one another"


def _words(entry: ModelEntry) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", entry.id) or entry.id.endswith("."):
        yield "an id is made of small letters, digits, '-' and '.'"
    for name in ("title", "description", "good_for", "attribution", "notice"):
        text = getattr(entry, name)
        if not text.strip():
            yield f"it has no {name}"
        elif text != " ".join(text.split()) or not text.isprintable():
            yield f"its {name} must be one line, without spaces before or after"
    if not entry.good_for.endswith(".") or len(entry.good_for) > SENTENCE:
        yield f"good_for must be one sentence with a full stop, of at most {SENTENCE} characters"
    for licence in entry.licence.split(", "):
        if licence not in LICENCES:
            yield f"its licence must be one of {', '.join(LICENCES)}, not '{licence}'"
    if "CC-BY" in entry.licence and "https://creativecommons.org/licenses/by/" not in entry.notice:
        yield "its licence wants a link to itself in the notice"
    if "MIT" in entry.licence and "Copyright" not in entry.notice:
        yield "its licence wants the copyright line in the notice"


def _places(entry: ModelEntry) -> Iterator[str]:
    for path in (entry.path, *(file.path for file in entry.files)):
        if not _inside(path):
            yield f"the path '{path}' must stay inside the model's folder, on every kind of computer"
    if entry.task == "speakers" and "pyannote" not in entry.path:
        yield "the path of a speakers' model must contain 'pyannote'"
    if entry.where == "package" and not entry.path.partition("/")[0].isidentifier():
        yield "the path must begin with the name of a package"


def _inside(path: str) -> bool:
    parts = path.split("/")
    return all(
        part
        and part.isprintable()
        and not part.startswith(".")
        and not part.endswith((".", " "))
        and not _RESERVED.fullmatch(part)
        and not set(part) & set('\\:*?"<>|')
        for part in parts
    )


def _files(entry: ModelEntry) -> Iterator[str]:
    if not entry.files:
        yield "it has no files"
    seen: set[PurePosixPath] = set()
    for file in entry.files:
        path = PurePosixPath(file.path.casefold())
        if path in seen:
            yield f"the file {file.path} stands twice"
        if any(path in other.parents or other in path.parents for other in seen):
            yield f"{file.path} is a file and a folder at once"
        seen.add(path)
        if file.bytes <= 0 or not re.fullmatch(r"[0-9a-f]{64}", file.sha256):
            yield f"{file.path} needs its size and a SHA-256 of 64 small hexadecimal digits"
        if _RUNNABLE.search(file.path) or (path.name == _PICKLED and entry.task != "speakers"):
            yield f"{file.path} could run a program when it is loaded"
    if entry.task == "note" and (len(entry.files) != 1 or not entry.files[0].path.endswith(".gguf")):
        yield "a note model is one file that ends in .gguf"


def _origin(entry: ModelEntry) -> Iterator[str]:
    if entry.where != "models":
        if entry.revision or entry.unconfirmed:
            yield "only what is fetched into the models folder has a revision, or is unconfirmed"
        return
    if not _REPOSITORY.fullmatch(entry.repository) or ".." in entry.repository:
        yield "it needs the repository that its files come from, as owner/name"
    if not re.fullmatch(r"[0-9a-f]{40}", entry.revision):
        yield "its revision must be the 40 small hexadecimal digits of one commit, never a branch such as 'main'"
    if not entry.speed:
        yield "it needs a speed: fast, medium or slow"
    if entry.memory_mb == 0:
        yield "it needs memory_mb"


def _languages(entry: ModelEntry) -> Iterator[str]:
    known = entry.languages
    if entry.task == "speakers":
        if known:
            yield "a speakers' model has no languages"
        return
    if not known:
        yield "it needs its languages"
    if len(set(known)) != len(known) or ("*" in known and len(known) > 1):
        yield "its languages must each stand once, or be '*' alone"
    for code in known:
        if code != "*" and not _LANGUAGE.fullmatch(code):
            yield f"'{code}' is not the code of a language, such as 'en'"
    spoken = entry.settings.get("language")
    if entry.task == "speech" and spoken is not None and "*" not in known and spoken not in known:
        yield f"it is told to write '{spoken}', which is none of its languages"


def _numbers(entry: ModelEntry) -> Iterator[str]:
    if entry.judges and entry.task != "note":
        yield "only a note model judges"
    if entry.memory_mb < 0:
        yield "memory_mb must be more than 0"
    if entry.task == "note" and 0 < entry.memory_mb < entry.size_bytes / 1e6:
        yield "memory_mb is less than its weights alone take"


def _settings(entry: ModelEntry) -> Iterator[str]:
    known = SETTINGS[entry.task]
    for name, value in entry.settings.items():
        if name not in known:
            yield f"its engine has no setting '{name}'"
        elif not isinstance(value, known[name]) or isinstance(value, bool):
            yield f"the setting '{name}' is of the wrong kind"
        elif name in CHOICES and value not in CHOICES[name]:
            yield f"{name} must be one of {', '.join(CHOICES[name])}, not '{value}'"
        elif name in RANGES and not RANGES[name][0] <= entry.settings[name] <= RANGES[name][1]:
            yield f"{name} must be between {RANGES[name][0]} and {RANGES[name][1]}"
    if entry.task == "note":
        yield from _note_settings(entry.settings)
    if entry.task == "speakers":
        yield from _speaker_settings(entry.settings)
    weights = entry.settings.get("weights")
    if weights is not None and weights not in {file.path for file in entry.files}:
        yield f"the weights '{weights}' are none of its files"
    labels = entry.settings.get("labels")
    if isinstance(labels, list) and sorted(map(str, labels)) != ["contradiction", "entailment", "neutral"]:
        yield "its labels must be contradiction, entailment and neutral, in the order of its answers"


def _speaker_settings(settings: dict[str, Any]) -> Iterator[str]:
    clustering = settings.get("clustering", {})
    if "window" not in settings:
        yield "it needs its window, in seconds"
    if settings.get("embedding") not in VOICE_MODELS:
        yield f"its embedding must be one of {', '.join(VOICE_MODELS)}"
    if not isinstance(clustering, dict):
        return
    if clustering.get("name") not in CLUSTERINGS:
        yield f"its clustering must name one of {', '.join(CLUSTERINGS)}"
        return
    limits = CLUSTERINGS[clustering["name"]]
    for name, value in clustering.items():
        if name != "name" and (name not in limits or not isinstance(value, limits[name]) or isinstance(value, bool)):
            yield f"its clustering has no '{name}' of this kind"
    for name in sorted(limits.keys() - clustering.keys()):
        yield f"its clustering needs '{name}'"


def _note_settings(settings: dict[str, Any]) -> Iterator[str]:
    chat = settings.get("chat_format")
    if chat not in CHAT_FORMATS:
        yield f"its chat_format must be one of {', '.join(CHAT_FORMATS)}" + (f", not '{chat}'" if chat else "")
    if "context_tokens" not in settings:
        yield "it needs context_tokens"
