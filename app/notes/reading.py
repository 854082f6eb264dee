"""How a sentence is read, on both sides of the check: its words, what is negated, its numbers.

And how both sides are brought to the same person, so that "I slept better" of a client and "Client
reported sleeping better" of a note can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.transcript import Role
from app.notes.lexicons import Lexicons
from app.notes.numbers import NUMBER_WORDS, Number, numbers
from app.notes.text import STOPWORDS, is_content, stem, tidy, tokens

_PIECE = re.compile(r"\d+(?:[.:,/]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[.,;:!?]")
_NEGATORS = frozenset(
    ("not", "no", "never", "none", "nobody", "nothing", "without", "neither", "nor", "cannot", "dont", "didnt", "cant")
)
_NEGATING_STEMS = frozenset(
    stem(w) for w in ("deny", "lacking", "absence", "unable", "negative", "refuse", "unwilling")
)
_SCOPE_ENDS = frozenset(
    (
        "but",
        "although",
        "though",
        "however",
        "because",
        "since",
        "until",
        "so",
        "which",
        "except",
        "when",
        "if",
        "after",
        "before",
        "while",
        "where",
    )
)
_RANK_ENDS = frozenset(("st", "nd", "rd", "th"))  # of "the 15th"
_SCOPE = 8  # words that a negation reaches at most
_FRAME = """client clients patient patients therapist clinician counselor counsellor provider writer report reports
reported reporting state states stated stating describe described describes express expressed expresses share shared
shares discuss discussed discusses mention mentioned mentions indicate indicated indicates explain explained explains
note noted notes acknowledge acknowledged acknowledges session sessions today identify identified identifies explore
explored explores address addressed appear appeared appears seem seemed seems experience experienced experiencing
experiences regard regarding relate related due endorse endorsed endorses deny denied denies denying disclose
disclosed admit admitted admits add added adds reveal revealed recall recalled affirm confirm confirmed confirms
verbalize verbalized present presented presents demonstrate demonstrated demonstrates display displayed show showed
shows exhibit exhibited include including included includes various several additionally also further furthermore
level levels current specifically particularly overall about believe believed believes view viewed ask asked asks
asking inquire inquired encourage encouraged encourages suggest suggested suggests invite invited use used using
utilize utilized employ employed provide provided provides offer offered offers help helped facilitate facilitated
engage engaged engages assess assessed respond responded responds response answer answered feel feeling feelings felt
think thought""".split()  # noqa: SIM905 (a list of sixty strings is no easier to read)
FRAME_STEMS = frozenset(stem(w) for w in _FRAME)
"""Words that notes are built with; they say how something came up, not what."""


@dataclass(frozen=True, slots=True)
class Item:
    """One word that claims something. `groups` are its synonym groups, `negated` if a negation reaches it."""

    place: int
    word: str
    stem: str
    groups: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, read. `words` and `stems` run in parallel; `negation` is True where there is any."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    items: tuple[Item, ...]
    numbers: tuple[Number, ...]
    negated: frozenset[int]

    @property
    def question(self) -> bool:
        """True for a sentence that asks."""
        return self.text.rstrip("\"'”’ ").endswith("?") or bool(_ASKING.match(" ".join(self.words)))


_ASKING = re.compile(
    r"(?:and |so |okay |well )?(?:what|how|why|when|where|who|do you|did you|are you|have you|would you|could you|"
    r"can you|is there|is it|were you|on a scale)\b"
)


def read(text: str, lexicons: Lexicons, *, note: bool = False) -> Reading:
    """Read one sentence. `note` reads numbers strictly and leaves out the words of the frame."""
    words, breaks = _words_and_breaks(text)
    forms = [stem(w) for w in words]
    away = _negated(words, forms, breaks)
    groups: dict[int, set[str]] = {}
    for hit in lexicons.synonyms.find(forms):
        for place in range(hit.start, hit.end):
            if words[place] not in STOPWORDS or hit.end - hit.start == 1:
                groups.setdefault(place, set()).add(hit.name)
    items = tuple(
        Item(n, w, forms[n], frozenset(groups.get(n, ())), n in away)
        for n, w in enumerate(words)
        if (is_content(w) or (n in groups and w not in STOPWORDS))
        and not w[0].isdigit()
        and w not in NUMBER_WORDS
        and not (w in _RANK_ENDS and n and words[n - 1][0].isdigit())
        and not (note and forms[n] in FRAME_STEMS)
    )
    found = tuple(numbers(text, strict=note))
    return Reading(text, tuple(words), tuple(forms), items, found, frozenset(away))


def _words_and_breaks(text: str) -> tuple[list[str], set[int]]:
    """Words of `text` as `tokens` gives them, and before which of them a punctuation mark stands."""
    words: list[str] = []
    breaks: set[int] = set()
    plain = re.sub(r"(\d)([^\W\d_])", r"\1 \2", tidy(text).lower())
    for piece in _PIECE.findall(plain):
        if piece[0].isalnum():
            words.append(piece)
        else:
            breaks.add(len(words))
    return words, breaks


def _negated(words: Sequence[str], forms: Sequence[str], breaks: set[int]) -> set[int]:
    """Which words a negation reaches; two negations on one word cancel out."""
    counts: dict[int, int] = {}
    for start, word in enumerate(words):
        denies = forms[start] in _NEGATING_STEMS and (word != "negative" or words[start + 1 : start + 2] == ["for"])
        if not (word in _NEGATORS or word.endswith("n't") or denies):
            continue
        if words[start + 1 : start + 2] == ["only"]:
            continue
        for place in range(start + 1, min(start + 1 + (30 if denies else _SCOPE), len(words))):
            ends = words[place] in _SCOPE_ENDS or (place in breaks and not denies)
            if ends or (words[place] == "and" and place + 1 < len(words) and _opens(words[place + 1], denies=denies)):
                break
            if words[place] in _NEGATORS and denies:
                continue
            counts[place] = counts.get(place, 0) + 1
    return {place for place, times in counts.items() if times % 2}


def _opens(word: str, *, denies: bool) -> bool:
    """Does a new statement begin with this word, so that a negation ends before it?"""
    if denies:
        return word.endswith("ed") or word in ("said", "is", "was", "has", "had", "will", "plans")
    return word in ("i", "he", "she", "they", "we", "you", "it", "the", "my", "client", "therapist")


# ---- person ----------------------------------------------------------------------------------------

_AUXILIARIES = {"'m": " is", "'re": " are", "'ve": " has", "'d": " would", "'ll": " will", "": ""}
_FIRST = re.compile(r"\b(i|we)('m|'re|'ve|'d|'ll|)\b", re.IGNORECASE)
_SECOND = re.compile(r"\byou('re|'ve|'d|'ll|)\b", re.IGNORECASE)
_REPORTING = (
    r"(?:reported|reports|reporting|stated|states|said|says|shared|shares|described|describes|expressed|expresses|"
    r"noted|notes|mentioned|mentions|indicated|indicates|explained|explains|endorsed|endorses|acknowledged|"
    r"acknowledges|disclosed|discloses|discussed|discusses|admitted|admits|added|adds|recalled|revealed|confirmed|"
    r"confirms|identified|identifies|verbalized|believes|believed|feels|felt|thinks|thought)"
)
_WHO = r"(?:the |this )?(?:client|patient|pt|cl|he|she|they|therapist|clinician|counselor)\b\.?"
_OPENING = re.compile(
    rf"^(?:{_WHO}) (?:also |further |additionally |then )?{_REPORTING}(?: (?:that|feeling|having|being|about|how))? ?",
    re.IGNORECASE,
)


def spoken_in_third_person(text: str, role: Role) -> str:
    """What a speaker says, in the third person: "I miss my sister" -> "the client miss the client's sister"."""
    text = tidy(text)
    speaker = "the therapist" if role is Role.THERAPIST else "the client"
    text = _FIRST.sub(lambda m: speaker + _AUXILIARIES[m.group(2).lower()], text)
    text = re.sub(r"\b(my|our)\b", f"{speaker}'s", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(me|us|myself)\b", speaker, text, flags=re.IGNORECASE)
    if role is Role.THERAPIST:
        text = _SECOND.sub(lambda m: "the client" + _AUXILIARIES[m.group(1).lower()], text)
        text = re.sub(r"\byour\b", "the client's", text, flags=re.IGNORECASE)
    return text


def note_in_third_person(text: str) -> str:
    """A note's sentence without its reporting frame: "Client reported that she slept" -> "the client slept"."""
    text = tidy(text)
    opening = _OPENING.match(text)
    if opening and len(text) - opening.end() > 8:
        text = text[opening.end() :]
        if not re.match(rf"{_WHO} ", text, re.IGNORECASE):
            text = f"the client {text}"
    text = re.sub(r"\b(?:he|she|they|the patient|pt)\b", "the client", text, flags=re.IGNORECASE)
    return re.sub(r"\b(?:his|her|their)\b", "the client's", text, flags=re.IGNORECASE)


