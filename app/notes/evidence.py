"""Which moments of a session belong into which section of a note.

A passage is a run of sentences of one turn, with the question it answers where it says little alone.
Passages are scored by the lexicon of topics, by likeness to how such moments sound (where there is an
embedder), and by whose words a section wants; then shared out so that none is used twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.engines import Embedder
from app.domain.note import Evidence, NoteTemplate, Section
from app.domain.transcript import Role
from app.late import late
from app.notes.lexicons import Lexicons
from app.notes.moments import Moment
from app.notes.prepared import Floats, PreparedTranscript, embed
from app.notes.reading import answer_in, spoken_in_third_person
from app.notes.text import without_control_tokens

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

_LEAST = 0.42  # below, a passage says too little for a section
_LIKE_FROM, _LIKE_TO = 0.30, 0.75  # cosine with a topic's examples: nothing below, full credit above
_LONGEST_RUN = 3  # sentences
_MOST_WORDS = 45
_TELLS = 2  # words of meaning: a therapist's sentence with fewer says nothing to a reader
_SENTENCE_COST = 0.2  # what a further sentence must be worth to be quoted too


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences of one turn. `question` is what the other person asked just before, if it is
    needed to understand the answer; `topics` are scores by topic name, 0 to about 2; `asks` is True for a
    therapist's question."""

    moments: tuple[Moment, ...]
    topics: dict[str, float]
    question: Moment | None = None
    asks: bool = False

    @property
    def role(self) -> Role:
        """Whose words these are."""
        return self.moments[0].role

    @property
    def turn(self) -> int:
        """The number of the turn."""
        return self.moments[0].turn

    @property
    def start(self) -> float:
        """When it begins, in seconds."""
        return (self.question or self.moments[0]).start

    @property
    def text(self) -> str:
        """The words as spoken, without the question."""
        return " ".join(without_control_tokens(m.text) for m in self.moments)

    @property
    def turns(self) -> tuple[int, ...]:
        """The turns that it draws on."""
        return (self.question.turn, self.turn) if self.question else (self.turn,)

    def evidence(self) -> tuple[Evidence, ...]:
        """The words as evidence, one piece per turn."""
        own = Evidence(self.turn, self.moments[0].start, self.moments[-1].end, self.text)
        return (self.question.evidence(), own) if self.question else (own,)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage in a section, the topic that brought it there, and how well it fits."""

    passage: Passage
    topic: str
    score: float


def example_texts(lexicons: Lexicons) -> list[str]:
    """The examples of all topics as they are embedded, topic after topic."""
    found: list[str] = []
    for topic in lexicons.topics.values():
        role = Role.THERAPIST if topic.speaker == "therapist" else Role.CLIENT
        found.extend(spoken_in_third_person(example, role) for example in topic.examples)
    return found


class TopicScorer:
    """Scores moments by topic; the examples of the topics are embedded once."""

    def __init__(self, lexicons: Lexicons, embedder: Embedder | None) -> None:
        self._lexicons = lexicons
        self._names = list(lexicons.topics)
        self._owner = [n for n, topic in enumerate(lexicons.topics.values()) for _ in topic.examples]
        self._examples: Floats | None = None
        if embedder is not None:
            self._examples = embed(embedder, example_texts(lexicons))

    def score(self, prepared: PreparedTranscript) -> list[dict[str, float]]:
        """For each moment its topics."""
        vectors = prepared.vectors
        likeness = np.zeros((len(prepared.moments), len(self._names)), dtype=np.float32)
        if self._examples is not None and vectors is not None:
            cosines = vectors @ self._examples.T
            for column, owner in enumerate(self._owner):
                likeness[:, owner] = np.maximum(likeness[:, owner], cosines[:, column])
            likeness = np.clip((likeness - _LIKE_FROM) / (_LIKE_TO - _LIKE_FROM), 0.0, 1.0).astype(np.float32)
        return [
            self._of_moment(moment, prepared, likeness[moment.index], embedded=vectors is not None)
            for moment in prepared.moments
        ]

    def _of_moment(
        self, moment: Moment, prepared: PreparedTranscript, likeness: Floats, *, embedded: bool
    ) -> dict[str, float]:
        places: dict[str, set[int]] = {}
        reading = prepared.readings[moment.index]
        for hit in self._lexicons.topic_words.find(reading.stems):
            places.setdefault(hit.name, set()).update(range(hit.start, hit.end))
        found: dict[str, float] = {}
        for number, name in enumerate(self._names):
            topic = self._lexicons.topics[name]
            hits = len(places.get(name, ()))
            words = min(1.0, 0.5 + 0.17 * hits) if hits else 0.0
            value = 0.65 * words + 0.55 * float(likeness[number]) if embedded else words
            other = topic.speaker != "both" and moment.role.value not in (topic.speaker, Role.UNKNOWN.value)
            if other and not prepared.typed:
                value *= 0.25
            if name in _AHEAD and not prepared.typed:
                value *= _ahead(moment, prepared, named=bool(hits))
            if moment.role is Role.THERAPIST and len(reading.items) < _TELLS and not prepared.typed:
                value *= 0.5  # "I wondered."
            if value > 0.1:
                found[name] = value * topic.weight
        return found


_AHEAD = frozenset(("homework", "commitment", "appointments", "referral"))
"""Topics of what is to come: they need the words for it, and no word of what was."""
_WAS = re.compile(
    r"\b(?:was|were|wasn't|weren't|had|did|used to|thought|said|told|went|felt|took|kept|happened|ago|yesterday|"
    r"last (?:week|month|year|night|time)|back then|in (?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december)|you've|you have been|some days)\b"
)
_TO_COME = re.compile(
    r"\b(?:tomorrow|tonight|next (?:week|month|time|session|\w+day)|this (?:week|weekend|evening)|"
    r"from (?:now|monday|sunday)|"
    r"i'll|we'll|i will|we will|would you|could you|can you|will you|let's|by (?:monday|friday|then)|until next|"
    r"see you|come back|meet (?:again|on|next)|for (?:this|next) week|homework)\b"
)
_REPORTED = re.compile(r"\b(?:thought|thinking|said|says|goes|told|tells|mind|predict\w*|afraid|scared|expect\w*)\b")
_FEARED = re.compile(r"^(?:that|what if|if) (?:i|he|she|they|it|my)\b")


def _ahead(moment: Moment, prepared: PreparedTranscript, *, named: bool) -> float:
    """How far a moment may count as one of what is to come: less without its words, hardly where it looks back or
    tells what somebody thought or feared."""
    words = " ".join(prepared.readings[moment.index].words)
    factor = 1.0 if named else 0.6
    before = prepared.readings[moment.index - 1] if moment.index else None
    same = before is not None and prepared.moments[moment.index - 1].turn == moment.turn
    told = before is not None and _REPORTED.search(" ".join(before.words)) and (same or before.question)
    if _FEARED.match(words) or (same and told and len(words.split()) <= _SHORT):
        return 0.25 * factor
    if _WAS.search(words) and not _TO_COME.search(words):
        return 0.3 * factor
    return factor


_SHORT = 6  # words: "I'll show you fun" after "I thought"


def passages(prepared: PreparedTranscript, scores: Sequence[dict[str, float]]) -> list[Passage]:
    """The best run of sentences of each turn, with its question where it needs one."""
    found: list[Passage] = []
    by_turn: dict[int, list[Moment]] = {}
    for moment in prepared.moments:
        by_turn.setdefault(moment.turn, []).append(moment)
    for moments in by_turn.values():
        runs = [[m] for m in moments] if prepared.typed else _runs(_worth_quoting(moments, scores), prepared, scores)
        for run in (_whole(run, moments, prepared) for run in runs):
            topics: dict[str, float] = {}
            for moment in run:
                for name, value in scores[moment.index].items():
                    topics[name] = max(topics.get(name, value), value)
            asks = run[0].role is Role.THERAPIST and prepared.readings[run[0].index].question
            found.append(_with_question(Passage(tuple(run), topics, asks=asks), prepared, scores))
    return found


_TURNS_ROUND = re.compile(
    r"^(?:but|though|although|however|except|only|well not|not (?:really|any ?more|now|that|since)|no(?: |$)|never|"
    r"i (?:haven't|didn't|don't|won't|wouldn't|couldn't|never)|actually)\b"
)


def _whole(run: list[Moment], moments: list[Moment], prepared: PreparedTranscript) -> list[Moment]:
    """A run with the sentence that turns it round ("But I never would"), and an answer beyond its echo ("Ten?").

    Words that are cut before their own "but" say what nobody said.
    """
    if prepared.typed or run[0].role is Role.THERAPIST:
        return run
    found = list(run)
    for following in moments[moments.index(run[-1]) + 1 :]:
        echo = all(prepared.readings[m.index].question for m in found)
        if not echo and not _TURNS_ROUND.match(" ".join(prepared.readings[following.index].words)):
            break
        found.append(following)
    return found


def _worth_quoting(moments: list[Moment], scores: Sequence[dict[str, float]]) -> list[Moment]:
    """A turn without the greetings at its edges; whole where nothing else is in it."""
    frame = [_is_frame(scores[m.index]) for m in moments]
    inner = [n for n, away in enumerate(frame) if not away]
    return moments[inner[0] : inner[-1] + 1] if inner else moments


def _is_frame(topics: dict[str, float]) -> bool:
    best = max((v for n, v in topics.items() if n != "small_talk"), default=0.0)
    return -topics.get("small_talk", 0.0) > best


def _runs(
    moments: list[Moment], prepared: PreparedTranscript, scores: Sequence[dict[str, float]]
) -> list[list[Moment]]:
    """Part a turn into the runs worth quoting: short turns whole, long ones by their best sentences.

    A therapist's questions stand apart from their statements: a question belongs to its answer.
    """
    asks = [prepared.readings[m.index].question and m.role is Role.THERAPIST for m in moments]
    short = sum(len(m.text.split()) for m in moments) <= _MOST_WORDS and len(moments) <= _LONGEST_RUN
    if short and len(set(asks)) == 1:
        return [moments]
    worth = [max((v for n, v in scores[m.index].items() if n != "small_talk"), default=0.0) for m in moments]
    left, found = set(range(len(moments))), []
    while left:
        best = max(left, key=lambda n: worth[n])
        run = [best]
        for step in (1, -1):
            while len(run) < _LONGEST_RUN:
                following = max(run) + 1 if step > 0 else min(run) - 1
                if following not in left or asks[following] != asks[best] or worth[following] < _SENTENCE_COST:
                    break
                if sum(len(moments[n].text.split()) for n in [*run, following]) > _MOST_WORDS:
                    break
                run.append(following)
        found.append([moments[n] for n in sorted(run)])
        left -= set(run)
    return sorted(found, key=lambda r: r[0].index)


def _with_question(passage: Passage, prepared: PreparedTranscript, scores: Sequence[dict[str, float]]) -> Passage:
    """Add the question before an answer that says little alone; its topics then count for the answer."""
    first = passage.moments[0]
    before = prepared.moments[first.index - 1] if first.index else None
    if before is None or before.turn != first.turn - 1 or before.speaker == first.speaker or prepared.typed:
        return passage
    if first.role is Role.THERAPIST:
        return passage
    said = sum(len(prepared.readings[m.index].items) for m in passage.moments)
    asked = scores[before.index] if not _is_frame(scores[before.index]) else {}
    weighty = any(asked.get(name, 0.0) > 0.6 for name in ("medication", "scores", "homework", "referral"))
    if asked.get("risk", 0.0) > 0.6 and prepared.readings[before.index].question:
        pass  # a question about safety is never parted from what was answered
    elif prepared.readings[before.index].question:
        if said > 6 and not (answer_in(passage.text) and weighty):
            return passage
    elif said > 3 or not asked:
        return passage
    topics = dict(passage.topics)
    for name, value in asked.items():
        if name not in ("interventions", "reflections"):
            topics[name] = max(topics.get(name, 0.0), 0.9 * value)
    topics.pop("small_talk", None)
    return replace(passage, topics=topics, question=before)


def choose(template: NoteTemplate, found: Sequence[Passage], *, typed: bool = False) -> dict[str, list[Chosen]]:
    """Share the passages out: section id -> its passages, grouped by topic in order of time.

    The best pairs go first; a passage is used once, and a topic that a section has already counts less
    for it, so that one subject does not fill the note. What the client is given to read says nothing of safety:
    somebody else may read it too.
    """
    if template.use == "client":
        found = [passage for passage in found if passage.topics.get("risk", 0.0) < _LEAST]
    sections = [s for s in template.sections if not s.clinician_only]
    pairs = [
        (fit[0], number, section, fit[1])
        for number, passage in enumerate(found)
        for section in sections
        if (fit := _fit(section, passage, typed=typed)) is not None
    ]
    taken: dict[str, list[Chosen]] = {section.id: [] for section in sections}
    used: set[int] = set()
    while pairs:
        score, number, section, topic = max(pairs, key=lambda p: (_tempered(p[0], p[3], taken[p[2].id]), -p[1]))
        if _tempered(score, topic, taken[section.id]) < _LEAST:
            break
        passage = found[number]
        if passage.question is not None and passage.question.index in used:
            passage = replace(passage, question=None)  # it stands in the note already
        taken[section.id].append(Chosen(passage, topic, score))
        used.update(m.index for m in found[number].moments)
        asked = found[number].question
        used |= {asked.index} if asked is not None else set()
        full = len(taken[section.id]) >= section.max_sentences
        pairs = [
            p
            for p in pairs
            if not (full and p[2].id == section.id) and not used & {m.index for m in found[p[1]].moments}
        ]
    if not any(taken.values()) and sections:
        taken[sections[0].id] = _anything(sections[0], found)
    return {section_id: _in_order(chosen) for section_id, chosen in taken.items()}


def _fit(section: Section, passage: Passage, *, typed: bool) -> tuple[float, str] | None:
    """How well a passage fits a section, and by which topic; None where the words are not the right ones."""
    if not typed and section.words_of != "both" and passage.role.value not in (section.words_of, Role.UNKNOWN.value):
        return None
    if passage.asks and section.words_of == "both" and not typed:
        return None
    values = sorted(((passage.topics.get(name, 0.0), name) for name in section.topics), reverse=True)
    if not values or values[0][0] <= 0:
        return None
    second = values[1][0] if len(values) > 1 else 0.0
    score = values[0][0] + 0.2 * second - max(0.0, -passage.topics.get("small_talk", 0.0))
    return score, values[0][1]


def _tempered(score: float, topic: str, chosen: Sequence[Chosen]) -> float:
    return score * 0.9 ** sum(c.topic == topic for c in chosen)


def _anything(section: Section, found: Sequence[Passage]) -> list[Chosen]:
    """Where no topic is recognised (another language, a strange session): the longest of the client's words."""
    own = [p for p in found if p.role is not Role.THERAPIST] or list(found)
    longest = sorted(own, key=lambda p: -len(p.text))[: min(section.max_sentences, 5)]
    return [Chosen(p, "", 0.0) for p in longest]


def _in_order(chosen: Sequence[Chosen]) -> list[Chosen]:
    first: dict[str, int] = {}
    for entry in sorted(chosen, key=lambda c: c.passage.moments[0].index):
        first.setdefault(entry.topic, entry.passage.moments[0].index)
    return sorted(chosen, key=lambda c: (first[c.topic], c.passage.moments[0].index))
