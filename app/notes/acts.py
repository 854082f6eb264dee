"""What a therapist does without naming it: reflects, affirms, asks openly, informs, sums up."""

from __future__ import annotations

import re
from collections.abc import Sequence

_REFLECTION = re.compile(
    r"\b(?:sounds like|that sounds|it seems|seems like|so you|so it|so from|you feel|you're feeling|you are feeling|"
    r"i hear|part of you|you've been|you have been|you want|you'd like|you know|you're|it must|must be|must have been|"
    r"so there|for you it|you see|you were|you found|you kept|you feel|so your|you're not)\b"
)
_AFFIRMING = re.compile(
    r"\b(?:good|great|well done|proud|wonderful|excellent|impressive|congratulations|fantastic|appreciate|"
    r"thank you for|strength|courage|brave|amazing|nice job|achievement|hard work|effort|you care|something hard)\b"
)
_OPEN = re.compile(
    r"^(?:and |so |but |okay |well |now |um |yeah |right |great )*(?:what|how|tell me|why|in what way|describe|"
    r"can you talk|can you tell)\b"
    r"|\b(?:what do you|what are|how do you|what would|how would|tell me more|what else|what might|what could)\b"
)
_INFORMS = re.compile(
    r"\b(?:(?:can|could|may|will|might) (?:also )?(?:cause|help|lower|raise|affect|make|lead|have|contribute|"
    r"improve|reduce)|"
    r"usually|research|studies|risks?|recommend\w*|is called|means that|because|the reason|guidelines|most people|"
    r"many people|percent|it's common|normal|works|is (?:very )?rare|effective|approaches|medications)\b"
)
_SUMS_UP = re.compile(
    r"\b(?:to summarize|let me (?:see|make sure)|so far|sum(?:s)? (?:it |up|that)|what i'm hearing|what i hear|"
    r"you told me|you mentioned|you said|in summary|so where we are|just opened up|on the one hand)\b"
)
_PATTERNS = {
    "reflections": _REFLECTION,
    "affirmations": _AFFIRMING,
    "open_questions": _OPEN,
    "information": _INFORMS,
    "summary": _SUMS_UP,
}
_LEAST = {"reflections": 2, "open_questions": 2}
_SHARE = {"reflections": 0.08, "open_questions": 0.06}  # of all the therapist's sentences
_SHORT = 8  # words: less informs nobody


def count_acts(texts: Sequence[str]) -> dict[str, int]:
    """How often each act stands in a therapist's sentences (lower case, words only); and, as "sentences", how many."""
    counts = dict.fromkeys(_PATTERNS, 0)
    counts["sentences"] = len(texts)
    for text in texts:
        for act, pattern in _PATTERNS.items():
            if (act != "information" or len(text.split()) >= _SHORT) and pattern.search(text):
                counts[act] += 1
    return counts


def enough(counts: dict[str, int], act: str) -> bool:
    """Whether an act was done often enough to be named in a note; False for an act that is not known."""
    return counts.get(act, 0) >= max(_LEAST.get(act, 1), _SHARE.get(act, 0.0) * counts["sentences"])