# ---- answers ---------------------------------------------------------------------------------------

_NO = re.compile(
    r"(?:(?:oh|well|um|uh|hmm|god|honestly) )*(?:no|nope|nah|never|not really|not at all|none|nothing|not that|"
    r"i don't|i do not|i haven't|i have not|i didn't|absolutely not|definitely not|of course not|"
    r"not (?:this|since|now|lately|any ?more|right now|today|currently|these days|once|ever|for|yet|in|so far))\b"
)
_SHORT_NO = re.compile(
    r"(?:(?:oh|well|um|uh|god|honestly) )*(?:it|that|they|he|she|i|we|there|those) "
    r"(?:hasn't|haven't|didn't|don't|doesn't|isn't|aren't|wasn't|won't|couldn't|hadn't|has not|have not|did not|"
    r"does not)"
    r"(?: \w+){0,2}$|.*\bno$"
)
"""A whole answer that is a no without the word at its beginning: "It hasn't", "But do something, no"."""
_YES = re.compile(
    r"(?:(?:oh|well|um|uh|hmm|i think|i guess|probably|honestly) )*(?:yes|yeah|yep|yup|sure|right|exactly|"
    r"uh huh|mm hmm|mmhmm|mhm|mm|of course|definitely|absolutely|that is|that's|i do|i am|i did|i have|i can|i will|"
    r"i could|i'll|okay|ok|correct|true|every|always|sometimes|twice|once|a few|several|a little|a bit|agreed)\b"
)


_SHORT_ANSWER = 5  # words
_DECLINES = re.compile(
    r"\b(?:rather not|(?:don't|do not) want to (?:talk|answer|go into|say)|another time|come back to that|skip that|"
    r"not talk about|prefer not|next question)\b"
)


def declines(text: str) -> bool:
    """True for an answer that puts the question off: "I'd rather not talk about that today"."""
    return bool(_DECLINES.search(" ".join(tokens(text))))


def answer_in(text: str) -> str:
    """How an answer begins: "no", "yes", or "" where it is neither, or puts the question off."""
    plain = " ".join(tokens(text))
    if _DECLINES.search(plain):
        return ""
    if _NO.match(plain) or (len(plain.split()) <= _SHORT_ANSWER and _SHORT_NO.match(plain)):
        return "no"
    return "yes" if _YES.match(plain) else ""
