"""How the note is worded: change without a measure, people named in full, long stretches of the session's own words."""

from __future__ import annotations

import re

from app.domain.note import Origin
from app.domain.nudge import Act, Nudge, Place
from app.notes.nudges.case import Case, Line
from app.notes.nudges.nudge import key, shown
from app.notes.numbers import numbers
from app.notes.text import STOPWORDS, tokens

LONGEST_QUOTE = 40
"""Words of one quotation that are read as a quotation still."""
LONGEST_COPY = 25
"""Words in a row that are the session's own without quotation marks."""
MOST_QUOTED, MOST_SHARE = 400, 0.6
"""Words between quotation marks in the whole note, and their share of it, both passed: the note is a transcript."""

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]*[a-zß-öø-ÿā-ž](?:-[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]+)?"
_SMALL = r"(?:(?:de|la|las|los|van|von|der|den|del|da|dos|di|bin|al|le|du)\s+){0,2}"
_NAMED = re.compile(rf"(?<![\w.])({_CAPITAL})((?:\s+[A-Z]\.)?(?:\s+{_SMALL}{_CAPITAL}){{1,3}})")
_BEFORE_NAME = r"(?:[,:]|\s+(?:is|was|called|named))?\s*$"
_POSSESSIVE = re.compile(r"['’]s$")
_TITLE = re.compile(r"\b(?:Dr|Prof|Professor|Doctor|Judge|Rev|Fr|Pastor|Rabbi|Imam)\.?\s+$")


# ---- change without a measure ----------------------------------------------------------------------


def vague(case: Case) -> list[Nudge]:
    """Words of change that say neither how much nor how it shows."""
    nudges = []
    for place, line in enumerate(case.findings):
        word = _vague_word(case, line)
        if word is None or _measured(case, line):
            continue
        around = [other for other in case.findings[max(0, place - 1) : place + 2] if other.section == line.section]
        if any(_measures(case, other, line) for other in around if other is not line):
            continue
        nudges.append(
            Nudge("vague", key("vague", line.id), f"“{word}” without how it shows: a score, a number, an example or "
                  "the client’s own words.", Place(line.section, line.id), Act.GO)
        )  # fmt: skip
    return nudges


def _vague_word(case: Case, line: Line) -> str | None:
    if line.sentence.origin is Origin.QUOTATION:
        return None
    covered = [m.span() for m in case.words.vague_unless.finditer(line.outside)]
    for match in case.words.vague.finditer(line.outside):
        if not any(start < match.end() and match.start() < end for start, end in covered):
            return match.group()
    return None


def _measured(case: Case, line: Line) -> bool:
    """A number, a scale, the client's own words, or an example stands in the sentence itself."""
    return bool(
        line.quotes
        or numbers(line.text, strict=True)
        or case.words.scales.search(line.text)
        or _SHOWS.search(line.text)
    )


_SHOWS = re.compile(
    r"\b(?:as shown by|as evidenced by|evidenced by|demonstrated by|shown by|such as|for example|e\.g\.|because|"
    r"since (?:she|he|they|the)|in that|now able to|able to|went from|every (?:day|night|morning|week)|"
    r"(?:most|all) (?:days|nights|mornings)|once|twice|no longer|without|instead of|first time|daily|nightly)",
    re.IGNORECASE,
)  # fmt: skip


def _measures(case: Case, other: Line, line: Line) -> bool:
    """Whether a sentence beside it gives the measure: a scale's value, or a number or quotation about the same."""
    if case.words.scales.search(other.text) and numbers(other.text, strict=True):
        return True
    same = {s for s, w in zip(line.stems, line.words, strict=True) if w not in STOPWORDS and s not in _FRAME}
    return bool(same & set(other.stems)) and bool(numbers(other.text, strict=True) or other.quotes)


_FRAME = frozenset(("client", "report", "stat", "not", "session", "therapist", "patient", "describ", "shar"))


# ---- people --------------------------------------------------------------------------------------------


