"""Who is the therapist: told from what each speaker says, unless the clinician's own voice is known.

Therapists ask, reflect, address the other person and open and close the hour; clients speak of
themselves. Counted per word and without trust in punctuation, since a recogniser may give none.

Each of the lists below, pronouns among them, says enough without any one of the others: the tests hold
that on real conversations, so that no wording of single ones carries the answer.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from app.domain.transcript import Role, Transcript
from app.notes.text import tokens

_YOU = frozenset(("you", "your", "you're", "you've", "yourself", "you'd", "you'll", "yours"))
_I = frozenset(("i", "my", "i'm", "i've", "me", "i'd", "i'll", "myself", "mine"))
_ASKS = re.compile(
    r"\b(?:(?:do|did|are|were|have|would|could|can|will|what|how|why|when|where) (?:you|your)\b|"
    r"(?:what|how) (?:do|did|would|is|are|was|about|else|makes|made|has|have|kind|might|could|does|much|often|long)\b|"
    r"tell me|is that (?:right|something|okay|fair)|is it (?:okay|ok|all right|alright) if|can i ask|"
    r"would it be|could you|can you|have you|on a scale|what brings|how important|how confident)"
)
_REFLECTS = re.compile(
    r"\b(?:(?:it )?sounds like|sounds as|that sounds|so (?:you|it's|your|for you|what i)\b|it seems|seems like|"
    r"you(?:'re| are) (?:feeling|saying|worried|thinking|not|kind|really|just|already|trying|concerned|telling)|"
    r"you feel|you(?:'d| would) like|i hear|i'm hearing|you(?:'ve| have) (?:been|tried|already|got|thought|had)|"
    r"part of you|you mentioned|you said|you told|you want|you know that you|on (?:the )?one hand|you don't|what you)"
)
_OPENS = re.compile(
    r"\b(?:(?:thank you|thanks) for (?:coming|telling|sharing|being)|"
    r"what brings you|how (?:have you been|has the week|are things|can i help)|nice to meet you|my name is|"
    r"our (?:time|session)|we(?:'ll| will) meet|see you next|let's (?:talk|look|see|start)|let us|take care|"
    r"i(?:'d| would) like to (?:ask|talk|spend|hear)|i want to ask|i wonder|i'm wondering|curious|"
    r"we (?:have|talked|could|can)|i understand (?:that )?you|i appreciate|good for you|that's great|great job|"
    r"some people|other people|many people|a lot of people|recommend|if it's okay|"
    r"i see (?:here|that you|from)|your (?:goals?|options?|health|doctor))"
)
_OF_SELF = re.compile(
    r"\b(?:i (?:feel|felt|just|don't|didn't|can't|was|am|guess|think|know|mean|really|never|always|tried|had|got|went|"
    r"want|need|used|like|love|hate|wish|couldn't|do|did|have|would)|i'm (?:not|just|so|tired|worried|scared)|"
    r"my (?:mom|mother|dad|father|wife|husband|sister|brother|kids?|job|work|boss|manager|life|friends?|family|"
    r"boyfriend|girlfriend|parents|doctor|daughter|son|heart|head|back|house|car|school))"
)
_SMALLEST = 12  # words: below, one turn says too little to weigh by rates


@dataclass(frozen=True, slots=True)
class _Habits:
    """How one speaker speaks: counts over all their turns."""

    words: int
    you: int
    i: int
    asks: int
    reflects: int
    opens: int
    of_self: int
    marks: int  # question marks


def name_roles(transcript: Transcript) -> dict[str, Role]:
    """Label -> role for every speaker who says anything.

    One speaker is the therapist, all others are clients. A session with a single speaker gives a
    client, unless that one clearly asks and reflects. No turns give an empty answer.
    """
    texts: dict[str, list[str]] = {}
    for turn in transcript.turns:
        if turn.text.strip():
            texts.setdefault(turn.speaker, []).append(turn.text)
    if not texts:
        return {}
    scores = {label: _therapist_score(_habits(parts)) for label, parts in texts.items()}
    if len(scores) == 1:
        label, score = next(iter(scores.items()))
        return {label: Role.THERAPIST if score > 1.0 else Role.CLIENT}
    _favour_the_first(transcript, scores)
    therapist = max(scores, key=lambda label: scores[label])
    return {label: Role.THERAPIST if label == therapist else Role.CLIENT for label in scores}


def with_roles(transcript: Transcript) -> Transcript:
    """The transcript with roles for those who have none.

    Where the therapist is known (by voice, or by hand), the others are clients; where nobody is, `name_roles` decides.
    """
    unknown = [s.label for s in transcript.speakers if s.role is Role.UNKNOWN]
    if not unknown or not transcript.turns:
        return transcript
    if any(s.role is Role.THERAPIST for s in transcript.speakers):
        return transcript.with_roles(dict.fromkeys(unknown, Role.CLIENT))
    if len(unknown) < len(transcript.speakers):
        return transcript  # some client is known: an unknown voice may be a relative or the therapist
    return transcript.with_roles(name_roles(transcript))


def _habits(texts: list[str]) -> _Habits:
    joined = " ".join(texts)
    words = tokens(joined)
    counts = Counter(words)
    plain = " ".join(words)
    return _Habits(
        words=len(words),
        you=sum(counts[w] for w in _YOU),
        i=sum(counts[w] for w in _I),
        asks=len(_ASKS.findall(plain)),
        reflects=len(_REFLECTS.findall(plain)),
        opens=len(_OPENS.findall(plain)),
        of_self=len(_OF_SELF.findall(plain)),
        marks=joined.count("?"),
    )


def _therapist_score(habits: _Habits) -> float:
    """Above zero: speaks like a therapist. Rates per word, smoothed so that one remark is no proof."""
    words = habits.words + _SMALLEST
    person = math.log((habits.you + 1.5) / (habits.i + 1.5))
    acts = 25 * (1.2 * habits.asks + 1.0 * habits.reflects + 1.5 * habits.opens + 0.8 * habits.marks) / words
    return person + acts - 25 * habits.of_self / words


def _favour_the_first(transcript: Transcript, scores: dict[str, float]) -> None:
    """The first to speak opens the hour more often than not."""
    first = next((t.speaker for t in transcript.turns if len(tokens(t.text)) > 2), None)
    if first is not None:
        scores[first] += 0.3
