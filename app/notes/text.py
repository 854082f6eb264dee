"""Words, sentences and stems: what the rest of the room reads a text with.

Simple on purpose: English rules that fit in one file, no model, no dictionary to install. A text in
another language passes through unharmed; it is only understood less well.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CONTROL = re.compile(
    r"<\|[^<>|]{0,40}\|>|</?s>|\[/?INST\]|<</?SYS>>|</?(?:start_of_turn|end_of_turn|bos|eos|unk|pad|think|tool_call)>",
    re.IGNORECASE,
)
_QUOTES = str.maketrans("‘’“”„–—", '\'\'"""--')
_TOKEN = re.compile(r"\d+(?:[.:,/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?:[.!?]+[\"'”’)\]]*(?=\s|$))|[。！？]+|\n+")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:dr|mr|mrs|ms|prof|st|vs|etc|e\.g|i\.e|approx|no|[a-z])\.$", re.IGNORECASE)
_LONGEST = 45  # words: a recogniser without punctuation gives turns of hundreds
_JOINTS = frozenset(("and", "but", "so", "because", "then"))

_STOPWORDS = """a an the and or but so if then than that this these those there here it its it's i you he she they we me
    him her them us my your his their our mine yours hers theirs ours myself yourself himself herself themselves is am
    are was were be been being do does did doing done have has had having will would shall should can could may might
    must to of in on at by for with from into onto about as up down out off over under again also just very really
    quite too some any all both each other another such own same what which who whom whose when where why how not no
    nor n't yes yeah oh um uh mm hmm okay ok well like know mean get got getting go going gone went come came one ones
    thing things something anything everything lot lots bit kind sort much many more most less let lets while during
    through between because since until although though however whether per via towards toward within upon regarding
    make made making put say said says saying tell told still even ever now currently able"""
STOPWORDS = frozenset(_STOPWORDS.split())
"""Words that carry no claim by themselves."""


def tidy(text: str) -> str:
    """Unify quotes, dashes and white space; keep every word."""
    text = unicodedata.normalize("NFKC", text)
    text = text.translate(_QUOTES)
    return re.sub(r"[ \t\r\f\v]+", " ", text).strip()


def without_control_tokens(text: str) -> str:
    """`text` without chat-template tokens, so that speech can never open a turn of its own in a prompt."""
    before = None
    while before != text:  # removing one may make another
        before, text = text, _CONTROL.sub(" ", text)
    return re.sub(r"\s+", " ", text).strip()


def control_pieces(text: str) -> list[str]:
    """What stands between chat-template tokens, without those that removing one would make."""
    return [" ".join(piece.split()) for piece in _CONTROL.split(text) if piece.split() and not _CONTROL.search(piece)]


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers in order; "don't" stays one word, "50mg" becomes two."""
    text = re.sub(r"(\d)([^\W\d_])", r"\1 \2", tidy(text).lower())
    return _TOKEN.findall(text)


def ends_in_abbreviation(text: str) -> bool:
    """Whether the full stop that ends `text` belongs to an abbreviation or an initial."""
    return bool(_ABBREVIATION.search(text))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence in `text`, white space trimmed.

    Stretches of more than 45 words without punctuation are parted at a joint ("and", "so") where
    there is one.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group().startswith(".") and ends_in_abbreviation(text[start : match.start() + 1]):
            continue
        spans.extend(_trimmed(text, start, match.end()))
        start = match.end()
    spans.extend(_trimmed(text, start, len(text)))
    return [part for span in spans for part in _parted(text, span)]


def sentences(text: str) -> list[str]:
    """The sentences of `text`."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    piece = text[start:end]
    if not any(c.isalnum() for c in piece):
        return []
    left = len(piece) - len(piece.lstrip())
    return [(start + left, start + len(piece.rstrip()))]


