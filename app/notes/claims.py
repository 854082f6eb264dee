"""What a sentence of a note claims, and of whom: its parts, its subject, its quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.transcript import Role
from app.notes.lexicons import Lexicons
from app.notes.reading import Reading, note_in_third_person, read
from app.notes.shorthand import written_out
from app.notes.text import tidy

_EXPECTS = re.compile(
    r"\b(?:fear|worr|expect|belie|predict|afraid|concern|think|thought|anticipat)\w*\b.{0,60}\b(?:will|would)\b",
    re.IGNORECASE,
)
_LEAST = 2  # words or numbers that a part of a sentence must claim by itself
_QUOTED = re.compile(r"\"([^\"]+)\"")
_SPLIT = re.compile(
    r"(?:;|,? but |,? while |,? which |,? and(?= (?:[a-z']{2,}ed|(?:[a-z']+[st])"
    r"(?= (?:to|that|an?|the|his|her|their|not|in|about|for|with|on|no|by|from|[a-z]+ing)\b)|"
    r"will|had|was|is|has|did|went|plans?|agreed)\b)|"
    r",? as well as |, (?=(?:and )?(?:he|she|they|client|the client|therapist|the therapist)\b))",
    re.IGNORECASE,
)
_CLIENT = r"(?:the |this )?(?:clients?|patients?|pt|cl|he|she|they|couple|family members?)\b"
_THERAPIST = r"(?:the |this )?(?:therapist|clinician|counsell?or|writer|provider|psychologist|social worker)\b"
_CLIENT_FIRST = re.compile(rf"^(?:[\w\s',-]{{0,40}}?, )?{_CLIENT}", re.IGNORECASE)
_THERAPIST_FIRST = re.compile(rf"^(?:[\w\s',-]{{0,40}}?, )?{_THERAPIST}", re.IGNORECASE)
_SAYING = re.compile(
    r"\b(?:report|state|said|say|share|describ|express|mention|explain|indicat|admit|disclos|verbaliz|acknowledg|"
    r"suggest|recommend|asked|ask|told|advis|offer|propos|inform|predict|agree)"
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|no (?:\w+ )?(?:thoughts|history|evidence|indication|current|reported|signs|plan|"
    r"intent|risk|concerns|symptoms|si\b|hi\b|suicid\w*|homicid\w*|self.harm|substance|side|panic)|"
    r"(?:did not|does not|didn't|doesn't) (?:report|endorse|have|express|disclose)|negative for|absence of|"
    r"without (?:any )?(?:suicid|homicid|thoughts|side))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a note, taken apart.

    `whole` is the sentence without quoted words' marks; `parts` what it claims one by one (at least
    one); `meant` the parts in the third person, for the embedder; `said_by` whose words it reports, or
    UNKNOWN; `quotes` what stands between quotation marks; `bare` True when nothing but an attribution
    stands outside them.
    """

    text: str
    whole: Reading
    parts: tuple[Reading, ...]
    meant: tuple[str, ...]
    said_by: Role
    quotes: tuple[str, ...]
    bare: bool
    denies: bool
    plans: bool
    asks: bool


_ASKS = re.compile(
    rf"^{_THERAPIST} (?:\w+ly )?(?:asked|asks|assess\w*|inquir\w*|explor\w*|screen\w*|review\w*|discuss\w*|"
    r"examin\w*|checked|evaluated|invited|encouraged|suggested|recommended|proposed|validat\w*|normali[sz]\w*|reflect\w*|"
    r"affirm\w*|reinforc\w*|acknowledg\w*|summari[sz]\w*|prais\w*|link\w*|help\w*|used|utili[sz]\w*|facilitat\w*|"
    r"guid\w*|support\w*|elicit\w*|identif\w*|highlight\w*|point\w* out|conduct\w*|continu\w*|employ\w*|and client)\b",
    re.IGNORECASE,
)


def read_claim(sentence: str, lexicons: Lexicons) -> Claim:
    """Take one sentence of a note apart."""
    text = written_out(tidy(sentence))  # tidy makes all quotation marks straight
    whole = read(text, lexicons, note=True)
    quotes = tuple(_QUOTED.findall(text))
    outside = _QUOTED.sub(" ", text)
    parts = [whole]
    pieces = [p.strip(" ,.") for p in _SPLIT.split(text) if p and p.strip(" ,.")]
    if len(pieces) > 1 and not quotes:
        readings = _merged(pieces, lexicons)
        if len(readings) > 1:
            parts = readings
    return Claim(
        text=text,
        whole=whole,
        parts=tuple(parts),
        meant=tuple(note_in_third_person(part.text) for part in parts),
        said_by=_said_by(text),
        quotes=quotes,
        bare=bool(quotes) and bool(re.fullmatch(r"[\s,.…:;-]*(?:[\w.()' -]{0,40}:[\s,.…;-]*)*", outside)),
        denies=bool(_DENIAL.search(text)),
        plans=_plans(whole, lexicons),
        asks=bool(_ASKS.match(text)),
    )


def _merged(pieces: list[str], lexicons: Lexicons) -> list[Reading]:
    """Readings of the pieces of a sentence; one that claims too little by itself goes with the one before it."""
    found: list[Reading] = []
    for piece in pieces:
        reading = read(piece, lexicons, note=True)
        if found and (_little(reading) or _little(found[-1])):
            reading = read(f"{found.pop().text}, and {piece}", lexicons, note=True)
        found.append(reading)
    return found


def _little(reading: Reading) -> bool:
    return len(reading.items) + len(reading.numbers) < _LEAST


def _said_by(text: str) -> Role:
    if _THERAPIST_FIRST.match(text):
        return Role.THERAPIST
    return Role.CLIENT if _CLIENT_FIRST.match(text) else Role.UNKNOWN


def _plans(whole: Reading, lexicons: Lexicons) -> bool:
    if _EXPECTS.search(whole.text):
        return False  # what somebody fears will happen is no plan
    opens = bool(whole.words) and whole.words[0] in lexicons.plan_openings
    return opens or bool(lexicons.plans_in_notes.find(whole.stems))


def reports_speech(text: str) -> bool:
    """True for a sentence that says what somebody said."""
    return bool(_SAYING.search(text.lower()))