def third_person(case: Case) -> list[Nudge]:
    """Somebody other than client and clinician is named with given name and surname."""
    own = _names_of_those_present(case)
    chart = _names_in_chart(case)
    nudges: list[Nudge] = []
    for line in case.lines:
        text, told = line.sentence.text, set()
        for name in _named(case, text, chart):
            parts = [part.casefold() for part in name.split()]
            if {parts[0], parts[-1]} <= own or name in told:
                continue
            told.add(name)
            short = " ".join(f"{part[0]}." for part in name.split() if part[0].isupper())
            nudges.append(
                Nudge("third_person", key("third_person", f"{line.id} {name}"),
                      f"“{name}” is named in full. Initials are enough for somebody who is not your client.",
                      Place(line.section, line.id), Act.REWORD,
                      text.replace(f"{name}.", short).replace(name, short))
            )  # fmt: skip
    return nudges


def _named(case: Case, text: str, chart: frozenset[str]) -> list[str]:
    """The names in full in a text, each as it stands there without a possessive at its end."""
    found, at = [], 0
    while match := _NAMED.search(text, at):
        at = match.end(1)
        words = _surnames(case, match[2])
        first = match[1]
        if not words or _POSSESSIVE.search(first) or _TITLE.search(text[: match.start()]):
            continue
        name = " ".join([first, *words])
        before = text[max(0, match.start() - 24) : match.start()]
        known = first.casefold().split("-")[0] in case.words.given_names or name.casefold() in chart
        told = re.search(rf"(?:{case.words.relations.pattern}){_BEFORE_NAME}", before, re.IGNORECASE)
        if known or (told and first.casefold() not in case.words.not_surnames):
            found.append(name)
            at = match.start() + len(name)
    return found


def _surnames(case: Case, text: str) -> list[str]:
    """The words after a given name that are a surname: up to one that is a place, a day or a thing."""
    kept: list[str] = []
    for word in text.split():
        plain = _POSSESSIVE.sub("", word)
        if plain.casefold() in case.words.not_surnames:
            break
        kept.append(plain)
        if plain != word:
            break
    while kept and not kept[-1][0].isupper():
        kept.pop()
    return kept if any(len(word) > 2 for word in kept) else []


def _names_of_those_present(case: Case) -> frozenset[str]:
    """The words of the names of client, clinician and everybody who spoke."""
    background = case.background
    names = [background.client.name, background.client.called, background.clinician]
    if background.transcript is not None:
        names += [speaker.name for speaker in background.transcript.speakers]
    return frozenset(word.casefold().strip(".,") for name in names for word in name.split())


def _names_in_chart(case: Case) -> frozenset[str]:
    """Names of two words and more among the client's terms: whom the clinician expects to come up."""
    lines = (line.split() for line in case.background.client.terms.splitlines())
    return frozenset(" ".join(w).casefold() for w in lines if len(w) > 1 and all(p[:1].isupper() for p in w))


# ---- the session's own words -----------------------------------------------------------------------------


def verbatim(case: Case) -> list[Nudge]:
    """Long quotations, stretches copied without marks, and a note that is a transcript."""
    nudges = []
    for line in case.lines:
        longest = max((len(tokens(quote)) for quote in line.quotes), default=0)
        if longest > LONGEST_QUOTE:
            reason = f"A quotation of {longest} words: “{shown(line.quotes[0], 8)}”. A few words are enough to show it."
        elif (copied := _copied(case, line)) >= LONGEST_COPY:
            reason = f"{copied} words in a row are the session’s own, without quotation marks: “{shown(line.text, 8)}”."
        else:
            continue
        nudges.append(Nudge("verbatim", key("verbatim", line.id), reason, Place(line.section, line.id), Act.GO))
    quoted = sum(len(tokens(quote)) for line in case.lines for quote in line.quotes)
    whole = sum(len(line.words) for line in case.lines)
    if not nudges and quoted > MOST_QUOTED and quoted > MOST_SHARE * whole:
        first = next(line for line in case.lines if line.quotes)
        reason = f"{quoted} of the note’s {whole} words are quotations. A note needs those that show something."
        nudges.append(Nudge("verbatim", key("verbatim"), reason, Place(first.section, first.id), Act.GO))
    return nudges


def _copied(case: Case, line: Line) -> int:
    """How many words in a row outside of quotation marks stand in one turn of the session, from LONGEST_COPY on."""
    background = case.background
    if background.typed or background.transcript is None:
        return 0
    words = tokens(line.outside)
    if len(words) < LONGEST_COPY:
        return 0
    said = background.spoken
    best = 0
    for start in range(len(words) - LONGEST_COPY + 1):
        end = start + max(LONGEST_COPY, best + 1)
        while end <= len(words) and f" {' '.join(words[start:end])} " in said:
            best, end = end - start, end + 1
    return best
