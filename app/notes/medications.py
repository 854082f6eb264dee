"""Names of medicines that were perhaps misheard: suggested with what was heard beside what may be meant, never changed.

Recognisers write a name that they do not know as words that sound like it ("set raline", "sero quell"). One to three
words in a row are compared with every name of the lexicon, by spelling and by sound. Where the talk is of medicines
anyway a smaller likeness is enough. Common English words are never taken for a name, nor is what was heard right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import yaml

from app.domain.errors import TemplateInvalid
from app.domain.transcript import Transcript, Turn
from app.late import late
from app.notes.templates import RESOURCES
from app.notes.text import stem, stems, tidy

if TYPE_CHECKING:
    from rapidfuzz import distance
else:
    distance = late("rapidfuzz.distance")

LEXICONS = RESOURCES / "lexicons"
SURE, NEAR = 0.82, 0.74
"""Likeness (mean of spelling and sound, 0.0 to 1.0) from which a name is suggested: anywhere, and beside words about
medicines. Chosen by looking at invented mishearings and at real counselling conversations: a little lower, and everyday
words become medicines."""
LEAST_SOUND = 0.68
SHORTEST = 5
"""Letters that a name and what was heard must have: shorter ones are like too many words."""
_MOST_WORDS = 3
_BESIDE = 10  # words before and after in which the talk is of medicines
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_CONTRACTION = re.compile(r"n't\b|'(?:m|re|ve|ll|d)\b")
_ABOUT = frozenset(stems(
    "medication medicine meds med pill tablet capsule dose dosage milligram mg prescribe prescription prescriber "
    "psychiatrist doctor pharmacy pharmacist refill taper antidepressant antipsychotic stabilizer stimulant withdrawal"
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words of a turn that may be a medicine's name.

    `turn` is its number in the transcript; `first` to before `last` are places in `Turn.text.split()`, which are those
    of `Turn.words` unless the text was corrected. `reason` is "spelling", "sound" or "spelling and sound".
    """

    turn: int
    first: int
    last: int
    heard: str
    meant: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A name to compare with."""

    written: str  # as it should be read
    letters: str
    sound: str


def suggestions(transcript: Transcript, own: Sequence[str] = ()) -> list[Suggestion]:
    """Every suggestion for a transcript, in order, none overlapping.

    `own` are further names, such as those of a client's chart; they go before the lexicon's. Raises TemplateInvalid
    where a word list is damaged.
    """
    names = (*(name for term in own if (name := _name(term)) is not None), *_lexicon())
    known = common_words().union(name.letters for name in names)
    found: list[Suggestion] = []
    for number, turn in enumerate(transcript.turns):
        before = transcript.turns[number - 1].text.split()[-_BESIDE:] if number else []
        found += _in_turn(number, turn, before, names, known)
    return found


def _in_turn(
    number: int, turn: Turn, before: Sequence[str], names: tuple[_Name, ...], known: frozenset[str]
) -> Iterator[Suggestion]:
    """`known`: words that are right as they were heard."""
    words = turn.text.split()
    plain = [_plain(word) for word in words]
    about = [stem(each) in _ABOUT for each in (*map(_plain, before), *plain)]
    rare = [bool(each) and not _is_known(each, known) for each in plain]
    rare = [odd and not _CONTRACTION.search(tidy(word).lower()) for odd, word in zip(rare, words, strict=True)]
    hits: list[tuple[float, Suggestion]] = []
    for first in range(len(words)):
        for last in range(first + 1, min(first + _MOST_WORDS, len(words)) + 1):
            if not any(rare[first:last]) or not all(plain[first:last]) or _breaks(words[first:last]):
                continue
            near = about[max(first + len(before) - _BESIDE, 0) : last + len(before) + _BESIDE]
            best = _nearest("".join(plain[first:last]), names, NEAR if any(near) else SURE)
            if best is not None and not _says(plain[first:last], best[0]):
                likeness, heard = best[1], " ".join(_bare(word) for word in words[first:last])
                hits.append((likeness, Suggestion(number, first, last, heard, best[0].written, best[2])))
    yield from _apart(hits)


def _nearest(heard: str, names: tuple[_Name, ...], least: float) -> tuple[_Name, float, str] | None:
    """The name most like `heard`, how like it is, and why; None where none is like it enough."""
    if len(heard) < SHORTEST:
        return None
    sound, best = sound_of(heard), None
    for name in names:
        if abs(len(name.letters) - len(heard)) > 4:
            continue
        spelt = distance.Indel.normalized_similarity(heard, name.letters)
        heard_alike = distance.Levenshtein.normalized_similarity(sound, name.sound)
        likeness = (spelt + heard_alike) / 2
        if likeness >= max(least, best[1] if best else 0.0) and heard_alike >= LEAST_SOUND:
            best = name, likeness, _reason(spelt, heard_alike)
    return best


def _reason(spelt: float, sounds: float) -> str:
    if min(spelt, sounds) >= SURE:
        return "spelling and sound"
    return "sound" if sounds > spelt else "spelling"


def _apart(hits: list[tuple[float, Suggestion]]) -> list[Suggestion]:
    """Of suggestions that overlap the best one, of equally good ones that of fewest words; in order."""
    taken: set[int] = set()
    kept: list[Suggestion] = []
    for _, hit in sorted(hits, key=lambda each: (-each[0], each[1].last - each[1].first, each[1].first)):
        places = set(range(hit.first, hit.last))
        if not places & taken:
            taken |= places
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _is_known(word: str, known: frozenset[str]) -> bool:
    """A common word or a name, or a usual form of one ("walking", "Zoloft's")."""
    forms = {word} | {word.removesuffix(end) for end in ("s", "es", "ed", "d", "ing", "ly")}
    forms |= {word.removesuffix(end) + "e" for end in ("ing", "ly") if word.endswith(end)}
    return bool(forms & known)


def _says(words: Sequence[str], name: _Name) -> bool:
    """Whether one of the words is the name itself: then nothing was misheard."""
    return any(word in (name.letters, name.letters + "s") for word in words)


def _breaks(words: Sequence[str]) -> bool:
    """Whether a sentence ends within the words."""
    return any(word.endswith((".", "?", "!", "…", ",", ";", ":")) for word in words[:-1])


def _bare(word: str) -> str:
    return word.strip(".,;:?!…\"'“”‘’()-")


def _plain(word: str) -> str:
    """Letters alone, small; "" for a number or a mark."""
    found = _WORD.findall(tidy(word).lower())
    return "".join(found).removesuffix("'s").replace("'", "")


def _name(written: str) -> _Name | None:
    letters = _plain(written.replace(" ", ""))
    return _Name(written.strip(), letters, sound_of(letters)) if len(letters) >= SHORTEST else None


@lru_cache(maxsize=1)
def medicines() -> tuple[str, ...]:
    """Names as they are written, the usual ones first; of each medicine the generic name, then its brands.

    Raises TemplateInvalid.
    """
    try:
        listed = yaml.safe_load((LEXICONS / "medications.yaml").read_text(encoding="utf-8"))
        return tuple(str(n) if not place else str(n).capitalize() for names in listed for place, n in enumerate(names))
    except (OSError, yaml.YAMLError, UnicodeDecodeError, TypeError) as error:
        raise TemplateInvalid("the word list medications.yaml cannot be read") from error


@lru_cache(maxsize=1)
def _lexicon() -> tuple[_Name, ...]:
    return tuple(name for each in medicines() if (name := _name(each)) is not None)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """English words and given names that are never taken for a medicine. Raises TemplateInvalid."""
    try:
        lines = (LEXICONS / "common_words.txt").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateInvalid("the word list common_words.txt cannot be read") from error
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


# ---- sound ---------------------------------------------------------------------------------------

_SOUNDS = tuple((re.compile(pattern), sound) for pattern, sound in (
    (r"^x", "s"), (r"^ps", "s"), (r"^kn", "n"), (r"^wr", "r"), (r"e$", ""), (r"ph", "f"), (r"gh(?=[^aeiouy]|$)", ""),
    (r"tch|ch(?![lr])", "j"), (r"sch|sh|ti(?=on)|ci(?=a)", "j"), (r"ch", "k"), (r"th", "t"), (r"qu", "kw"),
    (r"wh", "w"), (r"x", "ks"), (r"ck", "k"), (r"c(?=[eiy])", "s"), (r"[cq]", "k"), (r"g(?=[eiy])", "j"), (r"dg", "j"),
    (r"z", "s"), (r"v", "f"), (r"b", "p"), (r"d", "t"), (r"g", "k"),
    (r"(?<=[aeiouy])[rw](?=[^aeiouy]|$)", ""),  # colours a vowel, or is not heard
    (r"h", ""), (r"^y(?=[aeiou])", "j"), (r"[aeiouy]+", "a"), (r"(.)\1+", r"\1"),
))  # fmt: skip


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    """How a word in small letters sounds, coarsely: one sign for all vowels, voiced consonants as voiceless ones.

    Made for recognisers' errors, which keep the beat of a word and its kinds of consonants: "zyprexa" and "zai prexa"
    are one. Not a standard key (Metaphone's exact keys differ at the first wrong vowel or split).
    """
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def by_turn(found: Sequence[Suggestion]) -> dict[int, list[Suggestion]]:
    """Suggestions by the turn they are in."""
    return {turn: list(group) for turn, group in groupby(found, key=lambda each: each.turn)}
