"""Words as the search knows them: without accents and capitals, wherever they stand in a text.

The index holds words in this form, and what is typed is brought into it: one place decides for both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

FORM = f"1/{unicodedata.unidata_version}"
"""Changes with the form of the words: an index that was made with another one is made anew."""
LONGEST = 64
"""Letters of a word that count; a longer one is no word."""

# Chinese and Japanese are written without spaces: each character is a word, and a run of them a phrase.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])(?:(?![{_UNSPACED}])[^\W_]|[\u0300-\u036f])*")
_PLAIN = re.compile(r"[a-z0-9]+")
_ALONE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of a text in the search's form, with where it begins and ends in the text as it stands."""
    if text.isascii():
        for found in _PLAIN.finditer(text.lower()):
            yield found[0][:LONGEST], found.start(), found.end()
        return
    for found in _WORD.finditer(text):
        word = fold(found[0])
        if word:
            yield word, found.start(), found.end()


def fold(word: str) -> str:
    """One word in the search's form; "" where nothing of it is left."""
    if word.isascii():
        return word.lower()[:LONGEST]
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_ALONE))
    return "".join(c for c in apart.casefold() if c.isalnum())[:LONGEST]
