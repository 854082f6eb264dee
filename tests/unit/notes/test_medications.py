"""Medicines that were perhaps misheard."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from app.domain.transcript import Speaker, Transcript, Turn, Word
from app.notes.medications import Suggestion, by_turn, common_words, medicines, sound_of, suggestions
from tests.unit.notes.sessions import session
from tests.unit.notes.test_roles import conversations, with_conversations

MISHEARD = """
    sertraline: set raline, sir traline, certraline, sertra lean, sert rolling
    Zoloft: zolof, so loft, zol oft, zohloft
    escitalopram: escital oh pram, es citalopran, essitalopram, ess italopram
    Lexapro: lexi pro, lex a pro, lecksapro, lexipro, lex apro
    fluoxetine: flew oxetine, fluoxatine, fluxetine, floxatine
    Prozac: pro zack, prosac, prozack
    bupropion: bu propion, buproprion, bupropian, byou propion
    Wellbutrin: well butrin, wel butrin, wellbutran, well buterin
    venlafaxine: venla faxine, venlafaxene, when lafaxine, venlafax in
    Effexor: effexer, a fexor, ef exor, efexer
    duloxetine: dulox a teen, duloxatine, due loxetine, deloxetine
    Cymbalta: sim balta, simbalta, symbolta, cymbal ta
    citalopram: sit alopram, cital opram, citaloprem, sitalopram
    lamotrigine: lamo trigine, lamotrogine, lamotra gene, lamotri jean
    Lamictal: lamb ictal, lamictol, la mictal, lemictal
    quetiapine: quetia pine, ketiapine, quetiapene, kweti apine
    Seroquel: sero quell, seraquel, sarah quell, cerequel
    aripiprazole: ari piprazole, aripiprazol, aripi prazole, arapiprazole
    mirtazapine: mirtaza pine, mertazapine, murtazapine, mirta zapine
    trazodone: trazo done, trazadone, trasodone, tra zodone
    buspirone: bus pirone, buspiron, bus pyrone, byou spirone
    alprazolam: alpra zolam, alprazolem, alprazalam
    Xanax: zanax, xanex, zan ax
    clonazepam: clonaza pam, clonazipam, klonazepam, clon azepam
    Klonopin: clonopin, klonapin, clono pin
    lorazepam: lora zepam, lorazapam, laurazepam
    Ativan: ativen, adivan, ati van, attavan
    hydroxyzine: hydroxy zine, hydroxazine, hydroxizeen, hydrox azine
    methylphenidate: methyl fenidate, methylphenadate, methylfenidate
    Ritalin: riddlin, ritalen, ridalin
    Concerta: conserta, consurta
    Adderall: adderol, aderall, adderal
    lisdexamfetamine: lisdex amphetamine, lis dexamfetamine, lizdexamfetamine
    Vyvanse: vivance, vyvance, vi vanse
    Strattera: stratera, stra terra, straterra
    propranolol: propranalol, pro pranolol, propanolol
    prazosin: praza sin, prazosen, pra zosin
    paroxetine: paroxatine, par oxetine, peroxetine
    Paxil: packsil, paxel, pax ill
    olanzapine: olanza pine, olanzapene, oh lanzapine
    Zyprexa: zi prexa, zyprexia, siprexa, zaiprexa
    risperidone: risper idone, risperadone, resperidone
    Abilify: abilafy, abila fi, a bilify
    Depakote: depakot, depa coat, deppakote, depicote
    zolpidem: zolpa dem, zolpidum, zol pidem
    Ambien: ambian, ambienn
    Latuda: latooda, la tuda, lituda
    gabapentin: gaba pentin, gabapenten, gabba pentin
    pregabalin: pre gabalin, pregabalen, pregabaline
    naltrexone: nal trexone, naltrexon, naltrex own
    buprenorphine: bupra norphine, buprenorphin, byoo prenorphine
    Suboxone: sub oxone, suboxon, sabboxone
    clozapine: cloza pine, clozapene, klozapine
    amitriptyline: ami triptyline, amitriptylene, amatriptyline, amitripta line
    nortriptyline: nor triptyline, nortriptaline
    carbamazepine: carba mazepine, carbamazapine
    topiramate: topira mate, topiramit, topirimate
    cariprazine: cari prazine, carapazine
    Vraylar: vraylor, vralar, vray lar
    Rexulti: rex ulti, rexalti, wrecks ulti
    ziprasidone: zipra sidone, ziprasadone
    haloperidol: halo peridol, haloperadol
    modafinil: moda finil, modafinel
    temazepam: temaza pam, temazapam
    eszopiclone: eszopi clone, ezopiclone
    Lunesta: lunester, lunessta
    Spravato: sprovato, spra vato