def _parted(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    start, end = span
    words = list(re.finditer(r"\S+", text[start:end]))
    if len(words) <= _LONGEST:
        return [span]
    joints = [i for i in range(15, min(len(words) - 5, _LONGEST)) if words[i].group().lower() in _JOINTS]
    cut = joints[-1] if joints else _LONGEST
    middle = start + words[cut].start()
    return _trimmed(text, start, middle) + [p for s in _trimmed(text, middle, end) for p in _parted(text, s)]


# ---- stems ---------------------------------------------------------------------------------------

_IRREGULAR = {
    form: base
    for base, forms in {
        "sleep": "slept", "feel": "felt", "think": "thought thoughts", "take": "took taken", "tell": "told",
        "keep": "kept", "lose": "lost loss", "leave": "left", "give": "gave given", "find": "found", "meet": "met",
        "speak": "spoke spoken", "write": "wrote written", "drink": "drank drunk drinking", "eat": "ate eaten",
        "begin": "began begun", "break": "broke broken", "buy": "bought", "catch": "caught", "choose": "chose chosen",
        "drive": "drove driven", "fall": "fell fallen", "fight": "fought", "forget": "forgot forgotten",
        "hear": "heard",
        "hold": "held", "hurt": "hurts hurting", "know": "knew known", "lie": "lying lied", "pay": "paid",
        "see": "saw seen", "sell": "sold", "send": "sent", "sit": "sat", "spend": "spent", "stand": "stood",
        "understand": "understood", "wake": "woke woken awoke", "wear": "wore worn", "win": "won", "teach": "taught",
        "bring": "brought", "run": "ran", "hit": "hitting", "cut": "cutting", "quit": "quitting", "try": "tries tried",
        "die": "dying died death dead", "child": "children", "man": "men", "woman": "women", "person": "people",
        "wife": "wives", "life": "lives", "foot": "feet", "good": "better best", "bad": "worse worst",
        "anxiety": "anxious", "lonely": "loneliness lonesome", "strange": "strangely", "light": "lighter lightly",
        "grow": "grew grown", "swim": "swam", "throw": "threw thrown", "ride": "rode", "sing": "sang",
        "shake": "shook shaken shaky", "steal": "stole", "deal": "dealt", "become": "became", "mean": "meant",
        "build": "built", "read": "reads reading", "lead": "led", "weep": "wept", "dream": "dreamt", "fly": "flew",
        "manager": "managers", "make": "makes made making",
        "cry": "cries cried crying", "daily": "", "weekly": "", "monthly": "", "yearly": "", "nightly": "",
        "mindful": "mindfulness",
        "ask": "asks asked asking", "use": "used using uses usage", "tear": "tore torn", "freeze": "froze frozen",
    }.items()
    for form in [base, *forms.split()]
}  # fmt: skip
_SUFFIXES = (
    ("iveness", ""), ("fulness", ""), ("ousness", ""), ("ization", ""), ("ational", ""), ("ications", ""),
    ("ication", ""), ("ations", ""), ("ation", ""), ("ments", ""), ("ment", ""), ("ness", ""), ("ally", ""),
    ("ing", ""), ("edly", ""), ("ies", "y"), ("ied", "y"), ("ed", ""), ("ers", ""), ("er", ""), ("est", ""),
    ("ions", ""), ("ion", ""), ("ily", "y"), ("ly", ""), ("ity", ""), ("ive", ""), ("ful", ""), ("es", ""), ("s", ""),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The common stem of a word's forms: "racing", "raced", "races" give one and the same."""
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        return _bare(_IRREGULAR[word])
    if len(word) < 4 or not word.isalpha():
        return word[:-1] + "i" if len(word) == 3 and word.endswith("y") else word  # as "days" gives "dai"
    if word.endswith(("eed", "eeds")):
        return "agre" if word.startswith("agre") else word.rstrip("s")
    if word.endswith("ings"):
        word = word[:-1]
    for suffix, replacement in _SUFFIXES:
        root = word[: -len(suffix)]
        if word.endswith(suffix) and len(root) >= 3 and re.search("[aeiouy]", root):
            if suffix == "s" and root[-1] in "su":
                break
            if suffix in ("er", "ers") and len(root) < 4:
                break
            return _bare(_IRREGULAR.get(root + replacement, root + replacement))
    return _bare(word)


def _bare(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgklmnprt":
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 2 and word.endswith("y") else word


def stems(text: str) -> list[str]:
    """The stems of all words of `text`, in order."""
    return [stem(word) for word in tokens(text)]


def is_content(word: str) -> bool:
    """True for a word that says something by itself."""
    return word not in STOPWORDS and word.split("'", 1)[0] not in STOPWORDS and (len(word) > 1 or word.isdigit())
