"""No in other words: how speech takes a thing back, and how notes say that something was not done."""

from __future__ import annotations

import re

TAKES_BACK = re.compile(
    r"\b(?:haven't|hasn't|hadn't|didn't|don't|doesn't|won't|wouldn't|have not|has not|had not|did not|do not|never) "
    r"(?:\w+ ){0,3}?(?:it|them|that|this|him|her|those|yet|one|so)\b"
    r"|\bover my dead body\b|\bwon't hear of it\b|\bwon't have it\b|\bno way\b|\bi said no\b|\brather not\b"
    r"|\b(?:ran out|lost it|forgot to|gave it up|threw (?:it|them)|turned (?:it|him|her|them) down)\b"
)
"""In speech a verb turned down, with a pronoun for what it is about: "I typed a text and didn't send it"."""

SAYS_NO = re.compile(
    r"\b(?:not|no|never|without|declin\w+|refus\w+|reject\w+|turn\w+ down|unable|unwilling|avoid\w*|stop\w*|quit|"
    r"ceas\w+|lost|lack\w*|forg[eo]\w+|miss\w*|fail\w*|ran out|undecided|unsure|reluctan\w+|"
    r"hesita\w+|ambivalen\w+|consider\w*|"
    r"thought|thinks|but|although|though|rather|only|instead|despite|difficult\w*|trouble|struggl\w+|discontinu\w+|"
    r"goal\w*|offered|suggested|recommended|deni\w+|denies|conceal\w*|hid\w*|kept|prefer\w*|fear\w*|afraid|worr\w+|anxi\w+|"
    r"concern\w*|wish\w*|regret\w*|doubt\w*|question\w*|unaware|unlike|previous\w*|past|used to|history|formerly|"
    r"angr\w*|resent\w*|frustrat\w*|guilt\w*|asham\w*|hurt|critici\w+|oppos\w+|against|disagre\w+|skip\w*|argu\w+|resolved)\b"
    r"|n't\b",
    re.IGNORECASE,
)
"""A sentence of a note that says no itself, or says how things stand with what was not done."""

DECLINES = re.compile(
    r"\b(?:turn\w+ down|declin\w+|refus\w+|reject\w+|reluctan\w+|rather than|withheld|refrain\w*|remain\w* silent)\b",
    re.IGNORECASE,
)
"""A no that is a verb of its own."""