"""
"""Invented, in the ways of recognisers: words parted, sounds taken for their neighbours, spelt as they sound."""


def misheard() -> Iterator[tuple[str, str]]:
    """(what was heard, what was meant)"""
    for line in MISHEARD.strip().splitlines():
        meant, _, heard = line.strip().partition(": ")
        for each in heard.split(", "):
            yield each, meant


def one(text: str) -> list[Suggestion]:
    return suggestions(session(f"S1: {text}"))


@pytest.mark.parametrize(
    ("around", "least"),
    [("my doctor put me on {} last year and it helped", 0.95), ("then came {} and it helped a bit", 0.95)],
    ids=["beside words about medicines", "anywhere"],
)
def test_names_that_were_misheard_are_found(around: str, least: float) -> None:
    cases = list(misheard())
    assert len({meant for _, meant in cases}) >= 40
    found = [(heard, meant, one(around.format(heard))) for heard, meant in cases]
    right = [heard for heard, meant, each in found if [s.meant for s in each] == [meant]]
    wrong = [heard for heard, meant, each in found if any(s.meant != meant for s in each)]
    print(f"\n{len(right)} of {len(cases)} found, {len(wrong)} taken for another medicine")
    assert len(right) >= least * len(cases)
    assert len(wrong) <= 0.01 * len(cases)


def _worn(name: str, chance: random.Random) -> str:
    """A name with two of the errors that recognisers make, by chance."""
    letters = name.lower()
    for _ in range(2):
        at = chance.randrange(1, len(letters))
        match chance.randrange(4):
            case 0:
                letters = letters[:at] + re.sub("^[aeiou]", chance.choice("aeiou"), letters[at:])
            case 1:
                pairs = {
                    "b": "p",
                    "p": "b",
                    "d": "t",
                    "t": "d",
                    "g": "k",
                    "k": "g",
                    "z": "s",
                    "s": "z",
                    "v": "f",
                    "x": "ks",
                }
                letters = letters[:at] + pairs.get(letters[at], letters[at]) + letters[at + 1 :]
            case 2:
                letters = letters[:at] + letters[at] + letters[at:]
            case _:
                letters = (
                    letters[:at] + " " + letters[at:] if " " not in letters and 1 < at < len(name) - 2 else letters
                )
    return letters


@pytest.mark.parametrize("seed", range(3))
def test_errors_made_by_chance_are_found(seed: int) -> None:
    chance = random.Random(seed)
    known = {name.lower() for name in medicines()}
    cases = [(heard, name) for name in medicines() if (heard := _worn(name, chance)) not in known and len(name) > 5]
    found = sum(any(s.meant == name for s in one(f"I was given {heard} pills by my doctor")) for heard, name in cases)
    print(f"\n{found} of {len(cases)} found")
    assert found >= 0.9 * len(cases)


@with_conversations
def test_few_are_suggested_where_nothing_was_misheard() -> None:
    counts = [
        len(suggestions(Transcript(tuple(Turn(who, 0.0, 0.0, text) for who, text in lines))))
        for lines in conversations()
    ]
    print(f"\n{sum(counts)} suggestions in {len(counts)} conversations, at most {max(counts)} in one")
    assert sum(counts) < 0.1 * len(counts)


def test_where_and_why() -> None:
    said = session(
        "S1: How is it going?",
        "S2: Well, the psychiatrist moved me from set raline to Sero quell, 50 mg, and lamictol.",
    )
    assert suggestions(said) == [
        Suggestion(1, 6, 8, "set raline", "sertraline", "spelling and sound"),
        Suggestion(1, 9, 11, "Sero quell", "Seroquel", "spelling and sound"),
        Suggestion(1, 14, 15, "lamictol", "Lamictal", "spelling and sound"),
    ]
    assert [list(each) for each in by_turn(suggestions(said)).items()] == [[1, suggestions(said)]]
    assert one("they gave me zaipreksa pills")[0].reason == "sound"


def test_places_are_those_of_the_words() -> None:
    words = tuple(Word(w, i * 0.3, i * 0.3 + 0.2) for i, w in enumerate(["I", "take", "well", "butrin,", "daily."]))
    turn = Turn("S1", 0.0, 1.5, " ".join(w.text for w in words), words)
    (found,) = suggestions(Transcript((turn,), (Speaker("S1"),), 1.5))
    assert [w.text for w in turn.words[found.first : found.last]] == ["well", "butrin,"]
    assert (found.heard, found.meant) == ("well butrin", "Wellbutrin")


def test_the_transcript_is_not_changed() -> None:
    said = session("S1: I take well butrin daily.")
    before = said.to_json()
    assert suggestions(said)
    assert said.to_json() == before


@pytest.mark.parametrize(
    "text",
    [
        "I take sertraline and Zoloft's the same, and two Xanaxes.",
        "We went to a concert, the results were fine, and it was a ritual.",
        "My friend Alexa has the ability to relax; Pamela came from Italy with Gordon.",
        "You don't need to. I don't know. They aren't concerned.",
        "My psychiatrist said the dose and the value are in the strategy.",
        "so low. After, add all of it, and sim card",
        "",
        "50 mg 20 10 ... -- ?",
        "我吃药 sertralina é boa",
    ],
)
def test_common_words_and_right_names_are_left_alone(text: str) -> None:
    assert [s for s in one(text) if s.meant != "sertraline" or "sertralina" not in text] == []


def test_a_smaller_likeness_is_enough_where_the_talk_is_of_medicines() -> None:
    assert one("then there was riddlin in the house") == []
    assert [s.meant for s in one("the prescription was riddlin in the end")] == ["Ritalin"]
    asked = session("S1: Which medication was it?", "S2: Riddlin")
    assert [s.meant for s in suggestions(asked)] == ["Ritalin"]


def test_words_of_two_sentences_are_not_put_together() -> None:
    assert [s.meant for s in one("the pills zol oft")] == ["Zoloft"]
    assert [s.heard for s in one("the pills zol. Oft he came.")] == []


def test_names_of_the_chart_go_first() -> None:
    said = session("S1: The doctor gave me brambelin again.")
    assert suggestions(said) == []
    assert [s.meant for s in suggestions(said, ["Bramblin", "", "ab"])] == ["Bramblin"]


def test_suggestions_do_not_overlap() -> None:
    found = one("the pills are set raline set raline lamo trigine lamictol " * 20)
    places = [place for s in found for place in range(s.first, s.last)]
    assert len(places) == len(set(places))
    assert len(found) == 80


def test_how_words_sound() -> None:
    assert sound_of("zyprexa") == sound_of("zaiprexa")
    assert sound_of("xanax") == sound_of("zanex")
    assert sound_of("effexor") == sound_of("ephexer")
    assert sound_of("lithium") != sound_of("latuda")


def test_the_list_of_common_words_holds_no_medicine() -> None:
    names = {name.lower() for name in medicines()}
    assert len(common_words()) > 5000
    assert not common_words() & names
    assert {"concert", "ability", "alexa", "results", "the"} <= common_words()
