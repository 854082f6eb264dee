"""How hard a passphrase is to guess: a rough, offline estimate that errs on the low side.

It thinks as a guesser does: common words and patterns cost little, whatever is done to them; a word
counts as one of some thousands; only what is left counts by its characters.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise

from app.vault.kdf import normalise

SHORTEST = 12
_FAIR_BITS = 40.0
_STRONG_BITS = 55.0

_WORD_BITS = 12.0  # one of 4096 words
_COMMON_BITS = 6.0
_RUN_BITS = 6.0  # a run such as "aaaa", "1234", "qwerty"
_REPEATED_BITS = 1.0
_CHARACTER_BITS = 4.0
_DIGIT_BITS = 3.3
_SYMBOL_BITS = 4.5
_YEAR_BITS = 6.0

_COMMON = frozenset(
    """
    abc abcd admin angel april asdf august autumn baby batman bitte changeme charlie cheese computer correct
    daniel december dragon enter february flower football freedom friday friend geheim hallo hello horse iloveyou
    jordan july june killer king letmein login love lovely march master michael monday monkey mother music nothing
    november october office pass passphrase passwd password passwort princess private psychotherapy qwerty qwertz
    sample saturday secret september session shadow soccer sommer sotto spring staple battery starwars summer sunday
    sunshine superman test therapist therapy this thursday trustno tuesday user vault vacation wednesday welcome
    whatever winter word work
    """.split()  # noqa: SIM905 (a list of quoted words is harder to read and to add to)
)
_ROWS = tuple(
    row * 2  # runs go round: 890123
    for row in (
        "qwertzuiop",
        "qwertyuiop",
        "asdfghjkl",
        "yxcvbnm",
        "zxcvbnm",
        "1234567890",
        "abcdefghijklmnopqrstuvwxyz",
    )
)
_UNLEET = str.maketrans("013457@$!", "oieastasi")
_PIECE = re.compile(r"[^\W\d_]+|\d+|[\W_]")
_CORE = re.compile(r"([\W\d_]*?)(\S*[^\W\d_])([\W\d_]*)")


class Strength(StrEnum):
    """What the screen says of a passphrase."""

    TOO_SHORT = "too_short"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def strength(passphrase: str) -> Strength:
    """How strong `passphrase` is. Nothing is stored or looked up anywhere."""
    text = normalise(passphrase)
    if len(text) < SHORTEST:
        return Strength.TOO_SHORT
    bits = estimated_bits(text)
    if bits < _FAIR_BITS:
        return Strength.WEAK
    return Strength.FAIR if bits < _STRONG_BITS else Strength.STRONG


def estimated_bits(text: str) -> float:
    """About how many bits a guesser has to find. Rough: a guide for the screen, not a proof."""
    lowered = text.casefold()
    seen: set[str] = set()
    bits = 0.0
    for piece in _PIECE.findall(_plain_words(lowered)):
        if piece in seen:
            bits += 0.0 if piece == " " else _REPEATED_BITS
            continue
        seen.add(piece)
        bits += _piece_bits(piece)
    # Capital letters inside words are a choice; one at a word's beginning is a habit.
    return bits + sum(1.0 for before, here in pairwise(text) if before.islower() and here.isupper())


def _plain_words(lowered: str) -> str:
    """P4ssw0rd! is password!"""
    return " ".join(_plain_word(word) for word in lowered.split())


def _plain_word(word: str) -> str:
    if (parts := _CORE.fullmatch(word)) is None:
        return word
    plain = parts[2].translate(_UNLEET)
    return parts[1] + plain + parts[3] if plain in _COMMON else word


def _piece_bits(piece: str) -> float:
    if len(set(piece)) == 1:
        return min(_RUN_BITS, _SYMBOL_BITS * len(piece)) if piece != " " else 1.0
    if piece in _COMMON or (len(piece) > 2 and any(piece in row or piece in row[::-1] for row in _ROWS)):
        return _COMMON_BITS
    if piece.isdigit():
        return _YEAR_BITS if re.fullmatch(r"(19|20)\d\d", piece) else _DIGIT_BITS * len(piece)
    if not piece.isalpha():
        return _SYMBOL_BITS * len(piece)
    if _looks_random(piece):
        return _CHARACTER_BITS * len(piece)
    # Two words written as one, or a rarer long one, cost more than a short one.
    return min(_CHARACTER_BITS * len(piece), _WORD_BITS + max(0, len(piece) - 8))


def _looks_random(piece: str) -> bool:
    """No word of a Latin alphabet has so few or so many vowels."""
    vowels = sum(character in "aeiouyäöüéèáíóúàâêîôû" for character in piece)
    return len(piece) >= 5 and piece.isascii() and not 0.15 <= vowels / len(piece) <= 0.75
