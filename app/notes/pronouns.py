"""The client's pronouns in what the note model wrote: put right where it is clear that the client is meant.

A model guesses at "he" and "she". Whose a pronoun is, is read from the words that the sentence stands on: where
nobody else was spoken of, it can only be the client's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.notes.text import tokens


@dataclass(frozen=True, slots=True)
class Forms:
    """A set of pronouns: "they", "them", "their", "theirs", "themselves"; `plural` verbs go with it."""

    subject: str
    object: str
    possessive: str
    alone: str
    reflexive: str
    plural: bool = False


_KNOWN = {
    "she": Forms("she", "her", "her", "hers", "herself"),
    "he": Forms("he", "him", "his", "his", "himself"),
    "they": Forms("they", "them", "their", "theirs", "themselves", plural=True),
    "ze": Forms("ze", "zir", "zir", "zirs", "zirself"),
    "xe": Forms("xe", "xem", "xyr", "xyrs", "xemself"),
}
_WORD = re.compile(r"\b(?:she|her|hers|herself|he|him|his|himself)(?:'s|'d|'ll)?\b", re.IGNORECASE)
_HERS = frozenset(("she", "her", "hers", "herself"))
_HIS = frozenset(("he", "him", "his", "himself"))
_PEOPLE = frozenset(
    """mother mom mum mama father dad papa parent parents sister brother sibling wife husband partner spouse boyfriend
    girlfriend fiance fiancee son daughter child kid baby boy girl man woman guy lady person someone somebody everyone
    aunt uncle cousin niece nephew grandmother grandma grandfather grandpa friend roommate flatmate neighbor neighbour
    boss manager supervisor colleague coworker teacher professor coach doctor psychiatrist nurse dentist lawyer judge
    officer landlord stranger therapist counselor counsellor clinician ex mother-in-law stepmother stepfather
    stepdad stepmom pastor priest sponsor client patient caseworker""".split()  # noqa: SIM905
)
_NAME = re.compile(r"(?<=[a-z,;] )(?!I\b)[A-Z][a-z]{2,}\b")
_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()  # noqa: SIM905
)
_AFTER_OBJECT = frozenset(
    """to and that in on at for of with by from because when if as about but or after before than so while today
    yesterday last this every again more how what why where a an the not very really too all up down out off away
    back into over under through during until since there here is was are were has had did does will would""".split()  # noqa: SIM905
)
_CAUSING = re.compile(r"\b(?:mak|made|let|help|see|saw|hear|heard|watch|have|had|keep|kept)(?:e|es|s|ing|ed)? $")
_ADVERB = re.compile(r"(?:\w+ly|also|often|never|always|still|just|now|then|not|sometimes|already|even)$")
_WITH_THEY = {"was": "were", "is": "are", "has": "have", "does": "do", "wasn't": "weren't", "isn't": "aren't",
              "hasn't": "haven't", "doesn't": "don't"}  # fmt: skip


def forms_of(pronouns: str) -> Forms | None:
    """The forms of "she/her", "they/them" or others; None for "" and for what cannot be written with certainty.

    Of several sets ("she/they") the first counts. Pronouns that are not known need three forms: "fae/faer/faers".
    """
    parts = [part for part in re.split(r"[\s/,]+", pronouns.strip().lower()) if part]
    if not parts:
        return None
    if parts[0] in _KNOWN:
        return _KNOWN[parts[0]]
    if len(parts) < 3 or not all(re.fullmatch(r"[^\W\d_]{1,12}", part) for part in parts):
        return None
    return Forms(parts[0], parts[1], parts[2], parts[2], f"{parts[1]}self")


def put_pronouns(text: str, spoken: str, forms: Forms | None, known: bool) -> str | None:
    """`text` with the client's pronouns where the client is meant; with "the client" where the note does without.

    `spoken` are the words that the sentence stands on. `known`: the client has said which pronouns are right; then a
    sentence whose other pronoun cannot be told apart gives None.
    """
    said = _Said(spoken)
    found: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match.group().split("'")[0].lower()
        suffix = match.group()[len(word) :]
        hers = word in _HERS
        if forms is not None and forms.subject == ("she" if hers else "he"):
            continue
        owner = said.owner(text, match, hers=hers)
        if owner == "unclear" and known:
            return None
        if owner != "client":
            continue
        new, until = _instead(text, match, word, suffix, forms)
        found += [text[end : match.start()], _like(match, text, new)]
        end = until
    return "".join([*found, text[end:]])


class _Said:
    """Of whom the words behind a sentence speak."""

    def __init__(self, spoken: str) -> None:
        self._words = tokens(spoken)
        plain = {word.split("'")[0] for word in self._words}
        self._she, self._he = bool(plain & _HERS), bool(plain & _HIS)
        self._others = bool(plain & _PEOPLE) or any(n.lower() not in _DAYS for n in _NAME.findall(spoken))
        self._own = {b for a, b in zip(self._words, self._words[1:], strict=False) if a in ("my", "our")}

    def owner(self, text: str, match: re.Match[str], *, hers: bool) -> str:
        """Whose a pronoun is: "client", "other" or "unclear"."""
        following = tokens(text[match.end() : match.end() + 40])
        if match.group().lower() in ("her", "his") and following and following[0] in self._own:
            return "client"  # "my sister" was said: it is the client's
        if self._she if hers else self._he:
            return "other"
        before = text[: match.start()]
        named = bool({w.split("'")[0] for w in tokens(before)} & (_PEOPLE - {"client", "patient"})) or any(
            n.lower() not in _DAYS for n in _NAME.findall(before)
        )
        if not self._others and not named:
            return "client"
        return "client" if not named and not (self._she or self._he) else "unclear"


def _instead(text: str, match: re.Match[str], word: str, suffix: str, forms: Forms | None) -> tuple[str, int]:
    """What stands in the place of a pronoun, and where the text goes on."""
    kind = _kind(text, match, word)
    if forms is None:
        given = {"subject": "the client", "object": "the client", "reflexive": "the client"}.get(kind, "the client's")
        done = re.match(r" (?:\w+ed|been|had|got|gone|done|lost|taken|made)\b", text[match.end() :])
        spelt = {"'s": " has" if done else " is", "'d": " had" if done else " would", "'ll": " will"}
        return given + spelt.get(suffix, ""), match.end()
    new = {
        "subject": forms.subject,
        "object": forms.object,
        "reflexive": forms.reflexive,
        "alone": forms.alone,
    }.get(kind, forms.possessive)
    if suffix:
        return new + ({"'s": "'re"}.get(suffix, suffix) if forms.plural else suffix), match.end()
    if kind != "subject" or not forms.plural:
        return new, match.end()
    rest, until = _with_they(text, match.end())
    return new + rest, until


_ALWAYS = {"she": "subject", "he": "subject", "herself": "reflexive", "himself": "reflexive", "him": "object",
           "hers": "alone"}  # fmt: skip


def _kind(text: str, match: re.Match[str], word: str) -> str:
    """What a pronoun is in its sentence; "her" and "his" are told by the word that follows."""
    if word in _ALWAYS:
        return _ALWAYS[word]
    following = re.match(r" ([\w']+)", text[match.end() :])
    if following is None:
        return "alone" if word == "his" else "object"
    caused = _CAUSING.search(text[: match.start()].lower())
    if word == "her" and (caused or following.group(1).lower() in _AFTER_OBJECT):
        return "object"
    return "possessive"


def _with_they(text: str, place: int) -> tuple[str, int]:
    """The verb after "they", past adverbs: its text, and where it ends."""
    at = place
    while step := re.match(r" ([\w']+)", text[at:]):
        word = step.group(1)
        if _ADVERB.fullmatch(word.lower()):
            at += step.end()
            continue
        return text[place : at + 1] + _plural(word), at + step.end()
    return "", place


def _plural(verb: str) -> str:
    if verb in _WITH_THEY:
        return _WITH_THEY[verb]
    if not verb.endswith("s") or verb.endswith(("ss", "us", "is")) or len(verb) < 3:
        return verb
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("shes", "ches", "xes", "zes", "sses", "oes")) else verb[:-1]


def _like(match: re.Match[str], text: str, new: str) -> str:
    """With a capital where the pronoun began the sentence."""
    return new[:1].upper() + new[1:] if text[match.start()].isupper() else new
