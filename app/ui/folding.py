"""Letters as one looks for them: without case and accents."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """`text` in lower case and without accents; as many letters as before, so that places stay what they are."""
    return "".join(_letter(each) for each in text)


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    base = unicodedata.normalize("NFKD", letter)[0].lower()
    return base if len(base) == 1 else letter
